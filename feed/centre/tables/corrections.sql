-- title_zh: 定稿后更正
-- title_ug: بېكىتىلگەندىن كېيىنكى تۈزىتىش
-- title_kk: بەكىتىلگەننەن كەيىنگى تۇزەتۋ
-- title_en: Corrections after the freeze
-- as_of: ranking
-- column: area area | 社区 | مەھەللە | الەۋمەتتىك اۋدان | Community
-- column: period text | 周期 | | | Period
-- column: corrected time | 更正时间 | | | Corrected
-- column: score_before number 1 | 原总分 | | | Total before
-- column: score_after number 1 | 更正后总分 | | | Total after
-- column: rank_before integer | 原名次 | | | Rank before
-- column: rank_after integer | 更正后名次 | | | Rank after
-- column: tier_before choice | 原等级 | | | Tier before
-- choice: tier_before excellent | 优秀 | ئەلا | ۇزدىك | Excellent
-- choice: tier_before good | 良好 | ياخشى | جاقسى | Good
-- choice: tier_before average | 一般 | ئادەتتىكىچە | ورتاشا | Average
-- choice: tier_before poor | 差 | ناچار | ناشار | Poor
-- column: tier_after choice | 更正后等级 | | | Tier after
-- choice: tier_after excellent | 优秀 | ئەلا | ۇزدىك | Excellent
-- choice: tier_after good | 良好 | ياخشى | جاقسى | Good
-- choice: tier_after average | 一般 | ئادەتتىكىچە | ورتاشا | Average
-- choice: tier_after poor | 差 | ناچار | ناشار | Poor
-- column: reason text | 原因 | | | Reason
-- What a frozen period would say by all that was known at a later time; the newest first. The period itself stays as it is.
SELECT area, period, corrected_ms AS corrected, score_before, score_after, rank_before, rank_after, tier_before, tier_after, reason
FROM corrections JOIN areas ON areas.id = area
ORDER BY corrected_ms DESC, period DESC, ifnull(rank_after, rank_before), area
LIMIT 1000

-- title_zh: 更正
-- title_en: Corrections
-- as_of: ranking
-- column: area area | 社区 | | | Community
-- column: corrected time | 更正时间 | | | Corrected
-- column: score_before number 4 | 原总分 | | | Total before
-- column: score_after number 4 | 更正后总分 | | | Total after
-- column: rank_before integer | 原名次 | | | Rank before
-- column: rank_after integer | 更正后名次 | | | Rank after
-- column: tier_before text | 原等级 | | | Tier before
-- column: tier_after text | 更正后等级 | | | Tier after
-- column: reason text | 原因 | | | Reason
SELECT area, corrected_ms AS corrected, score_before, score_after, rank_before, rank_after, tier_before, tier_after, reason
FROM corrections WHERE period = :period ORDER BY corrected_ms, area

-- title_zh: 等级
-- title_ug: دەرىجە
-- title_kk: دارەجە
-- title_en: Tier
-- as_of: ranking
-- column: tier choice | 等级 | دەرىجە | دارەجە | Tier
-- choice: tier excellent | 优秀 | ئەلا | ۇزدىك | Excellent
-- choice: tier good | 良好 | ياخشى | جاقسى | Good
-- choice: tier average | 一般 | ئادەتتىكىچە | ورتاشا | Average
-- choice: tier poor | 差 | ناچار | ناشار | Poor
-- column: threshold number 0 | 分数线 | | | From
-- column: communities integer | 社区 | مەھەللە | الەۋمەتتىك اۋدان | Communities
WITH tier(tier, threshold) AS (
	VALUES ('excellent', :tier_excellent), ('good', :tier_good), ('average', :tier_average), ('poor', 0)
),
newest AS (
	SELECT period FROM shown_period
)
SELECT tier.tier, iif(:by_quota, NULL, threshold) AS threshold, count(ranking.area) AS communities
FROM tier LEFT JOIN ranking
	ON ranking.tier = tier.tier AND period = (SELECT period FROM newest) AND answers >= :publish_min
GROUP BY tier.tier ORDER BY tier.threshold DESC

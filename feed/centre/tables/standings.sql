-- title_zh: 各级排名
-- title_ug: ھەر دەرىجە رەت تەرتىپى
-- title_kk: ٴار دارەجەلى رەت ٴتارتىبى
-- title_en: Rankings of all levels
-- as_of: ranking
-- column: span choice | 时段 | | | Period
-- choice: span now | 本期 | | | This period
-- choice: span last | 上期 | | | Last period
-- choice: span year | 本年 | | | This year
-- column: level choice | 层级 | | | Level
-- choice: level community | 社区 | مەھەللە | الەۋمەتتىك اۋدان | Community
-- choice: level subdistrict | 街道（镇） | كوچا (بازار) | كوشە (قالاشىق) | Subdistrict, town
-- choice: level county | 县市 | ناھىيە، شەھەر | اۋدان، قالا | County, city
-- column: category choice | 类别 | | | Category
-- choice: category city | 市 | شەھەر | قالا | City
-- choice: category county | 县 | ناھىيە | اۋدان | County
-- choice: category subdistrict | 街道 | كوچا | كوشە | Subdistrict
-- choice: category town | 镇 | بازار | قالاشىق | Town
-- column: area area | 地区 | | | Area
-- column: subdistrict area | 街道 | كوچا باشقارمىسى | كوشە باسقارماسى | Subdistrict
-- column: rank integer | 名次 | ئورنى | ورنى | Rank
-- column: rank_best integer | 最好名次 | | | Best rank
-- column: rank_worst integer | 最差名次 | | | Worst rank
-- column: category_rank integer | 同类名次 | | | Rank in its category
-- column: move integer | 较上期 | ئۆزگىرىش | وزگەرىس | Change
-- column: tier choice | 等级 | دەرىجە | دارەجە | Tier
-- choice: tier excellent | 优秀 | ئەلا | ۇزدىك | Excellent
-- choice: tier good | 良好 | ياخشى | جاقسى | Good
-- choice: tier average | 一般 | ئادەتتىكىچە | ورتاشا | Average
-- choice: tier poor | 差 | ناچار | ناشار | Poor
-- column: state choice | 状态 | | | State
-- choice: state firm | 确定 | | | Firm
-- choice: state provisional | 暂定 | ۋاقىتلىق | ۋاقىتشا | Provisional
-- choice: state insufficient | 评价偏少 | باھا يېتەرلىك ئەمەس | باعا جەتكىلىكسىز | Too few ratings
-- choice: state incomplete | 数据不全，暂不排名 | سانلىق مەلۇمات تولۇق ئەمەس، رەتكە تىزىلمايدۇ | مالىمەت تولىق ەمەس، رەتكە تۇرمايدى | Incomplete, not ranked
-- choice: state review | 核查中 | تەكشۈرۈلۈۋاتىدۇ | تەكسەرىلۋدە | Under review
-- column: system number 1 | 系统 | سىستېما | جۇيە | System
-- column: subdistrict_part number 1 | 街道 | كوچا | كوشە | Subdistrict
-- column: residents number 1 | 群众 | ئامما | بۇقارا | Residents
-- column: score number 1 | 总分 | ئومۇمىي نومۇر | جالپى ٴنومىر | Total
-- column: low number 1 | 下限 | | | Low
-- column: high number 1 | 上限 | | | High
-- column: answers integer | 评价份数 | باھا سانى | باعا سانى | Ratings
-- column: flagged integer | 存疑未计 | | | Not counted
-- column: communities integer | 社区数 | | | Communities
-- column: period text | 周期 | | | Period
-- column: dark_hours integer | 屏幕未工作时数 | ئېكران ئىشلىمىگەن سائەت | ەكران ىستەمەگەن ساعات | Hours without a screen
-- column: draft flag | 公示中 | ئېلان قىلىنىۋاتىدۇ | جاريالانۋدا | Public notice
-- The score of a subdistrict or county is the mean of its ranked communities; that of a year the mean of the year's ranked
-- periods. Only what the ranking tells goes in, so that nothing more can be told from it. 1.39/1.96: from the interval that is
-- drawn to the one that ranks are compared by.
WITH RECURSIVE newest AS (
	SELECT period, last_day, kind FROM shown_period JOIN periods USING (period, last_day)
),
before AS (
	SELECT period FROM ranking JOIN periods USING (period)
	WHERE kind = (SELECT kind FROM newest) AND last_day < (SELECT last_day FROM newest) ORDER BY last_day DESC, first_day DESC LIMIT 1
),
spans(span, period, label) AS (
	SELECT 'now', period, period FROM newest
	UNION ALL
	SELECT 'last', period, period FROM before
	UNION ALL
	SELECT DISTINCT 'year', ranking.period, substr(last_day, 1, 4) FROM ranking
	JOIN periods USING (period)
	WHERE substr(last_day, 1, 4) = (SELECT substr(last_day, 1, 4) FROM newest) AND kind = (SELECT kind FROM newest)
),
told AS MATERIALIZED (
	SELECT span, label, ranking.*, rank IS NOT NULL AND answers >= :publish_min AS enough
	FROM ranking JOIN spans USING (period)
),
communities AS MATERIALIZED (
	SELECT span, label, area, avg(iif(enough, system, NULL)) AS system,
		avg(iif(enough, subdistrict_part, NULL)) AS subdistrict_part, avg(iif(enough, residents, NULL)) AS residents,
		avg(iif(enough, score, NULL)) AS score,
		sqrt(sum(iif(enough, (high - low) * (high - low) / 4, 0))) / max(1, count(iif(enough, 1, NULL))) AS half,
		sum(iif(enough, answers, 0)) AS answers, sum(iif(enough, flagged, 0)) AS flagged,
		max(state <> 'incomplete' AND answers < :publish_min) AS few, max(enough AND state = 'provisional') AS provisional,
		sum(dark_hours) AS dark_hours, ifnull(max((SELECT period_state.state = 'notice' FROM period_state WHERE period_state.period = told.period)), 0) AS draft,
		max(EXISTS (SELECT 1 FROM objections WHERE objections.period = told.period AND objections.area = told.area
			AND outcome IS NULL)) AS review
	FROM told GROUP BY span, area
),
up(area, ancestor) AS (
	SELECT DISTINCT area, parent FROM communities JOIN areas ON areas.id = area
	UNION ALL
	SELECT up.area, areas.parent FROM up JOIN areas ON areas.id = up.ancestor
),
placed AS MATERIALIZED (
	SELECT up.area, areas.level, areas.kind, ancestor FROM up JOIN areas ON areas.id = ancestor
	WHERE level IN ('subdistrict', 'county')
),
rows AS MATERIALIZED (
	SELECT span, label, 'community' AS level, kind AS category, communities.area, ancestor AS subdistrict, system,
		subdistrict_part, residents, score, half, answers, flagged, 1 AS communities,
		CASE WHEN review THEN 'review' WHEN score IS NOT NULL THEN iif(provisional, 'provisional', 'firm') WHEN few THEN 'insufficient' ELSE 'incomplete' END
			AS state, dark_hours, draft
	FROM communities LEFT JOIN placed ON placed.area = communities.area AND placed.level = 'subdistrict'
	UNION ALL
	SELECT span, label, level, kind, ancestor, iif(level = 'subdistrict', ancestor, NULL), avg(system), avg(subdistrict_part),
		avg(residents), avg(score), sqrt(sum(half * half)) / max(1, count(score)), sum(answers), sum(flagged), count(score),
		iif(count(score), 'firm', 'incomplete'), sum(dark_hours), max(draft)
	FROM communities JOIN placed USING (area) GROUP BY span, level, ancestor
),
ranked AS MATERIALIZED (
	SELECT *, max(score - half, 0) AS low, min(score + half, 100) AS high,
		iif(score IS NULL, NULL, rank() OVER (PARTITION BY span, level ORDER BY round(score, 9) DESC NULLS LAST)) AS rank,
		iif(score IS NULL, NULL, rank() OVER (PARTITION BY span, level, category ORDER BY round(score, 9) DESC NULLS LAST))
			AS category_rank,
		count(score) OVER (PARTITION BY span, level) AS among
	FROM rows
)
SELECT span, level, category, area, subdistrict, rank,
	iif(score IS NULL, NULL, 1 + (SELECT count(*) FROM ranked AS o WHERE o.span = ranked.span AND o.level = ranked.level
		AND o.score - o.half * 1.39 / 1.96 > ranked.score + ranked.half * 1.39 / 1.96)) AS rank_best,
	iif(score IS NULL, NULL, (SELECT count(*) FROM ranked AS o WHERE o.span = ranked.span AND o.level = ranked.level
		AND o.score + o.half * 1.39 / 1.96 >= ranked.score - ranked.half * 1.39 / 1.96)) AS rank_worst,
	category_rank,
	iif(span = 'now', (SELECT o.rank FROM ranked AS o WHERE o.span = 'last' AND o.level = ranked.level AND o.area = ranked.area)
		- rank, NULL) AS move,
	CASE WHEN score IS NULL THEN NULL
		WHEN :by_quota AND rank * 100.0 <= :quota_excellent * among THEN 'excellent'
		WHEN :by_quota AND rank * 100.0 <= (:quota_excellent + :quota_good) * among THEN 'good'
		WHEN :by_quota AND rank * 100.0 <= (:quota_excellent + :quota_good + :quota_average) * among THEN 'average'
		WHEN :by_quota THEN 'poor'
		WHEN score >= :tier_excellent THEN 'excellent' WHEN score >= :tier_good THEN 'good'
		WHEN score >= :tier_average THEN 'average' ELSE 'poor' END AS tier,
	CASE WHEN state = 'firm' AND NOT :by_quota AND ((low < :tier_excellent AND high >= :tier_excellent) OR (low < :tier_good AND high >= :tier_good)
		OR (low < :tier_average AND high >= :tier_average)) THEN 'provisional' ELSE state END AS state,
	system, subdistrict_part, residents, score, low, high, iif(score IS NULL, NULL, answers) AS answers,
	iif(score IS NULL, NULL, flagged) AS flagged, communities, label AS period, dark_hours, draft
FROM ranked
ORDER BY span = 'year', span = 'last', level = 'county', level = 'subdistrict', rank IS NULL, rank, area

-- title_zh: 社区服务榜
-- title_ug: مەھەللە مۇلازىمىتى رەت تەرتىپى
-- title_kk: الەۋمەتتىك اۋدان قىزمەتىنىڭ رەت ٴتارتىبى
-- title_en: Community service ranking
-- as_of: ranking
-- column: area area | 社区 | مەھەللە | الەۋمەتتىك اۋدان | Community
-- column: subdistrict area | 街道 | كوچا باشقارمىسى | كوشە باسقارماسى | Subdistrict
-- column: rank integer | 名次 | ئورنى | ورنى | Rank
-- column: rank_best integer | 最好名次 | | | Best rank
-- column: rank_worst integer | 最差名次 | | | Worst rank
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
-- column: period text | 周期 | | | Period
-- column: dark_hours integer | 屏幕未工作时数 | ئېكران ئىشلىمىگەن سائەت | ەكران ىستەمەگەن ساعات | Hours without a screen
-- column: draft flag | 公示中 | ئېلان قىلىنىۋاتىدۇ | جاريالانۋدا | Public notice
-- The newest period that was scored. Where fewer than publish_min residents answered, nothing that their part could be
-- told from is here.
WITH RECURSIVE newest AS (
	SELECT period FROM shown_period
),
shown AS MATERIALIZED (
	SELECT ranking.*, answers >= :publish_min AS enough, areas.parent
	FROM ranking JOIN areas ON areas.id = ranking.area
	WHERE period = (SELECT period FROM newest)
),
up(area, ancestor) AS (
	SELECT area, parent FROM shown
	UNION ALL
	SELECT up.area, areas.parent FROM up JOIN areas ON areas.id = up.ancestor
),
placed AS MATERIALIZED (
	SELECT up.area, ancestor AS subdistrict FROM up JOIN areas ON areas.id = ancestor WHERE level = 'subdistrict'
)
SELECT shown.area, subdistrict,
	iif(enough, rank, NULL) AS rank, iif(enough, rank_best, NULL) AS rank_best, iif(enough, rank_worst, NULL) AS rank_worst,
	iif(enough, previous_rank - rank, NULL) AS move, iif(enough, tier, NULL) AS tier,
	iif(EXISTS (SELECT 1 FROM objections WHERE objections.period = shown.period AND objections.area = shown.area AND outcome IS NULL),
		'review', state) AS state, system, subdistrict_part,
	iif(enough, residents, NULL) AS residents, iif(enough, score, NULL) AS score, iif(enough, low, NULL) AS low,
	iif(enough, high, NULL) AS high, iif(enough, answers, NULL) AS answers, iif(enough, flagged, NULL) AS flagged, period, dark_hours,
	ifnull((SELECT period_state.state = 'notice' FROM period_state WHERE period_state.period = shown.period), 0) AS draft
FROM shown LEFT JOIN placed ON placed.area = shown.area
ORDER BY iif(enough, rank, NULL) IS NULL, rank, shown.area

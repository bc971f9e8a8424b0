-- title_zh: 服务队积分与承诺
-- title_ug: ئەترەتلەرنىڭ نومۇرى ۋە ۋەدىسى
-- title_kk: جاساقتاردىڭ ۇپايى مەن ۋادەسى
-- title_en: Points and pledges of teams
-- as_of: teams
-- column: sequence integer | 序号 | | | No.
-- column: team text | 编号 | | | Team
-- column: name label | 服务队 | | | Name
-- column: area area | 地区 | | | Area
-- column: kind choice | 服务类型 | مۇلازىمەت تۈرلىرى | قىزمەت تۇرلەرى | Kinds of service
-- choice: kind safety | 平安巡防 | بىخەتەرلىك چارلاش | قاۋىپسىزدىك شولۋ | Safety patrol
-- choice: kind family | 邻里走访 | ئائىلىلەرنى يوقلاش | وتباسىلاردى ارالاۋ | Family visits
-- choice: kind environment | 环境整治 | مۇھىت تازىلاش | ورتا تازالاۋ | Environment
-- choice: kind elderly | 助老陪护 | ياشانغانلارغا ياردەم | قارتتارعا كومەك | Care for the elderly
-- choice: kind culture | 文体活动 | مەدەنىيەت-تەنتەربىيە پائالىيىتى | مادەنيەت-دەنە تاربيە قيمىلى | Culture and sport
-- choice: kind policy | 政策宣讲 | سىياسەت تەشۋىقاتى | ساياسات ۇگىتى | Policy talks
-- column: volunteers integer | 志愿者 | پىدائىيلار | ەرىكتىلەر | Volunteers
-- column: hours_week integer | 本周服务时长(小时) | | | Hours this week
-- column: points integer | 积分 | | | Points
-- column: pledges_made integer | 承诺数 | | | Pledges made
-- column: pledges_kept integer | 兑现数 | | | Pledges kept
-- column: kept_share share 0 | 兑现率 | | | Share kept
-- column: featured flag | 品牌队伍 | | | Featured
-- column: deed label | 事迹 | | | Deed
-- The fifty with the most points, and the best of each community.
WITH ordered AS (
	SELECT teams.*, row_number() OVER (ORDER BY ifnull(points, 0) DESC, ifnull(hours_week, 0) DESC, teams.id) AS sequence,
		row_number() OVER (PARTITION BY CASE level WHEN 'grid' THEN parent ELSE area END
			ORDER BY ifnull(points, 0) DESC, ifnull(hours_week, 0) DESC, teams.id) AS place_at_home
	FROM teams JOIN areas ON areas.id = teams.area
)
SELECT sequence, id AS team, name_zh, name_ug, name_kk, name_en, area, kind, volunteers, hours_week, points, pledges_made,
	pledges_kept, CASE WHEN pledges_made > 0 THEN 1.0 * pledges_kept / pledges_made END AS kept_share, ifnull(featured, 0) AS featured, deed_zh, deed_ug, deed_kk, deed_en
FROM ordered WHERE sequence <= 50 OR place_at_home = 1
ORDER BY sequence

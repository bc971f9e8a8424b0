-- title_zh: 各地服务队
-- title_ug: جايلار بويىچە مۇلازىمەت ئەترەتلىرى
-- title_kk: جەرلەر بويىنشا قىزمەت جاساقتارى
-- title_en: Teams by area
-- as_of: teams, areas
-- column: area area | 地区 | | | Area
-- column: level choice | 层级 | | | Level
-- choice: level prefecture | 州 | ئوبلاست | وبلىس | Prefecture
-- choice: level county | 县市 | ناھىيە ۋە شەھەرلەر | اۋداندار مەن قالالار | Counties
-- choice: level subdistrict | 街道（镇） | كوچا باشقارمىسى (بازار) | كوشە باسقارماسى (قالاشىق) | Subdistricts, towns
-- choice: level community | 社区 | مەھەللە | اۋماق | Communities
-- column: teams integer | 服务队 | ئەترەت | جاساق | Teams
-- column: volunteers integer | 志愿者 | پىدائىيلار | ەرىكتىلەر | Volunteers
-- column: hours_week integer | 本周时长 | بۇ ھەپتىلىك سائەت | وسى اپتاداعى ساعات | Hours this week
-- column: grids integer | 网格 | تور كاتەكچە | توركوز | Grids
-- column: grids_with_team integer | 有服务队的网格 | ئەترىتى بار كاتەكچە | جاساعى بار توركوز | Grids with a team
-- column: share share 1 | 覆盖率 | قاپلاش نىسبىتى | قامتۋ مولشەرى | Coverage
-- column: volunteers_per_grid number 0 | 每格志愿者 | ھەر كاتەكچىدىكى پىدائىي | ٴار توركوزدەگى ەرىكتى | Volunteers a grid
-- column: points integer | 积分 | جۇغلانما نومۇر | ۇپاي | Points
-- column: pledges_made integer | 承诺 | ۋەدە | ۋادە | Pledges made
-- column: pledges_kept integer | 已兑现 | ئورۇندالغىنى | ورىندالعانى | Pledges kept
-- For every area above the grids.
WITH RECURSIVE inside(area, ancestor) AS (
	SELECT id, id FROM areas
	UNION ALL
	SELECT inside.area, parent FROM inside JOIN areas ON areas.id = ancestor WHERE parent IS NOT NULL
),
team AS MATERIALIZED (
	SELECT area, count(*) AS teams, sum(volunteers) AS volunteers, sum(hours_week) AS hours_week, sum(points) AS points,
		sum(pledges_made) AS pledges_made, sum(pledges_kept) AS pledges_kept
	FROM teams GROUP BY area
),
summed AS (
	SELECT ancestor AS area, ifnull(sum(teams), 0) AS teams, ifnull(sum(volunteers), 0) AS volunteers,
		ifnull(sum(hours_week), 0) AS hours_week, sum(parts.level = 'grid') AS grids,
		sum(parts.level = 'grid' AND teams IS NOT NULL) AS grids_with_team, ifnull(sum(points), 0) AS points,
		ifnull(sum(pledges_made), 0) AS pledges_made, ifnull(sum(pledges_kept), 0) AS pledges_kept
	FROM inside JOIN areas AS parts ON parts.id = inside.area LEFT JOIN team ON team.area = inside.area
	GROUP BY ancestor
)
SELECT summed.area, level, teams, volunteers, hours_week, grids, grids_with_team,
	CASE WHEN grids > 0 THEN 1.0 * grids_with_team / grids END AS share,
	CASE WHEN grids > 0 THEN round(1.0 * volunteers / grids) END AS volunteers_per_grid, points, pledges_made, pledges_kept
FROM summed JOIN areas ON areas.id = summed.area
WHERE level NOT IN ('grid', 'building')
ORDER BY summed.area

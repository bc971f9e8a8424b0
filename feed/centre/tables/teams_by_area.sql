-- title_zh: 各地服务队
-- title_en: Teams by area
-- as_of: teams
-- column: area area | 地区 | | | Area
-- column: level text | 层级 | | | Level
-- column: teams integer | 服务队 | | | Teams
-- column: volunteers integer | 志愿者 | | | Volunteers
-- column: hours_week integer | 本周时长 | | | Hours this week
-- For every area above the grids.
WITH RECURSIVE inside(area, ancestor) AS (
	SELECT id, id FROM areas
	UNION ALL
	SELECT inside.area, parent FROM inside JOIN areas ON areas.id = ancestor WHERE parent IS NOT NULL
)
SELECT areas.id AS area, level, count(teams.id) AS teams, ifnull(sum(volunteers), 0) AS volunteers,
	ifnull(sum(hours_week), 0) AS hours_week
FROM areas LEFT JOIN inside ON ancestor = areas.id LEFT JOIN teams ON teams.area = inside.area
WHERE level NOT IN ('grid', 'building')
GROUP BY areas.id ORDER BY areas.id

-- title_zh: 各层级覆盖情况
-- title_ug: ھەر دەرىجىدىكى قاپلىنىش ئەھۋالى
-- title_kk: ٴار دەڭگەيدەگى قامتىلۋ جاعدايى
-- title_en: Coverage by level
-- as_of: areas, teams
-- column: level choice | 层级 | دەرىجە | دەڭگەي | Level
-- choice: level county | 县市 | ناھىيە ۋە شەھەرلەر | اۋداندار مەن قالالار | Counties
-- choice: level subdistrict | 街道（镇） | كوچا باشقارمىسى، بازار | كوشە باسقارماسى، قالاشىق | Subdistricts, towns
-- choice: level community | 社区 | مەھەللە | اۋماق | Communities
-- choice: level grid | 网格 | تور كاتەكچە | توركوز | Grids
-- column: areas integer | 数量 | | | Areas
-- column: whole integer | 无盲区 | | | Without blind spot
-- column: share share 1 | 无盲区比例 | | | Share without blind spot
-- An area is whole when every grid in it has a team.
WITH RECURSIVE grid AS MATERIALIZED (
	SELECT id, parent, EXISTS (SELECT 1 FROM teams WHERE teams.area = areas.id) AS covered FROM areas WHERE level = 'grid'
),
up(area, blind) AS (
	SELECT parent, count(*) - sum(covered) FROM grid WHERE parent IS NOT NULL GROUP BY parent
	UNION ALL
	SELECT areas.parent, up.blind FROM up JOIN areas ON areas.id = up.area WHERE areas.parent IS NOT NULL
),
listed AS (
	SELECT level, sum(blind) AS blind FROM up JOIN areas ON areas.id = up.area
	WHERE level IN ('county', 'subdistrict', 'community') GROUP BY area
	UNION ALL
	SELECT 'grid', 1 - covered FROM grid
)
SELECT level, count(*) AS areas, sum(blind = 0) AS whole, 1.0 * sum(blind = 0) / count(*) AS share
FROM listed GROUP BY level
ORDER BY CASE level WHEN 'county' THEN 1 WHEN 'subdistrict' THEN 2 WHEN 'community' THEN 3 ELSE 4 END

-- title_zh: 网格服务覆盖
-- title_ug: تور كاتەكچە مۇلازىمىتى قاپلىنىشى
-- title_kk: توركوز قىزمەتىنىڭ قامتىلۋى
-- title_en: Grid service coverage
-- as_of: areas, teams, headline
-- column: area area | 地区 | | | Area
-- column: level choice | 层级 | | | Level
-- choice: level prefecture | 州 | ئوبلاست | وبلىس | Prefecture
-- choice: level county | 县市 | ناھىيە ۋە شەھەرلەر | اۋدان جانە قالالار | Counties
-- choice: level subdistrict | 街道（镇） | كوچا باشقارمىسى (بازار) | كوشە باسقارماسى (قالاشىق) | Subdistricts, towns
-- choice: level community | 社区 | مەھەللە | الەۋمەتتىك اۋدان | Communities
-- choice: level grid | 网格 | تور كاتەكچە | توركوز | Grids
-- choice: level building | 楼栋 | بىنا | عيمارات | Buildings
-- column: kind choice | 网格类型 | تور كاتەكچە تۈرى | توركوز ٴتۇرى | Kind of grid
-- choice: kind location | 地缘型 | جۇغراپىيەلىك تىپ | ورنالاسۋ ٴتۇرى | By location
-- choice: kind unit | 单元型 | بىنا بۆلەك تىپى | عيمارات بولىك ٴتۇرى | By building unit
-- choice: kind employer | 单位型 | ئورۇن تىپى | ورىن ٴتۇرى | By employer
-- choice: kind all | 全部 | ھەممىسى | بارلىعى | All
-- column: grids integer | 网格 | تور كاتەكچىلىرى | توركوزدەر | Grids
-- column: covered integer | 已有服务队 | ئەترىتى بار | جاساعى بار | With a team
-- column: blind integer | 盲区 | قۇرۇق نۇقتا | سوقىر نۇكتە | Blind spots
-- column: share share 1 | 覆盖率 | قاپلاش نىسبىتى | قامتۋ سالىستىرماسى | Coverage
-- column: branches integer | 网格党支部 | تور كاتەكچە پارتىيە ياچېيكىسى | توركوز پارتييا ۇياسى | Grid branches
-- A grid is covered when it has a team; every area above the grids sums up those inside, by kind and in all.
WITH RECURSIVE grid AS MATERIALIZED (
	SELECT id, parent, kind, EXISTS (SELECT 1 FROM teams WHERE teams.area = areas.id) AS covered
	FROM areas WHERE level = 'grid'
),
up(area, kind, grids, covered) AS (
	SELECT parent, kind, count(*), sum(covered) FROM grid WHERE parent IS NOT NULL GROUP BY parent, kind
	UNION ALL
	SELECT areas.parent, up.kind, grids, covered FROM up JOIN areas ON areas.id = up.area WHERE areas.parent IS NOT NULL
),
counted AS MATERIALIZED (
	SELECT area, kind, sum(grids) AS grids, sum(covered) AS covered FROM up GROUP BY area, kind
	UNION ALL
	SELECT area, 'all', sum(grids), sum(covered) FROM up GROUP BY area
),
above AS (
	SELECT areas.id AS area, level, kinds.column1 AS kind, ifnull(grids, 0) AS grids, ifnull(covered, 0) AS covered
	FROM areas
	JOIN (VALUES ('location'), ('unit'), ('employer'), ('all')) AS kinds
	LEFT JOIN counted ON counted.area = areas.id AND counted.kind = kinds.column1
	WHERE level NOT IN ('grid', 'building')
)
SELECT area, level, kind, grids, covered, grids - covered AS blind,
	CASE WHEN grids > 0 THEN 1.0 * covered / grids END AS share,
	CASE WHEN kind = 'all' AND area = (SELECT id FROM areas WHERE parent IS NULL)
		THEN (SELECT CAST(value AS INTEGER) FROM headline WHERE figure = 'branches') END AS branches
FROM above
UNION ALL
SELECT id, 'grid', kind, 1, covered, 1 - covered, 1.0 * covered, NULL FROM grid
ORDER BY area, kind

-- title_zh: 各地网格类型
-- title_ug: جايلار بويىچە كاتەكچە تۈرلىرى
-- title_kk: جەرلەر بويىنشا توركوز تۇرلەرى
-- title_en: Kinds of grid by area
-- as_of: areas, teams
-- column: area area | 地区 | | | Area
-- column: level choice | 层级 | | | Level
-- choice: level prefecture | 州 | | | Prefecture
-- choice: level county | 县市 | | | Counties
-- choice: level subdistrict | 街道（镇） | | | Subdistricts, towns
-- choice: level community | 社区 | | | Communities
-- column: location integer | 地缘型 | جۇغراپىيەلىك تىپ | ورنالاسۋ ٴتۇرى | By location
-- column: unit integer | 单元型 | بىنا بۆلەك تىپى | عيمارات بولىك ٴتۇرى | By building unit
-- column: employer integer | 单位型 | ئورۇن تىپى | ورىن ٴتۇرى | By employer
-- column: grids integer | 网格 | تور كاتەكچىلىرى | توركوزدەر | Grids
-- column: covered integer | 已有服务队 | ئەترىتى بار | جاساعى بار | With a team
-- column: blind integer | 盲区 | قۇرۇق نۇقتا | سوقىر نۇكتە | Blind spots
-- column: share share 1 | 覆盖率 | قاپلاش نىسبىتى | قامتۋ سالىستىرماسى | Coverage
-- The same figures as coverage, a row an area.
WITH RECURSIVE up(area, kind, grids, covered) AS (
	SELECT parent, kind, count(*), sum(EXISTS (SELECT 1 FROM teams WHERE teams.area = areas.id))
	FROM areas WHERE level = 'grid' AND parent IS NOT NULL GROUP BY parent, kind
	UNION ALL
	SELECT areas.parent, up.kind, grids, covered FROM up JOIN areas ON areas.id = up.area WHERE areas.parent IS NOT NULL
)
SELECT id AS area, level, ifnull(sum(CASE up.kind WHEN 'location' THEN grids END), 0) AS location,
	ifnull(sum(CASE up.kind WHEN 'unit' THEN grids END), 0) AS unit,
	ifnull(sum(CASE up.kind WHEN 'employer' THEN grids END), 0) AS employer, ifnull(sum(grids), 0) AS grids,
	ifnull(sum(covered), 0) AS covered, ifnull(sum(grids - covered), 0) AS blind, 1.0 * sum(covered) / sum(grids) AS share
FROM areas LEFT JOIN up ON up.area = areas.id
WHERE level NOT IN ('grid', 'building')
GROUP BY id ORDER BY id

-- title_zh: 覆盖检查
-- title_en: Findings on coverage
-- as_of: areas, map, exempt
-- column: area area | 地区 | | | Area
-- column: finding choice | 问题 | | | Finding
-- choice: finding no_grid | 没有网格 | تور كاتەكچە يوق | توركوز جوق | No grid
-- choice: finding no_shape | 没有地图边界 | خەرىتىدە چېگرىسى يوق | كارتادا شەگاراسى جوق | No shape on the map
-- choice: finding no_map | 没有地图，按清单统计 | خەرىتە يوق، تىزىملىك بويىچە | كارتا جوق، تىزىم بويىنشا | No map: by list
-- choice: finding no_organisation_grid | 单位没有网格 | ئورۇننىڭ تور كاتەكچىسى يوق | ورىننىڭ توركوزى جوق | Organisation without a grid
-- choice: finding gap | 无网格的空地 | تور كاتەكچىسىز بوش يەر | توركوزسىز بوس جەر | Gap
-- choice: finding overlap | 两个网格重叠 | ئىككى تور كاتەكچە قاپلىشىپ قالغان | ەكى توركوز قابىسقان | Overlap
-- choice: finding outside | 超出社区边界 | مەھەللە چېگرىسىدىن چىققان | اۋدان شەگاراسىنان شىققان | Outside its community
-- choice: finding two_communities | 跨两个社区 | ئىككى مەھەللىدە | ەكى اۋماقتا | In two communities
-- choice: finding sliver | 边界缝隙 | چېگرا يوچۇقى | شەگارا ساڭىلاۋى | Slivers
-- choice: finding broken | 边界无法识别 | چېگرىنى تونۇغىلى بولمىدى | شەگارانى تانۋ مۇمكىن ەمەس | Shape that cannot be read
-- column: other area | 另一地区 | | | Other area
-- column: square_metres number 0 | 面积（平方米） | | | Square metres
-- column: share share 2 | 占社区面积 | | | Share of the community
-- column: shape text | 图形 | | | Shape
-- Where the division cannot be whole: a community without a grid, an organisation that no grid reaches; once a map is there, a grid
-- without a shape and what the check of the map found; before, that coverage goes by the list alone.
WITH RECURSIVE with_grid(id) AS (
	SELECT id FROM areas WHERE level = 'grid'
	UNION
	SELECT parent FROM areas JOIN with_grid ON areas.id = with_grid.id WHERE parent IS NOT NULL
),
reached(id) AS (
	SELECT id FROM with_grid
	UNION
	SELECT areas.id FROM areas JOIN with_grid ON areas.parent = with_grid.id WHERE areas.level = 'building'
)
SELECT id AS area, 'no_grid' AS finding, NULL AS other, NULL AS square_metres, NULL AS share, NULL AS shape FROM areas
WHERE level = 'community' AND id NOT IN (SELECT parent FROM areas WHERE level = 'grid' AND parent IS NOT NULL)
UNION ALL
SELECT id, 'no_shape', NULL, NULL, NULL, NULL FROM areas
WHERE level = 'grid' AND id NOT IN (SELECT area FROM shapes) AND EXISTS (SELECT 1 FROM shapes)
UNION ALL
SELECT id, 'no_map', NULL, NULL, NULL, NULL FROM areas WHERE parent IS NULL AND NOT EXISTS (SELECT 1 FROM shapes)
UNION ALL
SELECT area, 'no_organisation_grid', NULL, NULL, NULL, NULL FROM joint WHERE area NOT IN (SELECT id FROM reached)
UNION ALL
SELECT area, finding, other, square_metres, share, CASE WHEN rings IS NOT NULL THEN 'finding:' || number END FROM coverage_faults
ORDER BY finding, area, other, square_metres DESC

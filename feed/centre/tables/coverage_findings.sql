-- title_zh: 覆盖检查
-- title_en: Findings on coverage
-- as_of: areas, map
-- column: area area | 地区 | | | Area
-- column: finding choice | 问题 | | | Finding
-- choice: finding no_grid | 没有网格 | | | No grid
-- choice: finding no_shape | 没有地图边界 | | | No shape on the map
-- Where the division cannot be whole: a community without a grid, and, once a map is there, a grid without a shape.
SELECT id AS area, 'no_grid' AS finding FROM areas
WHERE level = 'community' AND id NOT IN (SELECT parent FROM areas WHERE level = 'grid' AND parent IS NOT NULL)
UNION ALL
SELECT id, 'no_shape' FROM areas
WHERE level = 'grid' AND id NOT IN (SELECT area FROM shapes) AND EXISTS (SELECT 1 FROM shapes)
ORDER BY finding, area

-- title_zh: 网格阵地“六有”
-- title_en: The six haves of grid sites
-- as_of: sites
-- column: area area | 地区 | | | Area
-- column: facilities flag | 有设施 | | | Facilities
-- column: sign flag | 有标志 | | | Sign
-- column: flag flag | 有党旗 | | | Flag
-- column: reading flag | 有书报 | | | Reading matter
-- column: rules flag | 有制度 | | | Rules
-- column: function_room flag | 有功能室 | | | Function room
-- column: standard flag | 达标 | | | All six
SELECT area, facilities, sign, flag, reading, rules, function_room,
	facilities AND sign AND flag AND reading AND rules AND function_room AS standard
FROM sites ORDER BY area

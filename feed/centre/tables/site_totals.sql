-- title_zh: 网格阵地“六有”达标情况
-- title_ug: تور كاتەكچە سورۇنلىرىنىڭ «ئالتە بار» ئەھۋالى
-- title_kk: توركوز ورىندارىنىڭ «التى بار» جاعدايى
-- title_en: How many grid sites have what
-- as_of: sites
-- column: have choice | 六有 | ئالتە بار | التى بار | Have
-- choice: have facilities | 有设施 | ئەسلىھە بار | قۇرىلعى بار | Facilities
-- choice: have sign | 有标志 | بەلگە بار | بەلگى بار | Sign
-- choice: have flag | 有党旗 | پارتىيە بايرىقى بار | پارتييا تۋى بار | Flag
-- choice: have reading | 有书报 | كىتاب-گېزىت بار | كىتاپ-گازەت بار | Reading matter
-- choice: have rules | 有制度 | تۈزۈم بار | تۇزىم بار | Rules
-- choice: have function_room | 有功能室 | ئىقتىدار ئۆيى بار | قىزمەت بولمەسى بار | Function room
-- choice: have standard | 六有达标 | ئالتىسى تولۇق | التاۋى تولىق | All six
-- column: sites integer | 阵地 | | | Sites
-- column: total integer | 合计 | | | In all
-- column: lacking integer | 尚缺 | | | Lacking
WITH counted AS (
	SELECT count(*) AS total, ifnull(sum(facilities), 0) AS facilities, ifnull(sum(sign), 0) AS sign, ifnull(sum(flag), 0) AS flag,
		ifnull(sum(reading), 0) AS reading, ifnull(sum(rules), 0) AS rules, ifnull(sum(function_room), 0) AS function_room,
		ifnull(sum(facilities AND sign AND flag AND reading AND rules AND function_room), 0) AS standard
	FROM sites
),
listed AS (
	SELECT 1 AS place, 'facilities' AS have, facilities AS sites, total FROM counted
	UNION ALL SELECT 2, 'sign', sign, total FROM counted
	UNION ALL SELECT 3, 'flag', flag, total FROM counted
	UNION ALL SELECT 4, 'reading', reading, total FROM counted
	UNION ALL SELECT 5, 'rules', rules, total FROM counted
	UNION ALL SELECT 6, 'function_room', function_room, total FROM counted
	UNION ALL SELECT 7, 'standard', standard, total FROM counted
)
SELECT have, sites, total, total - sites AS lacking FROM listed WHERE total > 0 ORDER BY place

-- title_zh: 群众测评
-- title_ug: ئامما باھالىشى
-- title_kk: بۇقارا باعالاۋى
-- title_en: Residents' evaluation
-- as_of: ranking
-- column: service text | 服务 | | | Service
-- column: name label | 服务 | | | Service
-- column: area area | 地区 | | | Area
-- column: answers integer | 评价份数 | باھا سانى | باعا سانى | Ratings
-- column: satisfied share 1 | 满意率 | | | Satisfied
-- column: mean number 1 | 平均分 | | | Mean
-- As last published: a service of an area with fewer than publish_min answers is not here at all. satisfied: the share of the three
-- upper levels. The rows of the root sum up those that are here; service all is the whole of an area.
WITH newest AS (
	SELECT period FROM shown_period
),
told AS MATERIALIZED (
	SELECT iif(service = '', 'all', service) AS service, residents.area, answers, satisfied, mean
	FROM residents JOIN areas ON areas.id = residents.area
	WHERE answers >= :publish_min AND period = (SELECT period FROM newest)
),
names AS (
	SELECT value ->> '$.id' AS service, value ->> '$.name.zh' AS zh, value ->> '$.name.ug' AS ug, value ->> '$.name.kk' AS kk,
		value ->> '$.name.en' AS en
	FROM survey, json_each(document, '$.services')
	UNION ALL
	SELECT 'all', '全部服务', 'بارلىق مۇلازىمەتلەر', 'بارلىق قىزمەتتەر', 'All services'
),
rows AS (
	SELECT service, area, answers, 1.0 * satisfied / answers AS satisfied, mean, 1 AS deep FROM told
	UNION ALL
	SELECT service, (SELECT id FROM areas WHERE parent IS NULL), sum(answers), iif(count(satisfied) = count(*), 1.0 * sum(satisfied) / sum(answers), NULL),
		sum(mean * answers) / sum(answers), 0
	FROM told GROUP BY service
)
SELECT rows.service, zh AS name_zh, ug AS name_ug, kk AS name_kk, en AS name_en, area, answers, satisfied, mean
FROM rows LEFT JOIN names USING (service)
ORDER BY deep, area, rows.service <> 'all', mean DESC, rows.service

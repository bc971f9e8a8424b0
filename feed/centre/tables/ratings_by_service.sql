-- title_zh: 群众测评
-- title_ug: ئامما باھالىشى
-- title_kk: بۇقارا باعالاۋى
-- title_en: Residents' evaluation
-- as_of: ranking
-- column: service text | 服务 | | | Service
-- column: area area | 地区 | | | Area
-- column: answers integer | 评价份数 | باھا سانى | باعا سانى | Ratings
-- column: mean number 1 | 平均分 | | | Mean
-- As last published: a service of an area with fewer than publish_min answers is not here at all.
SELECT service, residents.area, answers, mean
FROM residents JOIN areas ON areas.id = residents.area
WHERE service <> '' AND answers >= :publish_min
	AND period = (SELECT period FROM ranking JOIN periods USING (period) ORDER BY last_day DESC, first_day DESC LIMIT 1)
ORDER BY service, residents.area

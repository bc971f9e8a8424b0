-- title_zh: 群众评价的原因和补充问题
-- title_ug: باھالاش سەۋەبلىرى ۋە قوشۇمچە سوئاللار
-- title_kk: باعالاۋ سەبەپتەرى مەن قوسىمشا سۇراقتار
-- title_en: Reasons and further answers of residents
-- as_of: ranking
-- column: area area | 地区 | | | Area
-- column: service text | 服务 | | | Service
-- column: question text | 问题 | | | Question
-- column: text label | 题目 | | | Question in words
-- column: answer text | 答案 | | | Answer
-- column: label label | 答案文字 | | | Answer in words
-- column: answers integer | 份数 | | | Answers
-- As last published with the residents' part. Question reasons stands for the reasons of low answers. Counts of 1 to 9 are blank, and where
-- that is one alone the smallest of the others too, so that none can be told from a total. Service all is the whole of an area.
WITH newest AS (
	SELECT period FROM ranking JOIN periods USING (period) ORDER BY last_day DESC, first_day DESC LIMIT 1
),
told AS MATERIALIZED (
	SELECT area, iif(service = '', 'all', service) AS service, question, answer, answers
	FROM residents_further JOIN areas ON areas.id = residents_further.area
	WHERE period = (SELECT period FROM newest)
),
marked AS (
	SELECT *, sum(answers < 10) OVER same AS few, row_number() OVER (same ORDER BY answers < 10, answers, answer) AS place
	FROM told WINDOW same AS (PARTITION BY area, service, question)
),
questions AS (
	SELECT value ->> '$.id' AS question, value -> '$.text' AS text FROM survey, json_each(document, '$.further')
),
words AS (
	SELECT 'reasons' AS question, value ->> '$.id' AS answer, value -> '$.label' AS label FROM survey, json_each(document, '$.reasons')
	UNION ALL
	SELECT further.value ->> '$.id', choice.value ->> '$.id', choice.value -> '$.label'
	FROM survey, json_each(document, '$.further') AS further, json_each(further.value, '$.choices') AS choice
	UNION ALL
	SELECT further.value ->> '$.id', level.value ->> '$.level', level.value -> '$.label'
	FROM survey, json_each(document, '$.further') AS further, json_each(document, '$.levels') AS level
	WHERE further.value ->> '$.kind' = 'levels'
)
SELECT area, service, question, text ->> '$.zh' AS text_zh, text ->> '$.ug' AS text_ug, text ->> '$.kk' AS text_kk, text ->> '$.en' AS text_en,
	answer, label ->> '$.zh' AS label_zh, label ->> '$.ug' AS label_ug, label ->> '$.kk' AS label_kk, label ->> '$.en' AS label_en,
	iif(answers < 10 OR (few = 1 AND place = 1), NULL, answers) AS answers
FROM marked LEFT JOIN questions USING (question) LEFT JOIN words USING (question, answer)
ORDER BY area, service <> 'all', service, question, marked.answers DESC, answer

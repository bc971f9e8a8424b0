-- title_zh: 部门报到评价
-- title_en: Departments as the subdistricts see them
-- as_of: whistles
-- column: area area | 地区 | | | Area
-- column: department label | 部门 | | | Department
-- column: calls integer | 事项数 | | | Calls
-- column: answered integer | 已报到 | | | Answered
-- column: in_time number 1 | 按时报到率(%) | | | Answered in time, per cent
-- column: answer_hours number 1 | 平均报到用时(小时) | | | Mean hours to answer
-- column: rated integer | 评分数 | | | Ratings
-- column: score number 1 | 街道评分(百分制) | | | Score by the subdistricts
-- Those that were called, the best first: their answers are rated by the subdistricts that called them, levels 1 to 5 as 0 to 100.
-- A department that does not answer in time counts as rated 1 for that call, so that silence is never better than an answer.
WITH dated AS (
	SELECT whistles.*, rating, date(answered_at / 1000, 'unixepoch', 'localtime') AS answered_on,
		ifnull(last.date, date(raised_at / 1000, 'unixepoch', 'localtime', CAST(:whistle_days AS INTEGER) || ' days')) AS answer_due
	FROM whistles LEFT JOIN whistle_ratings USING (id)
	LEFT JOIN workdays AS raised ON raised.date = date(raised_at / 1000, 'unixepoch', 'localtime')
	LEFT JOIN workdays AS last ON last.works AND last.number = raised.number + :whistle_days
),
timed AS (
	SELECT *, CASE WHEN answered_on IS NOT NULL THEN answered_on <= answer_due WHEN :today > answer_due THEN 0 END AS punctual,
		CASE WHEN answered_at IS NOT NULL THEN rating WHEN :today > answer_due THEN 1 END AS level
	FROM dated
)
SELECT (SELECT id FROM areas WHERE parent IS NULL) AS area, department_zh, max(department_ug) AS department_ug,
	max(department_kk) AS department_kk, max(department_en) AS department_en,
	count(*) AS calls, count(answered_at) AS answered, 100.0 * sum(punctual) / nullif(count(punctual), 0) AS in_time,
	avg(answered_at - raised_at) / 3600000.0 AS answer_hours, count(level) AS rated, 25.0 * (avg(level) - 1) AS score
FROM timed GROUP BY department_zh ORDER BY score IS NULL, score DESC, rated DESC, department_zh

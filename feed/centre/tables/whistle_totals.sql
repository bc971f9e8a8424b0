-- title_zh: 吹哨报到统计
-- title_en: Calls in figures
-- as_of: whistles
-- column: figure text | 指标 | | | Figure
-- column: area area | 地区 | | | Area
-- column: value number 1 | 数值 | | | Value
-- column: calls integer | 事项数 | | | Calls
-- calls, open, answered, solved; hours_to_answer and hours_to_solve are means over those that were; answered_in_day and answered_in_time
-- are shares in per cent, the second of those whose time is up, by :whistle_days workdays; rating is the mean of the subdistricts' ratings
-- on 0..100. One row a figure for the whole tree and for each subdistrict that called.
WITH root(id) AS (SELECT id FROM areas WHERE parent IS NULL),
dated AS (
	SELECT whistles.area, raised_at, answered_at, solved_at, iif(answered_at IS NOT NULL, rating, NULL) AS rating,
		date(answered_at / 1000, 'unixepoch', 'localtime') AS answered_on,
		ifnull(last.date, date(raised_at / 1000, 'unixepoch', 'localtime', CAST(:whistle_days AS INTEGER) || ' days')) AS answer_due
	FROM whistles LEFT JOIN whistle_ratings USING (id)
	LEFT JOIN workdays AS raised ON raised.date = date(raised_at / 1000, 'unixepoch', 'localtime')
	LEFT JOIN workdays AS last ON last.works AND last.number = raised.number + :whistle_days
),
timed AS (
	SELECT area, raised_at, answered_at, solved_at, rating,
		CASE WHEN answered_on IS NOT NULL THEN answered_on <= answer_due WHEN :today > answer_due THEN 0 END AS in_time
	FROM dated
),
call AS (
	SELECT * FROM timed WHERE area <> (SELECT id FROM root)
	UNION ALL
	SELECT (SELECT id FROM root), raised_at, answered_at, solved_at, rating, in_time FROM timed
),
figures(figure, sequence) AS (
	VALUES ('calls', 1), ('open', 2), ('answered', 3), ('solved', 4), ('hours_to_answer', 5), ('hours_to_solve', 6),
		('answered_in_day', 7), ('answered_in_time', 8), ('rating', 9)
)
SELECT figure, area,
	CASE figure
	WHEN 'calls' THEN count(*)
	WHEN 'open' THEN count(*) - count(coalesce(answered_at, solved_at))
	WHEN 'answered' THEN count(answered_at) - count(iif(answered_at IS NOT NULL, solved_at, NULL))
	WHEN 'solved' THEN count(solved_at)
	WHEN 'hours_to_answer' THEN avg(answered_at - raised_at) / 3600000.0
	WHEN 'hours_to_solve' THEN avg(solved_at - raised_at) / 3600000.0
	WHEN 'answered_in_day' THEN 100.0 * sum(answered_at - raised_at <= 86400000) / nullif(count(answered_at), 0)
	WHEN 'answered_in_time' THEN 100.0 * sum(in_time) / nullif(count(in_time), 0)
	ELSE 25.0 * (avg(rating) - 1)
	END AS value,
	count(*) AS calls
FROM figures CROSS JOIN call GROUP BY sequence, area ORDER BY area, sequence

-- title_zh: 吹哨报到统计
-- title_en: Calls in figures
-- as_of: whistles
-- column: figure text | 指标 | | | Figure
-- column: area area | 地区 | | | Area
-- column: value number 1 | 数值 | | | Value
-- column: calls integer | 事项数 | | | Calls
-- calls, open, answered, solved; hours_to_answer and hours_to_solve are means over those that were; answered_in_day is a
-- share in per cent. One row a figure for the whole tree and for each subdistrict that called.
WITH root(id) AS (SELECT id FROM areas WHERE parent IS NULL),
call AS (
	SELECT area, raised_at, answered_at, solved_at FROM whistles WHERE area <> (SELECT id FROM root)
	UNION ALL
	SELECT (SELECT id FROM root), raised_at, answered_at, solved_at FROM whistles
),
figures(figure, sequence) AS (
	VALUES ('calls', 1), ('open', 2), ('answered', 3), ('solved', 4), ('hours_to_answer', 5), ('hours_to_solve', 6),
		('answered_in_day', 7)
)
SELECT figure, area,
	CASE figure
	WHEN 'calls' THEN count(*)
	WHEN 'open' THEN count(*) - count(coalesce(answered_at, solved_at))
	WHEN 'answered' THEN count(answered_at) - count(iif(answered_at IS NOT NULL, solved_at, NULL))
	WHEN 'solved' THEN count(solved_at)
	WHEN 'hours_to_answer' THEN avg(answered_at - raised_at) / 3600000.0
	WHEN 'hours_to_solve' THEN avg(solved_at - raised_at) / 3600000.0
	ELSE 100.0 * sum(answered_at - raised_at <= 86400000) / nullif(count(answered_at), 0)
	END AS value,
	count(*) AS calls
FROM figures CROSS JOIN call GROUP BY sequence, area ORDER BY area, sequence

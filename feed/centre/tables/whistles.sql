-- title_zh: 街道吹哨、部门报到
-- title_en: The subdistrict whistles, the departments report
-- as_of: whistles
-- column: area area | 地区 | | | Area
-- column: id text | 编号 | | | Id
-- column: department label | 部门 | | | Department
-- column: title label | 事项 | | | Call
-- column: raised_at time | 吹哨时间 | | | Raised
-- column: answered_at time | 报到时间 | | | Answered
-- column: solved_at time | 解决时间 | | | Solved
-- column: state choice | 状态 | | | State
-- choice: state open | 待报到 | كۈتۈۋاتىدۇ | كۇتۋدە | Open
-- choice: state answered | 已报到 | يېتىپ كەلدى | كەلدى | Answered
-- choice: state solved | 已解决 | ھەل بولدى | شەشىلدى | Solved
-- column: answer_hours number 1 | 报到用时(小时) | | | Hours to answer
-- column: answer_due date | 报到期限 | | | To be answered by
-- column: in_time flag | 按时报到 | | | Answered in time
-- column: rating integer | 街道评分 | | | The subdistrict's rating
-- The latest first. A department has :whistle_days workdays to answer; rating is what the subdistrict thinks of its answer, 1 to 5.
WITH dated AS (
	SELECT *, date(raised_at / 1000, 'unixepoch', 'localtime') AS raised_on, date(answered_at / 1000, 'unixepoch', 'localtime') AS answered_on
	FROM whistles
),
due AS (
	SELECT dated.*, ifnull(last.date, date(raised_on, CAST(:whistle_days AS INTEGER) || ' days')) AS answer_due
	FROM dated LEFT JOIN workdays AS raised ON raised.date = raised_on
	LEFT JOIN workdays AS last ON last.works AND last.number = raised.number + :whistle_days
)
SELECT area, due.id AS id, department_zh, department_ug, department_kk, department_en, title_zh, title_ug, title_kk, title_en,
	raised_at, answered_at, solved_at,
	CASE WHEN solved_at IS NOT NULL THEN 'solved' WHEN answered_at IS NOT NULL THEN 'answered' ELSE 'open' END AS state,
	(answered_at - raised_at) / 3600000.0 AS answer_hours, answer_due,
	CASE WHEN answered_on IS NOT NULL THEN answered_on <= answer_due WHEN :today > answer_due THEN 0 END AS in_time,
	iif(answered_at IS NOT NULL, rating, NULL) AS rating
FROM due LEFT JOIN whistle_ratings ON whistle_ratings.id = due.id ORDER BY raised_at DESC, area, due.id

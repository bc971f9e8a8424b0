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
-- The latest first.
SELECT area, id, department_zh, department_ug, department_kk, department_en, title_zh, title_ug, title_kk, title_en,
	raised_at, answered_at, solved_at,
	CASE WHEN solved_at IS NOT NULL THEN 'solved' WHEN answered_at IS NOT NULL THEN 'answered' ELSE 'open' END AS state,
	(answered_at - raised_at) / 3600000.0 AS answer_hours
FROM whistles ORDER BY raised_at DESC, area, id

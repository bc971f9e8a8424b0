-- title_zh: 三张清单
-- title_en: The three lists
-- as_of: lists
-- column: area area | 地区 | | | Area
-- column: id text | 编号 | | | Id
-- column: list choice | 清单 | | | List
-- choice: list responsibility | 责任清单 | مەسئۇلىيەت تىزىملىكى | جاۋاپكەرشىلىك ٴتىزىمى | Responsibilities
-- choice: list problem | 问题清单 | مەسىلە تىزىملىكى | ماسەلە ٴتىزىمى | Problems
-- choice: list task | 任务清单 | ۋەزىپە تىزىملىكى | مىندەت ٴتىزىمى | Tasks
-- column: title label | 内容 | | | Title
-- column: body label | 责任单位 | | | Body in charge
-- column: state choice | 状态 | | | State
-- choice: state overdue | 逾期 | ۋاقتى ئۆتكەن | ۋاقىتى وتكەن | Overdue
-- choice: state open | 待办 | بېجىرىلىدىغان | اتقارىلاتىن | Open
-- choice: state in_hand | 办理中 | بېجىرىلىۋاتىدۇ | اتقارىلۋدا | In hand
-- choice: state done | 已完成 | تاماملانغان | بىتكەن | Done
-- column: due date | 期限 | | | Due
-- column: done_on date | 完成日期 | | | Done on
-- The most urgent first, then the newest done. What is open or in hand is overdue once a workday passed from its date on.
WITH shown AS (
	SELECT lists.*, iif(state IN ('open', 'in_hand') AND ifnull(now.number - now.works > due_day.number - due_day.works, due < :today),
		'overdue', state) AS told
	FROM lists LEFT JOIN workdays AS due_day ON due_day.date = due LEFT JOIN workdays AS now ON now.date = :today
)
SELECT area, id, list, title_zh, title_ug, title_kk, title_en, body_zh, body_ug, body_kk, body_en, told AS state, due, done_on
FROM shown
ORDER BY list, CASE told WHEN 'overdue' THEN 1 WHEN 'in_hand' THEN 2 WHEN 'open' THEN 3 ELSE 4 END, iif(told = 'done', NULL, due),
	done_on DESC, area, id

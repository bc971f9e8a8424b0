-- title_zh: 居民说·我们办
-- title_en: You said, we did
-- as_of: lists, ranking
-- column: area area | 地区 | | | Area
-- column: id text | 编号 | | | Id
-- column: title label | 问题 | | | Problem
-- column: reply label | 答复 | | | What was done
-- column: body label | 责任单位 | | | Body in charge
-- column: state choice | 状态 | | | State
-- choice: state overdue | 逾期 | ۋاقتى ئۆتكەن | ۋاقىتى وتكەن | Overdue
-- choice: state open | 待办 | بېجىرىلىدىغان | اتقارىلاتىن | Open
-- choice: state in_hand | 办理中 | بېجىرىلىۋاتىدۇ | اتقارىلۋدا | In hand
-- choice: state done | 已完成 | تاماملانغان | بىتكەن | Done
-- column: due date | 期限 | | | Due
-- column: done_on date | 完成日期 | | | Done on
-- The list of problems as residents see it: what was said, who is in charge, until when, done when. What was done comes first, the newest of it.
-- Topics of residents' low answers stand here as well, with their code as id, whatever the count behind them.
WITH services AS (
	SELECT value ->> '$.id' AS service, value -> '$.name' AS name FROM survey, json_each(document, '$.services')
),
reasons AS (
	SELECT value ->> '$.id' AS reason, value -> '$.label' AS label FROM survey, json_each(document, '$.reasons')
),
said AS (
	SELECT area, id, title_zh, title_ug, title_kk, title_en, reply_zh, reply_ug, reply_kk, reply_en, body_zh, body_ug, body_kk, body_en,
		state, due, done_on
	FROM lists WHERE list = 'problem'
	UNION ALL
	SELECT topics.area, code, ifnull(name ->> '$.zh', service) || '：' || ifnull(label ->> '$.zh', reason),
		name ->> '$.ug' || ': ' || (label ->> '$.ug'), name ->> '$.kk' || ': ' || (label ->> '$.kk'), name ->> '$.en' || ': ' || (label ->> '$.en'),
		reply, NULL, NULL, NULL, body, NULL, NULL, NULL, state, due, done_on
	FROM topics JOIN areas ON areas.id = topics.area LEFT JOIN services USING (service) LEFT JOIN reasons USING (reason)
),
shown AS (
	SELECT said.*, iif(state IN ('open', 'in_hand') AND ifnull(now.number - now.works > due_day.number - due_day.works, due < :today),
		'overdue', state) AS told
	FROM said LEFT JOIN workdays AS due_day ON due_day.date = due LEFT JOIN workdays AS now ON now.date = :today
)
SELECT area, id, title_zh, title_ug, title_kk, title_en, reply_zh, reply_ug, reply_kk, reply_en,
	body_zh, body_ug, body_kk, body_en, told AS state, due, done_on
FROM shown
ORDER BY CASE told WHEN 'done' THEN 1 WHEN 'in_hand' THEN 2 WHEN 'overdue' THEN 3 ELSE 4 END, done_on DESC, due, area, id

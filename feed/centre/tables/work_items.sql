-- title_zh: 工作事项
-- title_en: Work items
-- as_of: items
-- column: area area | 地区 | | | Area
-- column: id text | 编号 | | | Id
-- column: title label | 事项 | | | Item
-- column: state choice | 状态 | | | State
-- choice: state escalated | 升级督办 | ئۆستۈرۈلگەن | كوتەرىلگەن | Escalated
-- choice: state late | 逾期 | ۋاقتى ئۆتكەن | ۋاقىتى وتكەن | Late
-- choice: state warned | 预警 | ئاگاھلاندۇرۇلغان | ەسكەرتىلگەن | Warned
-- choice: state open | 正常推进 | نورمال | قالىپتى | On course
-- choice: state done | 已办结 | تاماملانغان | بىتكەن | Done
-- column: due date | 期限 | | | Due
-- column: done_on date | 完成日期 | | | Done on
-- column: warnings integer | 预警次数 | | | Warnings
-- column: measure choice | 督办措施 | چارە | شارا | After a check
-- choice: measure notice | 整改通知书 | تۈزىتىش ئۇقتۇرۇشى | تۇزەتۋ ۇقتىرۋى | Rectification notice
-- choice: measure slip | 整改督办单 | تۈزىتىشنى نازارەت قىلىش ۋارىقى | تۇزەتۋدى باقىلاۋ پاراعى | Supervision slip
-- choice: measure veto | 一票否决 | بىر ئاۋاز بىلەن رەت قىلىش | ٴبىر داۋىسپەن تەرىسكە شىعارۋ | Veto
-- The most urgent first. An item is escalated after two warnings and not before; it is late once a workday passed from its date on.
WITH shown AS (
	SELECT item_standing.*,
		CASE WHEN done THEN 'done' WHEN escalated_on IS NOT NULL OR (state = 'escalated' AND warnings >= 2) THEN 'escalated'
		WHEN state = 'late' OR ifnull(now.number - now.works > due_day.number - due_day.works, due < :today) THEN 'late'
		WHEN warnings > 0 OR fault_on IS NOT NULL OR state = 'escalated' THEN 'warned' ELSE 'open' END AS told
	FROM item_standing LEFT JOIN workdays AS due_day ON due_day.date = due LEFT JOIN workdays AS now ON now.date = :today
)
SELECT area, id, title_zh, title_ug, title_kk, title_en, told AS state, due, iif(done, done_on, NULL) AS done_on, warnings, measure
FROM shown
ORDER BY CASE told WHEN 'escalated' THEN 1 WHEN 'late' THEN 2 WHEN 'warned' THEN 3 WHEN 'open' THEN 4 ELSE 5 END,
	iif(told = 'done', NULL, due), done_on DESC, area, id

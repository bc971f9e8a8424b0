-- title_zh: 三张清单
-- title_en: The three lists
-- as_of: lists
-- column: area area | 地区 | | | Area
-- column: id text | 编号 | | | Id
-- column: list choice | 清单 | | | List
-- choice: list responsibility | 责任清单 | | | Responsibilities
-- choice: list problem | 问题清单 | | | Problems
-- choice: list task | 任务清单 | | | Tasks
-- column: title label | 内容 | | | Title
-- column: body label | 责任单位 | | | Body in charge
-- column: state choice | 状态 | | | State
-- choice: state open | 待办 | | | Open
-- choice: state in_hand | 办理中 | | | In hand
-- choice: state done | 已完成 | | | Done
-- choice: state overdue | 逾期 | | | Overdue
-- column: due date | 期限 | | | Due
-- column: done_on date | 完成日期 | | | Done on
SELECT area, id, list, title_zh, title_ug, title_kk, title_en, body_zh, body_ug, body_kk, body_en, state, due, done_on
FROM lists ORDER BY area, list, id

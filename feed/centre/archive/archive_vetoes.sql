-- title_zh: 一票否决
-- title_en: Vetoes
-- as_of: vetoes
-- column: id text | 编号 | | | Id
-- column: period text | 周期 | | | Period
-- column: area area | 社区 | | | Community
-- column: state text | 状态 | | | State
-- column: reason label | 原因 | | | Reason
SELECT id, period, area, state, reason_zh, reason_ug, reason_kk, reason_en FROM vetoes WHERE period = :period ORDER BY id

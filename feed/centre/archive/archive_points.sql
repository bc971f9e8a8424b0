-- title_zh: 加减分
-- title_en: Points by rules
-- as_of: points
-- column: id text | 编号 | | | Id
-- column: period text | 周期 | | | Period
-- column: area area | 社区 | | | Community
-- column: points number 4 | 分 | | | Points
-- column: reason label | 原因 | | | Reason
SELECT id, period, area, points, reason_zh, reason_ug, reason_kk, reason_en FROM points WHERE period = :period ORDER BY id

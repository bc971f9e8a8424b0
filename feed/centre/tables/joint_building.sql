-- title_zh: 共建协议
-- title_en: Joint-building agreements
-- as_of: joint
-- column: area area | 地区 | | | Area
-- column: id text | 编号 | | | Id
-- column: organisation label | 单位 | | | Organisation
-- column: signed_on date | 签订日期 | | | Signed on
SELECT area, id, organisation_zh, organisation_ug, organisation_kk, organisation_en, signed_on FROM joint ORDER BY area, id

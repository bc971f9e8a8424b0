-- title_zh: 共建参与情况
-- title_en: Participation in joint work
-- as_of: joint
-- column: area area | 地区 | | | Area
-- column: organisation label | 单位 | | | Organisation
-- column: study integer | 学习 | | | Study
-- column: session integer | 社区会议 | | | Session
-- column: activity integer | 活动 | | | Activity
-- column: subdistrict integer | 街道联席会 | | | Subdistrict session
SELECT area, organisation_zh, organisation_ug, organisation_kk, organisation_en, study, session, activity, subdistrict
FROM joint ORDER BY area, id

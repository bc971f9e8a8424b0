-- title_zh: 队伍目录
-- title_en: Roster of teams
-- as_of: teams
-- column: id text | 编号 | | | Id
-- column: area area | 网格 | | | Area
-- column: kind text | 类型 | | | Kind
-- column: name label | 名称 | | | Name
-- column: volunteers integer | 志愿者 | | | Volunteers
-- column: hours_week integer | 每周时数 | | | Hours a week
-- column: points integer | 积分 | | | Points
-- column: pledges_made integer | 认领 | | | Pledges made
-- column: pledges_kept integer | 兑现 | | | Pledges kept
-- column: featured flag | 特色 | | | Featured
-- column: deed label | 事迹 | | | Deed
-- All of them, as an import takes it.
SELECT id, area, kind, name_zh, name_ug, name_kk, name_en, volunteers, hours_week, points, pledges_made, pledges_kept, featured,
	deed_zh, deed_ug, deed_kk, deed_en
FROM teams ORDER BY id

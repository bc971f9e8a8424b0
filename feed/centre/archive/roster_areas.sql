-- title_zh: 网格目录
-- title_en: Roster of areas
-- as_of: areas
-- column: id text | 编号 | | | Id
-- column: parent text | 上级 | | | Parent
-- column: level text | 层级 | | | Level
-- column: kind text | 类型 | | | Kind
-- column: name label | 名称 | | | Name
-- As an import takes it.
SELECT id, parent, level, kind, name_zh, name_ug, name_kk, name_en FROM areas ORDER BY id

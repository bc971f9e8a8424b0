-- title_zh: 活动安排
-- title_ug: پائالىيەت ئورۇنلاشتۇرۇلۇشى
-- title_kk: شارالار كەستەسى
-- title_en: Activities
-- as_of: activities
-- column: area area | 地区 | | | Area
-- column: room label | 场所 | | | Room
-- column: title label | 活动 | | | Activity
-- column: starts time | 开始 | | | Starts
-- column: ends time | 结束 | | | Ends
SELECT area, room_zh, room_ug, room_kk, room_en, title_zh, title_ug, title_kk, title_en, starts, ends
FROM activities ORDER BY area, starts, room_zh, id

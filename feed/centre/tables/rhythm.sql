-- title_zh: 五个一、四个一
-- title_en: Five ones, four ones
-- as_of: rhythms
-- column: area area | 地区 | | | Area
-- column: rhythm choice | 制度 | | | Rhythm
-- choice: rhythm five_ones | 五个一 | بەش بىر | بەس بىر | Five ones
-- choice: rhythm four_ones | 四个一 | تۆت بىر | ءتورت بىر | Four ones
-- column: activity choice | 内容 | | | Activity
-- choice: activity study | 学习 | ئۆگىنىش | ۇيرەنۋ | Study
-- choice: activity session | 会议 | يىغىن | جينالىس | Session
-- choice: activity meeting | 领导小组会议 | رەھبەرلىك گۇرۇپپىسى يىغىنى | باسشى توپ جينالىسى | Leading-group meeting
-- choice: activity office | 办公室会议 | ئىشخانا يىغىنى | كەڭسە جينالىسى | Office meeting
-- choice: activity review | 述职评议 | خىزمەت دوكلاتى | قىزمەت ەسەبى | Review
-- choice: activity activity | 活动 | پائالىيەت | قيمىل | Activity
-- choice: activity subdistrict | 街道联席会 | كوچا بىرلەشمە يىغىنى | كوشە بىرلەسكەن جينالىسى | Subdistrict session
-- column: period text | 周期 | | | Period
-- column: state choice | 状态 | | | State
-- choice: state done | 已完成 | تاماملاندى | ءبىتتى | Done
-- choice: state due | 待完成 | تاماملىنىدۇ | بىتپەدى | Due
-- choice: state overdue | 逾期 | كېچىككەن | كەشىككەن | Overdue
-- column: done_on date | 完成日期 | | | Done on
-- By the calendar: overdue once the last workday of its period passed, and due in the period that now runs also where nobody told.
WITH form(rhythm, activity, area, form) AS (
	SELECT DISTINCT rhythm, activity, area, CASE length(period) WHEN 4 THEN 'year' ELSE substr(period, 6, 1) END FROM rhythms
),
told(area, rhythm, activity, period, done, state, done_on) AS (
	SELECT area, rhythm, activity, period, state = 'done' OR done_on IS NOT NULL, state, done_on FROM rhythms
	UNION ALL
	SELECT area, rhythm, activity, period, 0, 'due', NULL FROM (
		SELECT area, rhythm, activity, substr(:today, 1, 4) || CASE form WHEN 'year' THEN '' WHEN 'H' THEN '-H' || (1 + (substr(:today, 6, 2) > '06'))
			WHEN 'Q' THEN '-Q' || ((substr(:today, 6, 2) + 2) / 3) ELSE substr(:today, 5, 3) END AS period
		FROM form
	) WHERE (rhythm, activity, area, period) NOT IN (SELECT rhythm, activity, area, period FROM rhythms)
),
dated AS (
	SELECT *, CASE WHEN length(period) = 4 THEN period || '-12-31'
		WHEN substr(period, 6, 1) = 'H' THEN iif(substr(period, 7) = '1', substr(period, 1, 5) || '06-30', substr(period, 1, 5) || '12-31')
		WHEN substr(period, 6, 1) = 'Q' THEN date(substr(period, 1, 5) || printf('%02d', substr(period, 7) * 3) || '-01', '+1 month', '-1 day')
		ELSE date(period || '-01', '+1 month', '-1 day') END AS last
	FROM told
),
shown AS (
	SELECT area, rhythm, activity, period, CASE WHEN done THEN 'done' WHEN state = 'overdue' OR ifnull(now.number - now.works >= last_day.number,
		last < :today) THEN 'overdue' ELSE 'due' END AS state, done_on
	FROM dated LEFT JOIN workdays AS last_day ON last_day.date = last LEFT JOIN workdays AS now ON now.date = :today
)
SELECT area, rhythm, activity, period, state, done_on FROM shown
ORDER BY CASE state WHEN 'overdue' THEN 0 WHEN 'due' THEN 1 ELSE 2 END, period DESC, area, rhythm, activity

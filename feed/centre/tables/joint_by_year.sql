-- title_zh: 历年共建协议
-- title_ug: يىللار بويىچە بىرلىكتە قۇرۇش كېلىشىملىرى
-- title_kk: جىلدار بويىنشا بىرلەسە قۇرۋ كەلىسىمدەرى
-- title_en: Joint-building agreements by year
-- as_of: joint
-- column: year integer | 年份 | | | Year
-- column: signed integer | 当年签订 | | | Signed
-- column: agreements integer | 累计 | | | In all
-- Agreements without a date count with the first year.
WITH dated AS (
	SELECT CAST(substr(ifnull(signed_on, (SELECT min(signed_on) FROM joint)), 1, 4) AS INTEGER) AS year FROM joint
)
SELECT year, count(*) AS signed, sum(count(*)) OVER (ORDER BY year) AS agreements
FROM dated WHERE year IS NOT NULL GROUP BY year ORDER BY year

-- title_zh: 每年经费
-- title_ug: يىللىق مەبلەغ
-- title_kk: جىلدىق قاراجات
-- title_en: Funding year by year
-- as_of: funding
-- column: year integer | 年份 | | | Year
-- column: public_budget money | 财政 | مالىيە | بيۋدجەت | Public budget
-- column: organisations money | 驻地单位 | جايىدىكى ئورۇنلار | جەرگىلىكتى مەكەمەلەر | Local organisations
-- column: total money | 合计 | جەمئىي | بارلىعى | In all
-- What sponsors gave is known in all and not by the year: it stands in the table funding alone.
SELECT year, sum(CASE source WHEN 'public_budget' THEN amount END) AS public_budget,
	sum(CASE source WHEN 'organisations' THEN amount END) AS organisations, sum(amount) AS total
FROM funding WHERE source <> 'sponsors' GROUP BY year ORDER BY year

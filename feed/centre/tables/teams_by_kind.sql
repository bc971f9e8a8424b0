-- title_zh: 服务类型
-- title_ug: مۇلازىمەت تۈرلىرى
-- title_kk: قىزمەت تۇرلەرى
-- title_en: Kinds of service
-- as_of: teams
-- column: kind choice | 服务类型 | مۇلازىمەت تۈرلىرى | قىزمەت تۇرلەرى | Kinds of service
-- choice: kind safety | 平安巡防 | بىخەتەرلىك چارلاش | قاۋىپسىزدىك شولۋ | Safety patrol
-- choice: kind family | 邻里走访 | ئائىلىلەرنى يوقلاش | وتباسىلاردى ارالاۋ | Family visits
-- choice: kind environment | 环境整治 | مۇھىت تازىلاش | ورتا تازالاۋ | Environment
-- choice: kind elderly | 助老陪护 | ياشانغانلارغا ياردەم | قارتتارعا كومەك | Care for the elderly
-- choice: kind culture | 文体活动 | مەدەنىيەت-تەنتەربىيە پائالىيىتى | مادەنيەت-دەنە تاربيە قيمىلى | Culture and sport
-- choice: kind policy | 政策宣讲 | سىياسەت تەشۋىقاتى | ساياسات ۇگىتى | Policy talks
-- column: teams integer | 服务队 | مۇلازىمەت ئەترەتلىرى | قىزمەت وتەۋ جاساقتارى | Service teams
-- column: share share 1 | 占比 | | | Share
SELECT kind, count(*) AS teams, 1.0 * count(*) / sum(count(*)) OVER () AS share
FROM teams GROUP BY kind ORDER BY teams DESC, kind

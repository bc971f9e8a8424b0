-- title_zh: 导入的分数
-- title_en: Imported scores
-- as_of: scores
-- column: period text | 周期 | | | Period
-- column: area area | 社区 | | | Community
-- column: part text | 部分 | | | Part
-- column: score number 4 | 分数 | | | Score
SELECT period, area, part, score FROM scores WHERE period = :period ORDER BY area, part

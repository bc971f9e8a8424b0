-- title_zh: 街道分项评分
-- title_en: Marks by category
-- as_of: marks
-- column: period text | 周期 | | | Period
-- column: area area | 社区 | | | Community
-- column: category text | 类别 | | | Category
-- column: score number 4 | 分数 | | | Score
SELECT period, area, category, score FROM marks WHERE period = :period ORDER BY area, category

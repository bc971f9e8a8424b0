-- title_zh: 每日上岗志愿者
-- title_en: Volunteers a day
-- as_of: days
-- column: date date | 日期 | | | Date
-- column: volunteers integer | 志愿者 | پىدائىيلار | ەرىكتىلەر | Volunteers
-- column: target integer | 目标 | | | Target
SELECT date, volunteers, volunteers_a_day AS target
FROM (SELECT date, volunteers FROM volunteers_a_day ORDER BY date DESC LIMIT 30), targets
ORDER BY date

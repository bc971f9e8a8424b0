-- title_zh: 节假日和调休
-- title_en: Holidays and make-up workdays
-- as_of: calendar
-- column: date date | 日期 | | | Date
-- column: type choice | 类别 | | | Kind of day
-- choice: type holiday | 法定节假日 | | | Public holiday
-- choice: type makeup | 调休上班 | | | Make-up workday
-- column: name label | 名称 | | | Name
SELECT date, type, name_zh, name_ug, name_kk, name_en FROM calendar ORDER BY date

-- title_zh: 主要数据
-- title_ug: ئاساسلىق سانلىق مەلۇماتلار
-- title_kk: نەگىزگى مالىمەتتەر
-- title_en: Main figures
-- as_of: headline
-- column: figure text | 指标 | | | Figure
-- column: group choice | 类别 | | | Group
-- choice: group pooling | 聚力 | كۈچ توپلاش | كۇش توپتاۋ | Pooling strength
-- choice: group volunteer | 红网 | قىزىل تور | قىزىل تور | Volunteer net
-- choice: group smart | 智慧 | ئەقلىي سىستېما | اقىلدى جۇيە | Smart system
-- choice: group coverage | 网格 | تور كاتەكچە | توركوز | Grids
-- column: sequence integer | 序号 | | | No.
-- column: title label | 名称 | | | Title
-- column: value number 0 | 数值 | | | Value
-- column: unit label | 单位 | | | Unit
-- column: qualifier choice | 限定 | | | Qualifier
-- choice: qualifier exact | 准确 | | | exact
-- choice: qualifier at_least | 至少 | | | at least
SELECT figure, "group", sequence, title_zh, title_ug, title_kk, title_en, value, unit_zh, unit_ug, unit_kk, unit_en, qualifier
FROM headline ORDER BY "group", sequence, figure

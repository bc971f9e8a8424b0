-- title_zh: 得分构成
-- title_ug: نومۇر تەركىبى
-- title_kk: ٴنومىر قۇرامى
-- title_en: Parts of the score
-- as_of: ranking
-- column: part choice | 得分构成 | نومۇر تەركىبى | ٴنومىر قۇرامى | Parts of the score
-- choice: part system | 系统积分 | سىستېما جۇغلانما نومۇرى | جۇيە جيناق ٴنومىرى | Online system points
-- choice: part subdistrict | 街道评分 | كوچا باشقارمىسى بەرگەن نومۇر | كوشە باسقارماسى بەرگەن ٴنومىر | Subdistrict score
-- choice: part residents | 群众测评 | ئامما باھالىشى | بۇقارا باعالاۋى | Residents' evaluation
-- column: weight number 0 | 权重 | | | Weight
SELECT 'system' AS part, :weight_system AS weight
UNION ALL
SELECT 'subdistrict', :weight_subdistrict
UNION ALL
SELECT 'residents', :weight_residents

-- title_zh: 排名异议
-- title_ug: رەت تەرتىپىگە ئېتىراز
-- title_kk: رەت تارتىبىنە قارسىلىق
-- title_en: Objections to ranks
-- as_of: ranking
-- column: area area | 社区 | مەھەللە | الەۋمەتتىك اۋدان | Community
-- column: period text | 周期 | | | Period
-- column: term choice | 项目 | تۈر | ٴتۇر | Term
-- choice: term system | 系统积分 | سىستېما جۇغلانما نومۇرى | جۇيە جيناق ٴنومىرى | Online system points
-- choice: term subdistrict | 街道评分 | كوچا باشقارمىسى بەرگەن نومۇر | كوشە باسقارماسى بەرگەن ٴنومىر | Subdistrict score
-- choice: term residents | 群众测评 | ئامما باھالىشى | بۇقارا باعالاۋى | Residents' evaluation
-- choice: term veto | 一票否决 | رەت قىلىش | تيىم سالۋ | Veto
-- choice: term total | 总分 | ئومۇمىي نومۇر | جالپى ٴنومىر | Total
-- column: state choice | 状态 | | | State
-- choice: state review | 核查中 | تەكشۈرۈلۈۋاتىدۇ | تەكسەرىلۋدە | Under review
-- choice: state upheld | 异议成立 | ئېتىراز ئورۇنلۇق | قارسىلىق ورىندى | Upheld
-- choice: state dismissed | 维持原结果 | ئەسلى نەتىجە ساقلاندى | باستاپقى ناتيجە ساقتالدى | Dismissed
-- column: raised time | 提出时间 | | | Raised
-- column: answered time | 答复时间 | | | Answered
-- What was objected to and how it ended; evidence and answer stay with the centre, for they may speak of people.
SELECT area, period, term, ifnull(outcome, 'review') AS state, raised_ms AS raised, answered_ms AS answered
FROM objections JOIN areas ON areas.id = area
ORDER BY raised_ms DESC, objections.id
LIMIT 1000

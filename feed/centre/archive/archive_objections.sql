-- title_zh: 异议
-- title_en: Objections
-- as_of: ranking
-- column: id text | 编号 | | | Id
-- column: area area | 社区 | | | Community
-- column: term text | 项目 | | | Term
-- column: evidence text | 证据 | | | Evidence
-- column: raised time | 提出 | | | Raised
-- column: outcome text | 结果 | | | Outcome
-- column: answer text | 答复 | | | Answer
-- column: answered time | 答复时间 | | | Answered
SELECT id, area, term, evidence, raised_ms AS raised, outcome, answer, answered_ms AS answered FROM objections
WHERE period = :period ORDER BY raised_ms, id

-- title_zh: 群众测评
-- title_en: Residents' evaluation
-- as_of: ranking
-- column: area area | 社区 | | | Community
-- column: service text | 服务 | | | Service
-- column: answers integer | 份数 | | | Ratings
-- column: flagged integer | 存疑 | | | Flagged
-- column: mean number 4 | 平均分 | | | Mean
-- As it may be told: never below publish_min. An empty service stands for all of them.
SELECT area, service, answers, flagged, mean FROM residents WHERE period = :period AND answers >= :publish_min ORDER BY area, service

-- title_zh: 排名
-- title_en: Ranking
-- as_of: ranking
-- column: area area | 社区 | | | Community
-- column: name label | 名称 | | | Name
-- column: rank integer | 名次 | | | Rank
-- column: rank_best integer | 最好名次 | | | Best rank
-- column: rank_worst integer | 最差名次 | | | Worst rank
-- column: previous_rank integer | 上期名次 | | | Rank last period
-- column: tier text | 等级 | | | Tier
-- column: state text | 状态 | | | State
-- column: score number 4 | 总分 | | | Total
-- column: low number 4 | 下限 | | | Low
-- column: high number 4 | 上限 | | | High
-- column: system_score number 4 | 系统 | | | System
-- column: subdistrict_mark number 4 | 街道原始 | | | Mark as given
-- column: subdistrict_score number 4 | 街道 | | | Subdistrict
-- column: residents_mean number 4 | 群众平均 | | | Own mean
-- column: residents_score number 4 | 群众 | | | Residents
-- column: reliability number 4 | 自身比重 | | | Share of its own mean
-- column: veto number 4 | 否决扣分 | | | Veto
-- column: answers integer | 份数 | | | Ratings
-- column: flagged integer | 存疑 | | | Flagged
-- column: dark_hours integer | 未工作时数 | | | Hours without a screen
SELECT area, name_zh, name_ug, name_kk, name_en, rank, rank_best, rank_worst, previous_rank, tier, state, score, low, high, system_score,
	subdistrict_mark, subdistrict_score, residents_mean, residents_score, reliability, veto, answers, flagged, dark_hours
FROM ranking LEFT JOIN areas ON areas.id = area
WHERE period = :period ORDER BY rank IS NULL, rank, area

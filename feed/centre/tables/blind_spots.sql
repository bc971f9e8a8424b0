-- title_zh: 盲区
-- title_ug: قۇرۇق نۇقتا
-- title_kk: سوقىر نۇكتە
-- title_en: Blind spots
-- as_of: areas, teams
-- column: area area | 社区 | مەھەللە | الەۋمەتتىك اۋدان | Community
-- column: blind integer | 盲区 | قۇرۇق نۇقتا | سوقىر نۇكتە | Blind spots
-- column: sequence integer | 序号 | | | No.
-- Communities with grids that no team serves, most first.
WITH counted AS (
	SELECT community.id AS area, count(*) AS blind
	FROM areas AS grid JOIN areas AS community ON community.id = grid.parent
	WHERE grid.level = 'grid' AND community.level = 'community'
		AND NOT EXISTS (SELECT 1 FROM teams WHERE teams.area = grid.id)
	GROUP BY community.id
)
SELECT area, blind, row_number() OVER (ORDER BY blind DESC, area) AS sequence FROM counted ORDER BY sequence

-- title_zh: 志愿服务队
-- title_ug: پىدائىي مۇلازىمەت ئەترەتلىرى
-- title_kk: ەرىكتى قىزمەت جاساقتارى
-- title_en: Volunteer teams
-- as_of: teams, days, areas
-- column: figure text | 指标 | | | Figure
-- column: value number 0 | 数值 | | | Value
-- column: target number 0 | 目标 | | | Target
-- column: previous number 0 | 上期 | | | Previous
WITH last_days AS (
	SELECT date, volunteers, row_number() OVER (ORDER BY date DESC) AS back FROM volunteers_a_day ORDER BY date DESC LIMIT 30
),
grid AS (
	SELECT count(*) AS grids, ifnull(sum(EXISTS (SELECT 1 FROM teams WHERE teams.area = areas.id)), 0) AS with_team
	FROM areas WHERE level = 'grid'
),
team AS (
	SELECT count(*) AS teams, sum(volunteers) AS volunteers, sum(hours_week) AS hours_week, sum(points) AS points,
		sum(pledges_made) AS pledges_made, sum(pledges_kept) AS pledges_kept
	FROM teams
)
SELECT 'teams' AS figure, teams AS value, NULL AS target, NULL AS previous FROM team
UNION ALL
SELECT 'volunteers_today', (SELECT volunteers FROM last_days WHERE back = 1), volunteers_a_day,
	(SELECT volunteers FROM last_days WHERE back = 2)
FROM targets
UNION ALL
SELECT 'grids_with_team', with_team, grids, NULL FROM grid
UNION ALL
SELECT 'grids', grids, NULL, NULL FROM grid
UNION ALL
SELECT 'volunteers_per_grid', CASE WHEN grids > 0 THEN round(1.0 * volunteers / grids) END, volunteers_a_grid, NULL
FROM team, grid, targets
UNION ALL
SELECT 'days_on_target', ifnull(sum(volunteers >= volunteers_a_day), 0), count(*), NULL FROM last_days, targets
UNION ALL
SELECT 'volunteers', volunteers, NULL, NULL FROM team
UNION ALL
SELECT 'hours_week', hours_week, NULL, NULL FROM team
UNION ALL
SELECT 'points', points, NULL, NULL FROM team
UNION ALL
SELECT 'pledges_kept', pledges_kept, pledges_made, NULL FROM team

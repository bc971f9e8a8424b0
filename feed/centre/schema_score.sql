-- What scores are made of and how they are explained; views and triggers. Any file that lacks one of these is given it when it is
-- opened, after its version was raised.

-- A subdistrict's marks by category, 0..100.
CREATE TABLE IF NOT EXISTS marks (
	period TEXT NOT NULL,
	area TEXT NOT NULL,
	category TEXT NOT NULL,
	score REAL NOT NULL,
	PRIMARY KEY (period, area, category)
) WITHOUT ROWID, STRICT;

-- Points that a rule adds to the system's part or takes off it, each with its reason.
CREATE TABLE IF NOT EXISTS points (
	id TEXT PRIMARY KEY,
	period TEXT NOT NULL,
	area TEXT NOT NULL,
	points REAL NOT NULL,
	reason_zh TEXT NOT NULL, reason_ug TEXT, reason_kk TEXT, reason_en TEXT
) WITHOUT ROWID, STRICT;
CREATE INDEX IF NOT EXISTS points_by_period ON points(period, area);

CREATE TABLE IF NOT EXISTS vetoes (
	id TEXT PRIMARY KEY,
	period TEXT NOT NULL,
	area TEXT NOT NULL,
	state TEXT NOT NULL, -- in_force, lifted
	reason_zh TEXT NOT NULL, reason_ug TEXT, reason_kk TEXT, reason_en TEXT
) WITHOUT ROWID, STRICT;
CREATE INDEX IF NOT EXISTS vetoes_by_period ON vetoes(period, area);

-- Hours in which a hall was open, and in which a screen of it worked.
CREATE TABLE IF NOT EXISTS screens (
	date TEXT NOT NULL,
	area TEXT NOT NULL,
	open_hours INTEGER NOT NULL,
	working_hours INTEGER NOT NULL,
	PRIMARY KEY (date, area)
) WITHOUT ROWID, STRICT;

-- Of all ratings those that gave a reason or further answers: when a residents' part moves, only they are read again.
CREATE INDEX IF NOT EXISTS ratings_told ON ratings(area, hour, service, reasons, further, doubts)
	WHERE doubts = 0 AND (reasons <> '' OR further <> '');

-- Answers counted as they come, so that a new one never means counting all again. A month as people there call it.
CREATE TABLE IF NOT EXISTS tally (
	area TEXT NOT NULL,
	month TEXT NOT NULL,
	service TEXT NOT NULL,
	level INTEGER NOT NULL,
	flagged INTEGER NOT NULL, -- 1: has a doubt and is left out of the mean
	answers INTEGER NOT NULL,
	PRIMARY KEY (area, month, service, level, flagged)
) WITHOUT ROWID, STRICT;

-- In which time zone it was counted; no row: it is to be counted anew.
CREATE TABLE IF NOT EXISTS tally_zone (
	only INTEGER PRIMARY KEY CHECK (only = 1),
	zone TEXT NOT NULL
) STRICT;

-- Periods whose sums are kept, with their months and the time of the tree of areas that they were summed up by; and areas that
-- got answers since.
CREATE TABLE IF NOT EXISTS summed_periods (
	period TEXT PRIMARY KEY,
	first_month TEXT NOT NULL,
	last_month TEXT NOT NULL,
	areas_ms INTEGER NOT NULL,
	rules TEXT NOT NULL -- of the sums
) WITHOUT ROWID, STRICT;

CREATE TABLE IF NOT EXISTS summed_moves (
	period TEXT NOT NULL,
	area TEXT NOT NULL,
	PRIMARY KEY (period, area)
) WITHOUT ROWID, STRICT;

-- Of each community all its answers of a period without doubts: how many, their sum, the sum of their squares.
CREATE TABLE IF NOT EXISTS sums (
	period TEXT NOT NULL,
	area TEXT NOT NULL,
	answers INTEGER NOT NULL,
	total REAL NOT NULL,
	squares REAL NOT NULL,
	PRIMARY KEY (period, area)
) WITHOUT ROWID, STRICT;

CREATE TRIGGER IF NOT EXISTS tally_added AFTER INSERT ON ratings WHEN NEW.hour IS NOT NULL BEGIN
	INSERT INTO tally (area, month, service, level, flagged, answers)
	VALUES (NEW.area, strftime('%Y-%m', NEW.hour * 3600, 'unixepoch', 'localtime'), NEW.service, NEW.level, NEW.doubts <> 0, 1)
	ON CONFLICT DO UPDATE SET answers = answers + 1;
	INSERT OR IGNORE INTO summed_moves SELECT period, NEW.area FROM summed_periods
	WHERE strftime('%Y-%m', NEW.hour * 3600, 'unixepoch', 'localtime') BETWEEN first_month AND last_month;
END;

CREATE TRIGGER IF NOT EXISTS tally_taken AFTER DELETE ON ratings WHEN OLD.hour IS NOT NULL BEGIN
	UPDATE tally SET answers = answers - 1
	WHERE area = OLD.area AND month = strftime('%Y-%m', OLD.hour * 3600, 'unixepoch', 'localtime') AND service = OLD.service
		AND level = OLD.level AND flagged = (OLD.doubts <> 0);
	INSERT OR IGNORE INTO summed_moves SELECT period, OLD.area FROM summed_periods
	WHERE strftime('%Y-%m', OLD.hour * 3600, 'unixepoch', 'localtime') BETWEEN first_month AND last_month;
END;

CREATE TRIGGER IF NOT EXISTS tally_doubted AFTER UPDATE OF doubts ON ratings
WHEN NEW.hour IS NOT NULL AND (NEW.doubts <> 0) <> (OLD.doubts <> 0) BEGIN
	UPDATE tally SET answers = answers - 1
	WHERE area = OLD.area AND month = strftime('%Y-%m', OLD.hour * 3600, 'unixepoch', 'localtime') AND service = OLD.service
		AND level = OLD.level AND flagged = (OLD.doubts <> 0);
	INSERT INTO tally (area, month, service, level, flagged, answers)
	VALUES (NEW.area, strftime('%Y-%m', NEW.hour * 3600, 'unixepoch', 'localtime'), NEW.service, NEW.level, NEW.doubts <> 0, 1)
	ON CONFLICT DO UPDATE SET answers = answers + 1;
	INSERT OR IGNORE INTO summed_moves SELECT period, NEW.area FROM summed_periods
	WHERE strftime('%Y-%m', NEW.hour * 3600, 'unixepoch', 'localtime') BETWEEN first_month AND last_month;
END;

-- What disputes a rank during its public notice: by term, with evidence and an answer.
CREATE TABLE IF NOT EXISTS objections (
	id TEXT PRIMARY KEY,
	period TEXT NOT NULL,
	area TEXT NOT NULL,
	term TEXT NOT NULL, -- system, subdistrict, residents, veto, total
	evidence TEXT NOT NULL,
	raised_ms INTEGER NOT NULL,
	outcome TEXT,       -- upheld, dismissed; NULL while it is looked into
	answer TEXT,
	answered_ms INTEGER
) WITHOUT ROWID, STRICT;
CREATE INDEX IF NOT EXISTS objections_by_period ON objections(period, area);

-- What explains the scores of a frozen period, term by term, as explain_rows writes it.
CREATE TABLE IF NOT EXISTS frozen_terms (
	period TEXT NOT NULL,
	area TEXT NOT NULL,
	terms TEXT NOT NULL,
	PRIMARY KEY (period, area)
) WITHOUT ROWID, STRICT;

-- What a frozen period would say by all that is known later; the period itself stays.
CREATE TABLE IF NOT EXISTS corrections (
	period TEXT NOT NULL,
	area TEXT NOT NULL,
	corrected_ms INTEGER NOT NULL,
	score_before REAL, score_after REAL,
	rank_before INTEGER, rank_after INTEGER,
	tier_before TEXT, tier_after TEXT,
	reason TEXT NOT NULL,
	PRIMARY KEY (period, area, corrected_ms)
) WITHOUT ROWID, STRICT;

-- Which kind of period the walls show ('any'), from the settings as they were at the last scoring.
CREATE TABLE IF NOT EXISTS shown_kind (
	only INTEGER PRIMARY KEY CHECK (only = 1),
	kind TEXT NOT NULL
) STRICT;

-- Periods that hold scores, or marks, or were opened, with their first and last day: 2018, 2018-H2, 2018-Q3, 2018-09, or 2018-09R3
-- for three months that end with September.
CREATE VIEW IF NOT EXISTS periods AS
SELECT period, first_day, date(first_day, months || ' months', '-1 day') AS last_day, kind, months
FROM (
	SELECT period, months, kind,
		CASE kind
		WHEN 'year' THEN period || '-01-01'
		WHEN 'half' THEN substr(period, 1, 5) || printf('%02d', substr(period, 7) * 6 - 5) || '-01'
		WHEN 'quarter' THEN substr(period, 1, 5) || printf('%02d', substr(period, 7) * 3 - 2) || '-01'
		WHEN 'rolling' THEN date(substr(period, 1, 7) || '-01', (1 - months) || ' months')
		ELSE period || '-01'
		END AS first_day
	FROM (
		SELECT period, kind,
			CASE kind WHEN 'year' THEN 12 WHEN 'half' THEN 6 WHEN 'quarter' THEN 3 WHEN 'rolling' THEN CAST(substr(period, 9) AS INTEGER)
			ELSE 1 END AS months
		FROM (
			SELECT period,
				CASE WHEN length(period) = 4 THEN 'year' WHEN substr(period, 6, 1) = 'H' THEN 'half'
				WHEN substr(period, 6, 1) = 'Q' THEN 'quarter' WHEN substr(period, 8, 1) = 'R' THEN 'rolling' ELSE 'month' END AS kind
			FROM (SELECT DISTINCT period FROM scores UNION SELECT DISTINCT period FROM marks UNION SELECT period FROM period_state)
		)
	)
);

CREATE VIEW IF NOT EXISTS open_period AS SELECT period FROM periods
WHERE ifnull((SELECT nullif(kind, 'any') FROM shown_kind), kind) = kind
ORDER BY last_day DESC, first_day DESC LIMIT 1;

-- The newest that was scored, which the walls show.
CREATE VIEW IF NOT EXISTS shown_period AS SELECT period, first_day, last_day FROM periods
WHERE ifnull((SELECT nullif(kind, 'any') FROM shown_kind), kind) = kind
	AND EXISTS (SELECT 1 FROM ranking WHERE ranking.period = periods.period)
ORDER BY last_day DESC, first_day DESC LIMIT 1;

-- Work items with what happened to them: done unless it was found not done properly since; warnings told by the import or given here.
CREATE VIEW IF NOT EXISTS item_standing AS
SELECT items.id, items.area, title_zh, title_ug, title_kk, title_en, due, done_on, measure, state,
	state = 'done' AND (fault.date IS NULL OR ifnull(done_on, '') > fault.date) AS done,
	max(ifnull(warnings, 0), CASE WHEN second.date IS NOT NULL THEN 2 WHEN first.date IS NOT NULL THEN 1 ELSE 0 END) AS warnings,
	first.date AS first_on, second.date AS second_on, escalation.date AS escalated_on, fault.date AS fault_on, progress.date AS progress_on
FROM items
LEFT JOIN item_steps AS first ON first.item = items.id AND first.step = 'first'
LEFT JOIN item_steps AS second ON second.item = items.id AND second.step = 'second'
LEFT JOIN item_steps AS escalation ON escalation.item = items.id AND escalation.step = 'escalation'
LEFT JOIN item_steps AS fault ON fault.item = items.id AND fault.step = 'fault'
LEFT JOIN item_steps AS progress ON progress.item = items.id AND progress.step = 'progress';

-- Everything that a centre keeps. Labels are four columns (zh, ug, kk, en); dates are YYYY-MM-DD and stay what they are in
-- every time zone; moments are milliseconds since 1970 UTC. What an import replaces as a whole refers to areas by foreign
-- keys that are checked at commit; what must outlive a change of the area tree (days, scores, ranking, ratings) does not.

CREATE TABLE areas (
	id TEXT PRIMARY KEY,
	parent TEXT REFERENCES areas(id) DEFERRABLE INITIALLY DEFERRED, -- NULL for the one root
	level TEXT NOT NULL,
	kind TEXT,
	name_zh TEXT NOT NULL, name_ug TEXT, name_kk TEXT, name_en TEXT
) WITHOUT ROWID, STRICT;
CREATE INDEX areas_by_parent ON areas(parent);
CREATE INDEX areas_by_level ON areas(level, kind);

-- rings: a count, then for each ring a count and its points as longitude and latitude in 1e-7 degrees; all 32 bits,
-- least byte first.
CREATE TABLE shapes (
	area TEXT PRIMARY KEY REFERENCES areas(id) DEFERRABLE INITIALLY DEFERRED,
	rings BLOB NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE teams (
	id TEXT PRIMARY KEY,
	area TEXT NOT NULL REFERENCES areas(id) DEFERRABLE INITIALLY DEFERRED,
	kind TEXT NOT NULL,
	name_zh TEXT NOT NULL, name_ug TEXT, name_kk TEXT, name_en TEXT,
	volunteers INTEGER,
	hours_week INTEGER,
	points INTEGER,
	pledges_made INTEGER,
	pledges_kept INTEGER,
	featured INTEGER,
	deed_zh TEXT, deed_ug TEXT, deed_kk TEXT, deed_en TEXT
) WITHOUT ROWID, STRICT;
CREATE INDEX teams_by_area ON teams(area);

CREATE TABLE days (
	date TEXT NOT NULL,
	area TEXT NOT NULL,
	volunteers INTEGER NOT NULL,
	PRIMARY KEY (date, area)
) WITHOUT ROWID, STRICT;

CREATE TABLE scores (
	period TEXT NOT NULL, -- 2018, 2018-H2, 2018-Q3 or 2018-09
	area TEXT NOT NULL,
	part TEXT NOT NULL,   -- system, subdistrict
	score REAL NOT NULL,  -- 0..100
	PRIMARY KEY (period, area, part)
) WITHOUT ROWID, STRICT;

CREATE TABLE items (
	id TEXT PRIMARY KEY,
	area TEXT NOT NULL REFERENCES areas(id) DEFERRABLE INITIALLY DEFERRED,
	title_zh TEXT NOT NULL, title_ug TEXT, title_kk TEXT, title_en TEXT,
	state TEXT NOT NULL, -- open, done, late, escalated
	due TEXT,
	done_on TEXT,
	warnings INTEGER,
	measure TEXT -- notice (rectification), slip (supervision), veto; after a check
) WITHOUT ROWID, STRICT;
CREATE INDEX items_by_area ON items(area);

CREATE TABLE lists (
	id TEXT PRIMARY KEY,
	list TEXT NOT NULL, -- responsibility, problem, task
	area TEXT NOT NULL REFERENCES areas(id) DEFERRABLE INITIALLY DEFERRED,
	title_zh TEXT NOT NULL, title_ug TEXT, title_kk TEXT, title_en TEXT,
	body_zh TEXT, body_ug TEXT, body_kk TEXT, body_en TEXT, -- the body in charge
	state TEXT NOT NULL, -- open, in_hand, done, overdue
	due TEXT,
	done_on TEXT,
	reply_zh TEXT, reply_ug TEXT, reply_kk TEXT, reply_en TEXT -- what was done about it, in a line
) WITHOUT ROWID, STRICT;
CREATE INDEX lists_by_area ON lists(area);

CREATE TABLE whistles (
	id TEXT PRIMARY KEY,
	area TEXT NOT NULL REFERENCES areas(id) DEFERRABLE INITIALLY DEFERRED,
	department_zh TEXT NOT NULL, department_ug TEXT, department_kk TEXT, department_en TEXT,
	title_zh TEXT NOT NULL, title_ug TEXT, title_kk TEXT, title_en TEXT,
	raised_at INTEGER NOT NULL,
	answered_at INTEGER,
	solved_at INTEGER
) WITHOUT ROWID, STRICT;
CREATE INDEX whistles_by_area ON whistles(area);

CREATE TABLE rhythms (
	rhythm TEXT NOT NULL,   -- five_ones, four_ones
	activity TEXT NOT NULL, -- study, session, meeting, office, review / study, session, activity, subdistrict
	area TEXT NOT NULL REFERENCES areas(id) DEFERRABLE INITIALLY DEFERRED,
	period TEXT NOT NULL,
	state TEXT NOT NULL,    -- done, due, overdue
	done_on TEXT,
	PRIMARY KEY (rhythm, activity, area, period)
) WITHOUT ROWID, STRICT;
CREATE INDEX rhythms_by_area ON rhythms(area);

CREATE TABLE joint (
	id TEXT PRIMARY KEY,
	area TEXT NOT NULL REFERENCES areas(id) DEFERRABLE INITIALLY DEFERRED,
	organisation_zh TEXT NOT NULL, organisation_ug TEXT, organisation_kk TEXT, organisation_en TEXT,
	signed_on TEXT,
	study INTEGER, session INTEGER, activity INTEGER, subdistrict INTEGER -- joint events taken part in this year
) WITHOUT ROWID, STRICT;
CREATE INDEX joint_by_area ON joint(area);

CREATE TABLE funding (
	id TEXT PRIMARY KEY,
	source TEXT NOT NULL, -- public_budget, organisations, sponsors
	year INTEGER NOT NULL,
	amount REAL NOT NULL, -- yuan
	qualifier TEXT NOT NULL -- exact, at_least
) WITHOUT ROWID, STRICT;

CREATE TABLE sites (
	area TEXT PRIMARY KEY REFERENCES areas(id) DEFERRABLE INITIALLY DEFERRED,
	facilities INTEGER NOT NULL, sign INTEGER NOT NULL, flag INTEGER NOT NULL,
	reading INTEGER NOT NULL, rules INTEGER NOT NULL, function_room INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE venues (
	id TEXT PRIMARY KEY,
	area TEXT NOT NULL REFERENCES areas(id) DEFERRABLE INITIALLY DEFERRED,
	name_zh TEXT NOT NULL, name_ug TEXT, name_kk TEXT, name_en TEXT,
	kind TEXT NOT NULL,
	days TEXT, -- mon-sun
	opens TEXT, closes TEXT, -- 09:00
	free INTEGER,
	phone TEXT -- of the office
) WITHOUT ROWID, STRICT;
CREATE INDEX venues_by_area ON venues(area);

CREATE TABLE activities (
	id TEXT PRIMARY KEY,
	area TEXT NOT NULL REFERENCES areas(id) DEFERRABLE INITIALLY DEFERRED,
	room_zh TEXT NOT NULL, room_ug TEXT, room_kk TEXT, room_en TEXT,
	title_zh TEXT NOT NULL, title_ug TEXT, title_kk TEXT, title_en TEXT,
	starts INTEGER NOT NULL,
	ends INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX activities_by_area ON activities(area);

CREATE TABLE headline (
	figure TEXT PRIMARY KEY,
	"group" TEXT NOT NULL, -- pooling, volunteer, smart, coverage
	sequence INTEGER NOT NULL,
	value REAL NOT NULL,
	qualifier TEXT NOT NULL, -- exact, at_least
	unit_zh TEXT, unit_ug TEXT, unit_kk TEXT, unit_en TEXT,
	title_zh TEXT NOT NULL, title_ug TEXT, title_kk TEXT, title_en TEXT
) WITHOUT ROWID, STRICT;

CREATE TABLE notices (
	id TEXT PRIMARY KEY,
	area TEXT NOT NULL REFERENCES areas(id) DEFERRABLE INITIALLY DEFERRED,
	title_zh TEXT NOT NULL, title_ug TEXT, title_kk TEXT, title_en TEXT,
	text_zh TEXT, text_ug TEXT, text_kk TEXT, text_en TEXT,
	"from" INTEGER NOT NULL,
	until INTEGER NOT NULL,
	urgent INTEGER
) WITHOUT ROWID, STRICT;
CREATE INDEX notices_by_area ON notices(area);

CREATE TABLE survey (
	only INTEGER PRIMARY KEY CHECK (only = 1),
	document TEXT NOT NULL -- as survey_encode writes it
) STRICT;

-- Ratings: exactly the fields of struct rating, and none may be added. The key is a random token and there is no rowid,
-- so that nothing tells in which order they came. doubts are the bits of enum rating_doubt, reasons are ids with a
-- space between them, hour is NULL where it is unknown.
CREATE TABLE ratings (
	token TEXT PRIMARY KEY,
	device TEXT NOT NULL,
	area TEXT NOT NULL,
	service TEXT NOT NULL,
	question TEXT NOT NULL,
	version INTEGER NOT NULL,
	hour INTEGER,
	level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
	reasons TEXT NOT NULL, -- ids with blanks between
	doubts INTEGER NOT NULL,
	further TEXT NOT NULL DEFAULT '' -- question, answer, question, answer
) WITHOUT ROWID, STRICT;
CREATE INDEX ratings_by_area ON ratings(area, hour);

-- The same token with other content; hour is -1 where it is unknown.
CREATE TABLE rating_conflicts (
	token TEXT NOT NULL,
	device TEXT NOT NULL,
	area TEXT NOT NULL,
	service TEXT NOT NULL,
	question TEXT NOT NULL,
	version INTEGER NOT NULL,
	hour INTEGER NOT NULL,
	level INTEGER NOT NULL,
	reasons TEXT NOT NULL,
	doubts INTEGER NOT NULL,
	further TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (token, device, area, service, question, version, hour, level, reasons, doubts, further)
) WITHOUT ROWID, STRICT;

-- How many a device says it stored in an hour.
CREATE TABLE rating_counts (
	device TEXT NOT NULL,
	hour INTEGER NOT NULL,
	stored INTEGER NOT NULL,
	PRIMARY KEY (device, hour)
) WITHOUT ROWID, STRICT;

-- The residents' part as it was last published. It moves only when an area has publish_min answers, and then publish_min_new
-- new ones, so that two publications do not give one answer away. service '' stands for all services of the area.
CREATE TABLE residents (
	period TEXT NOT NULL,
	area TEXT NOT NULL,
	service TEXT NOT NULL,
	answers INTEGER NOT NULL, -- counted in the mean
	flagged INTEGER NOT NULL, -- left out of it
	mean REAL NOT NULL,       -- of five levels, 0..100
	satisfied INTEGER,        -- of the answers, those of the three upper levels; NULL where version 1 told them
	effective REAL,           -- as many answers of one service would be as sure; NULL: answers
	PRIMARY KEY (period, area, service)
) WITHOUT ROWID, STRICT;

-- What was answered to further questions, and which reasons were given (question reasons), told with the residents' part and moved with it.
CREATE TABLE residents_further (
	period TEXT NOT NULL,
	area TEXT NOT NULL,
	service TEXT NOT NULL, -- '' for all services of the area
	question TEXT NOT NULL,
	answer TEXT NOT NULL,
	answers INTEGER NOT NULL,
	PRIMARY KEY (period, area, service, question, answer)
) WITHOUT ROWID, STRICT;

-- The variance of one answer within communities, pooled, as it was when a residents' part of the period moved last.
CREATE TABLE residents_spread (
	period TEXT PRIMARY KEY,
	answers INTEGER NOT NULL,
	variance REAL NOT NULL,
	between_communities REAL, -- as the last scoring found it; NULL where there was none
	mean REAL                 -- of them
) WITHOUT ROWID, STRICT;

-- What a scoring found, one row a community. The three parts are weighted points; NULL where a part is absent.
CREATE TABLE ranking (
	period TEXT NOT NULL,
	area TEXT NOT NULL,
	system REAL,
	subdistrict_part REAL,
	residents REAL,
	score REAL,
	low REAL,
	high REAL,
	rank INTEGER,
	rank_best INTEGER,
	rank_worst INTEGER,
	tier TEXT,           -- excellent, good, average, poor
	state TEXT NOT NULL, -- firm, provisional, insufficient, incomplete
	answers INTEGER NOT NULL,
	flagged INTEGER NOT NULL,
	previous_rank INTEGER, -- in the period before
	system_score REAL,     -- the parts as they go into the total, 0..100
	subdistrict_score REAL,
	residents_score REAL,
	subdistrict_mark REAL, -- before it was centred
	residents_mean REAL,   -- before it was drawn towards that of all
	reliability REAL,      -- by how much its own mean counts, 0..1
	error REAL,            -- standard error of the total
	veto REAL,             -- points that a veto took off
	dark_hours INTEGER,    -- open hours without a working screen; NULL where nobody told
	PRIMARY KEY (period, area)
) WITHOUT ROWID, STRICT;

CREATE TABLE period_state (
	period TEXT PRIMARY KEY,
	state TEXT NOT NULL, -- open, notice, frozen
	scored_ms INTEGER NOT NULL,
	notice_until_ms INTEGER,
	frozen_ms INTEGER,
	rules TEXT -- by which it was scored last, as rules_text writes them
) WITHOUT ROWID, STRICT;

-- Each publication of the feed; the version only grows.
CREATE TABLE published (
	version INTEGER PRIMARY KEY,
	issued_ms INTEGER NOT NULL,
	documents_sha256 TEXT NOT NULL -- over the names and hashes of what it lists
) STRICT;

-- When each kind was imported last (and "ranking" scored), which tables state as their as-of time.
CREATE TABLE source_time (
	kind TEXT PRIMARY KEY,
	time_ms INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE imports (
	number INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	rows INTEGER NOT NULL,
	time_ms INTEGER NOT NULL
) STRICT;

-- One grid, one team, one hundred volunteers; five thousand out on a day. Headline figures of these names come first.
CREATE VIEW targets AS
SELECT ifnull((SELECT value FROM headline WHERE figure = 'volunteers_a_day'), 5000) AS volunteers_a_day,
	ifnull((SELECT value FROM headline WHERE figure = 'volunteers_a_grid'), 100) AS volunteers_a_grid;

-- Volunteers out on a day in the whole tree: what the root says, else the sum of its parts.
CREATE VIEW volunteers_a_day AS
SELECT date, ifnull(sum(CASE WHEN area = (SELECT id FROM areas WHERE parent IS NULL) THEN volunteers END), sum(volunteers))
	AS volunteers
FROM days GROUP BY date;

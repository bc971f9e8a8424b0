-- Tables that stand apart from all others. They are beside schema.sql so that any older file that lacks them is given them.

-- What was raised, when it ended and which screens showed it: rows stay, for they are the record of it.
CREATE TABLE IF NOT EXISTS alerts (
	id TEXT PRIMARY KEY,
	template TEXT NOT NULL,
	status TEXT NOT NULL, -- the words of CAP 1.2
	severity TEXT NOT NULL,
	urgency TEXT NOT NULL,
	certainty TEXT NOT NULL,
	response TEXT NOT NULL,
	event TEXT NOT NULL,
	areas TEXT NOT NULL, -- ids with commas between them
	headline_zh TEXT NOT NULL, headline_ug TEXT NOT NULL, headline_kk TEXT NOT NULL, headline_en TEXT NOT NULL,
	instruction_zh TEXT NOT NULL, instruction_ug TEXT NOT NULL, instruction_kk TEXT NOT NULL, instruction_en TEXT NOT NULL,
	raised_ms INTEGER NOT NULL,
	expires_ms INTEGER NOT NULL,
	cleared_ms INTEGER, -- absent where nobody cleared it
	clear_until_ms INTEGER -- "all clear" is shown so long
) WITHOUT ROWID, STRICT;

-- Screens by a random id; the first time that counts.
CREATE TABLE IF NOT EXISTS alert_seen (
	alert TEXT NOT NULL,
	screen TEXT NOT NULL,
	shown_ms INTEGER NOT NULL, -- by the screen's clock
	told_ms INTEGER NOT NULL, -- by ours
	PRIMARY KEY (alert, screen)
) WITHOUT ROWID, STRICT;

CREATE TABLE IF NOT EXISTS alert_published (
	version INTEGER PRIMARY KEY,
	issued_ms INTEGER NOT NULL,
	documents_sha256 TEXT NOT NULL
) STRICT;

-- What replaces a shipped layout on the screens of a group ('': on all), as a person wrote it.
CREATE TABLE IF NOT EXISTS layouts (
	name TEXT NOT NULL,
	device_group TEXT NOT NULL,
	file TEXT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (name, device_group)
) WITHOUT ROWID, STRICT;

-- Words that go over those of the screens, as a person wrote them.
CREATE TABLE IF NOT EXISTS words (
	language TEXT PRIMARY KEY,
	file TEXT NOT NULL,
	text TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- Dates that are not what their weekday says: public holidays and make-up workdays.
CREATE TABLE IF NOT EXISTS calendar (
	date TEXT PRIMARY KEY,
	type TEXT NOT NULL, -- holiday, makeup
	name_zh TEXT, name_ug TEXT, name_kk TEXT, name_en TEXT
) WITHOUT ROWID, STRICT;

-- Tables that a customer thought of, as they are published.
CREATE TABLE IF NOT EXISTS own_tables (
	name TEXT PRIMARY KEY,
	time_ms INTEGER NOT NULL, -- when its file was taken
	document TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- Ratings of a device in an hour: how many it counted and how many came, where these differ. hour is -1 where it is unknown.
CREATE TABLE IF NOT EXISTS rating_gaps (
	device TEXT NOT NULL,
	hour INTEGER NOT NULL,
	counted INTEGER NOT NULL,
	arrived INTEGER NOT NULL,
	asked INTEGER NOT NULL, -- the count for which the device was asked to send them again
	PRIMARY KEY (device, hour)
) WITHOUT ROWID, STRICT;
CREATE INDEX IF NOT EXISTS ratings_by_device ON ratings(device, hour);

-- Counts that cannot be: "signature" not by the device's key, "fewer" than it had counted before, as a copy of it would.
CREATE TABLE IF NOT EXISTS rating_count_faults (
	device TEXT NOT NULL,
	hour INTEGER NOT NULL,
	stored INTEGER NOT NULL,
	fault TEXT NOT NULL,
	PRIMARY KEY (device, hour, stored, fault)
) WITHOUT ROWID, STRICT;

-- How visits went, a device and day: day counts from 1970 in the hall's calendar.
CREATE TABLE IF NOT EXISTS visits (
	device TEXT NOT NULL,
	area TEXT NOT NULL,
	day INTEGER NOT NULL,
	shown INTEGER NOT NULL,
	answered INTEGER NOT NULL,
	abandoned INTEGER NOT NULL,
	timed_out INTEGER NOT NULL,
	PRIMARY KEY (device, area, day)
) WITHOUT ROWID, STRICT;

-- After a backup was restored every device is asked once for what it sent since then.
CREATE TABLE IF NOT EXISTS resend (
	only INTEGER PRIMARY KEY CHECK (only = 1),
	since_hour INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS resend_told (
	device TEXT PRIMARY KEY
) WITHOUT ROWID, STRICT;

-- Pictures for the screens of a group ('': of all), as they are published, and what is said of them.
CREATE TABLE IF NOT EXISTS media (
	name TEXT NOT NULL,
	device_group TEXT NOT NULL,
	bytes BLOB NOT NULL,
	caption_zh TEXT, caption_ug TEXT, caption_kk TEXT, caption_en TEXT,
	PRIMARY KEY (name, device_group)
) WITHOUT ROWID, STRICT;

-- How each screen said it was last: wire/heartbeat.c's JSON.
CREATE TABLE IF NOT EXISTS heartbeats (
	device TEXT PRIMARY KEY,
	received_ms INTEGER NOT NULL, -- by our clock
	body TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- The last one of each hour, for two days.
CREATE TABLE IF NOT EXISTS heartbeat_hours (
	device TEXT NOT NULL,
	hour INTEGER NOT NULL, -- since 1970, by our clock
	received_ms INTEGER NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (device, hour)
) WITHOUT ROWID, STRICT;

-- What the last check of the map found (coverage.h). rings as in shapes; NULL where there is nothing to draw.
CREATE TABLE IF NOT EXISTS coverage_faults (
	number INTEGER PRIMARY KEY,
	area TEXT NOT NULL,      -- a grid, or the community for its gaps and slivers
	finding TEXT NOT NULL,   -- gap, overlap, outside, two_communities, sliver, broken
	other TEXT,              -- the second grid, or the second community
	square_metres REAL NOT NULL,
	share REAL,              -- of the community's ground
	rings BLOB
) STRICT;

-- Ground that needs no grid: roads, water and the like. rings as in shapes.
CREATE TABLE IF NOT EXISTS exempt (
	id TEXT PRIMARY KEY,
	kind TEXT NOT NULL, -- road, water, green, other
	rings BLOB NOT NULL
) WITHOUT ROWID, STRICT;

-- Every step of what was imported on its way to the screens: a row is added and never changed. hash is over the row and the hash
-- before it (gate/trail.c), so that a row that was changed all the same is found. What became of a draft is what its last row says.
CREATE TABLE IF NOT EXISTS trail (
	number INTEGER PRIMARY KEY, -- without gaps
	draft INTEGER NOT NULL,
	step TEXT NOT NULL,         -- drafted, reviewed, published, refused, found (there before the trail began)
	role TEXT NOT NULL,
	reason TEXT NOT NULL,
	time_ms INTEGER NOT NULL,
	kind TEXT NOT NULL,
	file TEXT NOT NULL,         -- its name, as it was handed in
	file_sha256 TEXT NOT NULL,  -- of the file as it was handed in
	kept_sha256 TEXT NOT NULL,  -- of what was taken from it, in DIR/archive
	rows INTEGER NOT NULL,
	hash TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS trail_by_draft ON trail(draft, number);
CREATE TRIGGER IF NOT EXISTS trail_is_not_changed BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'the trail is never changed'); END;
CREATE TRIGGER IF NOT EXISTS trail_is_not_cut BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'the trail is never cut'); END;

-- Each date with whether one works on it and how many workdays there were up to and with it (workdays.h); a difference of two numbers
-- is a time in workdays. What it was made of: the newest import of the calendar.
CREATE TABLE IF NOT EXISTS workdays (
	date TEXT PRIMARY KEY,
	works INTEGER NOT NULL,
	number INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX IF NOT EXISTS workdays_by_number ON workdays(number) WHERE works;

CREATE TABLE IF NOT EXISTS workdays_span (
	only INTEGER PRIMARY KEY CHECK (only = 1),
	first TEXT NOT NULL,
	last TEXT NOT NULL,
	calendar INTEGER NOT NULL
) STRICT;

-- What happened to a work item beyond its import: first, second (warnings), escalation; fault (it was not done properly), progress.
CREATE TABLE IF NOT EXISTS item_steps (
	item TEXT NOT NULL,
	step TEXT NOT NULL,
	date TEXT NOT NULL,
	PRIMARY KEY (item, step)
) WITHOUT ROWID, STRICT;

-- Messages about steps, written before they are sent. The number they go to is not kept: it stands in the gateway's file.
CREATE TABLE IF NOT EXISTS messages (
	key TEXT PRIMARY KEY,   -- random; the gateway knows by it what it has had
	item TEXT NOT NULL,
	step TEXT NOT NULL,
	area TEXT NOT NULL,
	text TEXT NOT NULL,
	state TEXT NOT NULL,    -- waiting, sending, sent, unsure, failed
	tries INTEGER NOT NULL,
	queued_ms INTEGER NOT NULL,
	next_ms INTEGER NOT NULL, -- not before
	sent_ms INTEGER,
	status INTEGER,         -- of the last answer
	receipt TEXT,           -- what the gateway answered, or why there is no answer
	UNIQUE (item, step)
) WITHOUT ROWID, STRICT;

-- How a subdistrict rates a department's answer to its whistle, 1..5.
CREATE TABLE IF NOT EXISTS whistle_ratings (
	id TEXT PRIMARY KEY,
	rating INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- Screens that were enrolled, by the beginning of their keys. Rows stay: they are the record of it.
CREATE TABLE IF NOT EXISTS devices (
	device TEXT PRIMARY KEY,
	key TEXT NOT NULL, -- Ed25519, 64 hexadecimal digits
	area TEXT NOT NULL,
	device_group TEXT NOT NULL, -- '': none
	enrolled_ms INTEGER NOT NULL,
	revoked_ms INTEGER, -- absent while it is trusted
	reason TEXT -- why it was revoked
) WITHOUT ROWID, STRICT;

-- The halls that a device was enrolled for: it may still have ratings of one that it left.
CREATE TABLE IF NOT EXISTS device_areas (
	device TEXT NOT NULL,
	area TEXT NOT NULL,
	PRIMARY KEY (device, area)
) WITHOUT ROWID, STRICT;

-- What screens were asked to do, and what became of it. Files are in DIR/actions.
CREATE TABLE IF NOT EXISTS actions (
	number INTEGER PRIMARY KEY,
	device TEXT NOT NULL,
	kind TEXT NOT NULL,
	argument TEXT NOT NULL,
	given_ms INTEGER NOT NULL,
	expires_ms INTEGER NOT NULL,
	handed_ms INTEGER, -- when the screen heard of it first
	ended_ms INTEGER, -- absent until the screen says what became of it
	done INTEGER,
	reason TEXT, -- why it was refused
	file TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS actions_open ON actions(device, number) WHERE ended_ms IS NULL;

-- What screens refused and what was never given to them, the last few of each.
CREATE TABLE IF NOT EXISTS action_faults (
	device TEXT NOT NULL,
	number INTEGER NOT NULL,
	reason TEXT NOT NULL,
	told_ms INTEGER NOT NULL,
	PRIMARY KEY (device, number)
) WITHOUT ROWID, STRICT;

-- Codes for enrolment, by what is made from them; the code itself is nowhere.
CREATE TABLE IF NOT EXISTS enrolment_codes (
	code TEXT PRIMARY KEY, -- 16 hexadecimal digits, made from the secret
	secret TEXT NOT NULL,
	area TEXT NOT NULL,
	device_group TEXT NOT NULL,
	replaces TEXT, -- a device that is revoked when the code is used
	valid_until_ms INTEGER NOT NULL,
	device TEXT, -- that used it
	used_ms INTEGER
) WITHOUT ROWID, STRICT;

-- What cannot be: "copy", two boxes with one key.
CREATE TABLE IF NOT EXISTS device_faults (
	device TEXT NOT NULL,
	fault TEXT NOT NULL,
	first_ms INTEGER NOT NULL,
	last_ms INTEGER NOT NULL,
	PRIMARY KEY (device, fault)
) WITHOUT ROWID, STRICT;

-- What residents of an area said about a service for one reason, often enough in a period to be told: who sees to it, until when, what was
-- done. It holds no count. Its codes, one a month, are those that a screen shows after a low answer (model/topic.h).
CREATE TABLE IF NOT EXISTS topics (
	period TEXT NOT NULL,
	area TEXT NOT NULL,
	service TEXT NOT NULL,
	reason TEXT NOT NULL,
	code TEXT NOT NULL, -- of the month in which it came up
	due TEXT NOT NULL,
	state TEXT NOT NULL, -- open, in_hand, done
	done_on TEXT,
	body TEXT,  -- the body in charge
	reply TEXT, -- what was done about it
	PRIMARY KEY (period, area, service, reason)
) WITHOUT ROWID, STRICT;

CREATE TABLE IF NOT EXISTS topic_codes (
	code TEXT PRIMARY KEY,
	period TEXT NOT NULL,
	area TEXT NOT NULL,
	service TEXT NOT NULL,
	reason TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- Versions that halls may have seen although this store does not know it: all that is published begins above.
CREATE TABLE IF NOT EXISTS version_floors (
	series TEXT PRIMARY KEY, -- all, global
	version INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

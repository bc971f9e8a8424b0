#include "feed/centre/centre.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <sodium.h>

#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/root.h"

enum { SECRET_MODE = 0600, OPEN_MODE = 0644 };

static const char *path_of(struct arena *arena, const char *folder, const char *name)
{
	return str_format(arena, "%s/%s", folder, name).bytes;
}

/* The secret one never leaves this folder. */
static bool keep_pair(struct arena *arena, const char *folder, const char *name, const struct sign_public *open,
	const struct sign_secret *secret, struct error *error)
{
	struct str text = sign_secret_text(arena, secret);
	bool kept = file_replace(str_format(arena, "%s/keys/%s.key", folder, name).bytes, text, SECRET_MODE, error) &&
		    file_replace(str_format(arena, "%s/keys/%s.pub", folder, name).bytes, sign_public_text(arena, open),
			    OPEN_MODE, error);

	sodium_memzero((char *)text.bytes, text.length);
	return kept;
}

/* Officers hand the centre's public key to halls, which learn the one of alerts from the root. centre.pub comes last: it says that
   all of them are there. */
static bool create_keys(struct arena *arena, const char *folder, int64_t now_ms, struct error *error)
{
	struct sign_public open, alert_open;
	struct sign_secret secret, alert_secret;
	bool created;

	if (!file_make_folder(path_of(arena, folder, "keys"), error))
		return false;
	sign_make_keys(&open, &secret);
	sign_make_keys(&alert_open, &alert_secret);
	created = root_create(folder, &(struct root_keys){&open, &alert_open}, &secret, now_ms, error) &&
		  keep_pair(arena, folder, "alert", &alert_open, &alert_secret, error) &&
		  keep_pair(arena, folder, "centre", &open, &secret, error);
	sodium_memzero(&secret, sizeof(secret));
	sodium_memzero(&alert_secret, sizeof(alert_secret));
	return created;
}

/* Keys that are there stay: halls may know them. The database comes last and makes it a centre. */
static bool create_parts(struct arena *arena, const char *folder, const struct centre_settings *settings,
	int64_t now_ms, struct error *error)
{
	return (file_exists(path_of(arena, folder, "keys/centre.pub")) || create_keys(arena, folder, now_ms, error)) &&
	       file_replace(path_of(arena, folder, "centre.conf"), centre_settings_text(arena, settings), OPEN_MODE,
		       error) &&
	       store_create(path_of(arena, folder, "centre.db"), error);
}

bool centre_create(
	const char *folder, const struct centre_settings *settings, const struct clock *clock, struct error *error)
{
	struct arena arena;
	bool created;

	if (!file_make_folder(folder, error))
		return false;
	arena_init(&arena);
	if (file_exists(path_of(&arena, folder, "centre.db")))
		created = error_set(error, "%s holds a centre already", folder);
	else
		created = create_parts(&arena, folder, settings, clock->wall_ms(clock), error);
	arena_finish(&arena);
	return created;
}

int centre_lock(const char *folder, enum centre_obstacle *obstacle, struct error *error)
{
	struct arena arena;
	int lock;

	arena_init(&arena);
	lock = open(path_of(&arena, folder, "lock"), O_RDWR | O_CREAT | O_CLOEXEC, SECRET_MODE);
	*obstacle = CENTRE_FAILED;
	if (lock < 0) {
		error_set(error, "cannot open %s/lock: %s", folder, strerror(errno));
	} else if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
		*obstacle = errno == EWOULDBLOCK ? CENTRE_BUSY : CENTRE_FAILED;
		error_set(error, "%s is in use by another hallfeed", folder);
		close(lock);
		lock = -1;
	}
	arena_finish(&arena);
	return lock;
}

/* The first fault as a sentence. Its texts live in the centre's arena. */
static bool read_settings(struct centre *centre, struct centre_settings *settings, struct error *error)
{
	const char *path = path_of(&centre->arena, centre->folder, "centre.conf");
	struct faults faults;

	faults_init(&faults, &centre->arena);
	if (!centre_settings_read(&centre->arena, path, settings, &faults)) {
		const struct fault *first = &faults.items[0];

		return error_set(error, STR_FMT ":%d:%d: found " STR_FMT ", expected " STR_FMT, STR_ARG(first->file),
			first->line, first->column, STR_ARG(first->found), STR_ARG(first->expected));
	}
	return true;
}

static bool open_settings(struct centre *centre, enum centre_obstacle *obstacle, struct error *error)
{
	*obstacle = CENTRE_FAULTY;
	if (!read_settings(centre, &centre->settings, error))
		return false;
	if (!civil_zone_set(centre->settings.timezone))
		return error_set(error,
			"%s/centre.conf: found timezone \"%s\", expected one that this system has, such as Asia/Shanghai",
			centre->folder, centre->settings.timezone);
	return true;
}

bool centre_reload(struct centre *centre, struct error *error)
{
	struct centre_settings settings;

	if (!read_settings(centre, &settings, error))
		return false;
	if (strcmp(settings.timezone, centre->settings.timezone) != 0)
		return error_set(error, "%s/centre.conf: found another timezone, expected the one that this process began with: end it and serve again",
			centre->folder);
	settings.connections = centre->settings.connections;
	settings.connections_per_address = centre->settings.connections_per_address;
	centre->settings = settings;
	return true;
}

static bool name_fault(struct error *error, const char *path)
{
	struct error inner = *error;

	return error_set(error, "%s: %s", path, inner.text);
}

static bool open_pair(struct centre *centre, const char *name, struct sign_public *open, struct sign_secret *secret,
	enum centre_obstacle *obstacle, struct error *error)
{
	const char *open_path = str_format(&centre->arena, "%s/keys/%s.pub", centre->folder, name).bytes;
	const char *secret_path = str_format(&centre->arena, "%s/keys/%s.key", centre->folder, name).bytes;
	struct str text;

	*obstacle = CENTRE_FAILED;
	if (!file_read(&centre->arena, open_path, SIGN_TEXT_BYTES_MAX, &text, error))
		return false;
	*obstacle = CENTRE_FAULTY;
	if (!sign_public_parse(text, open, error))
		return name_fault(error, open_path);
	*obstacle = CENTRE_FAILED;
	if (!file_read(&centre->arena, secret_path, SIGN_TEXT_BYTES_MAX, &text, error))
		return false;
	*obstacle = CENTRE_FAULTY;
	if (!sign_secret_parse(text, secret, error))
		return name_fault(error, secret_path);
	sodium_memzero((char *)text.bytes, text.length);
	if (memcmp(open->key, secret->key + SIGN_SECRET_BYTES - SIGN_PUBLIC_BYTES, SIGN_PUBLIC_BYTES) != 0)
		return error_set(error, "%s/keys: %s.pub and %s.key do not belong together", centre->folder, name, name);
	return true;
}

/* A centre that was made before alerts had a key of their own signs them with its one key, as its root says. */
static bool open_keys(struct centre *centre, enum centre_obstacle *obstacle, struct error *error)
{
	if (!open_pair(centre, "centre", &centre->open, &centre->secret, obstacle, error))
		return false;
	if (file_exists(path_of(&centre->arena, centre->folder, "keys/alert.pub")))
		return open_pair(centre, "alert", &centre->alert_open, &centre->alert_secret, obstacle, error);
	centre->alert_open = centre->open;
	centre->alert_secret = centre->secret;
	return true;
}

static bool open_store(struct centre *centre, enum centre_obstacle *obstacle, struct error *error)
{
	*obstacle = CENTRE_FAILED;
	return store_open(&centre->store, path_of(&centre->arena, centre->folder, "centre.db"), error);
}

bool centre_open(struct centre *centre, const char *folder, const struct clock *clock, enum centre_obstacle *obstacle,
	struct error *error)
{
	*centre = (struct centre){.folder = folder, .clock = clock, .random = random_system(), .lock = -1};
	*obstacle = CENTRE_FAILED;
	arena_init(&centre->arena);
	if (!file_exists(path_of(&centre->arena, folder, "centre.db")))
		error_set(error, "%s is not a centre: make one with hallfeed init %s", folder, folder);
	else if ((centre->lock = centre_lock(folder, obstacle, error)) >= 0 && open_settings(centre, obstacle, error) &&
		 open_keys(centre, obstacle, error) && open_store(centre, obstacle, error))
		return true;
	centre_close(centre);
	return false;
}

/* The lock goes last, with its file descriptor. */
void centre_close(struct centre *centre)
{
	store_close(centre->store);
	centre->store = NULL;
	sodium_memzero(&centre->secret, sizeof(centre->secret));
	sodium_memzero(&centre->alert_secret, sizeof(centre->alert_secret));
	if (centre->lock >= 0)
		close(centre->lock);
	centre->lock = -1;
	arena_finish(&centre->arena);
}

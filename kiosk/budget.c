#include "kiosk/budget.h"

#include "feed/base/ini.h"
#include "feed/model/alert.h"
#include "feed/model/head.h"
#include "feed/model/rating.h"
#include "feed/sync/database.h"
#include "feed/sync/round.h"
#include "kiosk/headless.h"
#include "kiosk/paint/paint.h"
#include "kiosk/paint/pictures.h"
#include "kiosk/pixels/runs.h"
#include "kiosk/pixels/wear.h"
#include "kiosk/script.h"
#include "kiosk/screen/shelf.h"
#include "kiosk/widget/map_border.h"

static void put(FILE *to, const char *name, size_t bytes, const char *what)
{
	fprintf(to, "%-18s %12zu  %s\n", name, bytes, what);
}

void budget_print(const struct settings *settings, FILE *to)
{
	int width = settings->width ? settings->width : HEADLESS_WIDTH;
	int height = settings->height ? settings->height : HEADLESS_HEIGHT;
	size_t picture = (size_t)width * (size_t)height * sizeof(uint32_t);
	size_t row = (size_t)width * PIXELS_CELL_PX * sizeof(uint32_t);
	size_t cells = (size_t)pixels_cells(width) * (size_t)pixels_cells(height);

	fprintf(to, "# bytes at most, for a display of %dx%d\n", width, height);
	put(to, "window", picture, "its pixels, shared with the display server");
	put(to, "turned", settings->rotate ? picture : 0, "the picture before it is turned");
	put(to, "cache", paint_cache_bytes(width, height), "masks of text, finished cells and pictures together");
	put(to, "passage", 2 * cells * RUNS_BYTES_MOST, "two pictures as runs, while one gives way to the other; flat ones take a tenth");
	put(to, "passage_rows", 3 * row, "of these, decoded while one pushes or zooms the other away");
	put(to, "gpu", 3 * picture, "textures, where a GPU shows the picture");
	put(to, "picture_decoding", (size_t)PICTURE_PIXELS_MAX * sizeof(uint32_t) * 2, "one file at a time");
	put(to, "commands_of_a_box", (size_t)DRAW_COMMANDS_MAX * sizeof(struct draw_command), "a board takes a thousandth of it");
	put(to, "map_laying", map_sheet_bytes(), "borders of a map, while it is being laid out");
	put(to, "map_borders", map_borders_bytes(), "what they part, while it is being drawn");
	put(to, "records_kept", 2 * (size_t)SHELF_BYTES_MAX, "of maps that come again, in one language or two");
	put(to, "wear", cells * sizeof(struct wear_cell), "what the display has borne");
	put(to, "database_cache", 3 * (size_t)DATABASE_CACHE_BYTES, "of the caches of feed and alerts, and of the outbox");
	put(to, "alerts", ALERT_DOCUMENT_BYTES_MAX, "all that is raised");
	put(to, "head", HEAD_BYTES_MAX, "the list of a feed's documents");
	put(to, "document", HEAD_DOCUMENT_BYTES_MAX, "one document of a feed; larger ones are refused");
	put(to, "documents_on_disk", ROUND_TOTAL_BYTES_MAX, "all new documents of one round");
	put(to, "rating_batch", RATING_BATCH_BYTES_MAX, "ratings on their way to the centre");
	put(to, "settings_file", INI_BYTES_MAX, "and each layout, theme and file of words");
	put(to, "script_file", SCRIPT_BYTES_MAX, "touches to play");
}

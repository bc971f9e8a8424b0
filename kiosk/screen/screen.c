#include "kiosk/screen/screen.h"

#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "kiosk/screen/shelf.h"
#include "kiosk/screen/stamp.h"
#include "kiosk/widget/kit_data.h"
#include "kiosk/widget/kit_text.h"

/* One box on the glass. */
struct pane {
	struct widget widget;
	struct arena arena; /* owned; of the list */
	struct draw_list list;
	struct rect at;
	int64_t until_ms; /* when its picture is no longer right */
	bool recorded;
	bool right; /* the list is as it should be at its key */
	struct shelf_key key;
	struct motion motion;
};

struct page {
	struct pane *panes;
	size_t count;
};

struct screen {
	const struct layout *layout; /* borrowed; outlives us */
	struct arena arena;          /* owned; pages and widgets */
	struct page *pages;          /* beside layout->screens */
	const struct page *shown;
	struct pane ground; /* the page's colour, under everything */
	const struct draw_list **lists;
	size_t list_count;
	int64_t stamp_ms;    /* of the page, at the last update */
	int64_t stamp_until_ms; /* wall: when it has to be found anew */
	int64_t contact_ms;  /* when the feed had answered last, at the last update */
	struct rect changed; /* by the last update */
	struct shelf shelf;
};

static bool bind_page(struct screen *screen, size_t index, struct faults *faults)
{
	const struct layout_screen *source = &screen->layout->screens[index];
	struct page *page = &screen->pages[index];
	bool ok = true;

	page->panes = arena_array(&screen->arena, struct pane, source->box_count);
	page->count = source->box_count;
	for (size_t i = 0; i < page->count; i++)
		ok = widget_bind(&screen->arena, &source->boxes[i], &page->panes[i].widget, faults) && ok;
	return ok;
}

bool screen_create(struct screen **created, const struct layout *layout, struct faults *faults)
{
	struct screen *screen = calloc(1, sizeof(*screen));
	bool ok = true;

	REQUIRE(screen);
	screen->layout = layout;
	screen->pages = arena_array(&screen->arena, struct page, layout->screen_count);
	screen->lists = arena_take_array(&screen->arena, LAYOUT_BOXES_MAX + 1, sizeof(*screen->lists));
	for (size_t i = 0; i < layout->screen_count; i++)
		ok = bind_page(screen, i, faults) && ok;
	if (!ok) {
		screen_destroy(screen);
		return false;
	}
	*created = screen;
	return true;
}

/* What took long to record may be asked for again. */
static void put_away(struct shelf *shelf, struct pane *pane)
{
	if (pane->right && pane->widget.class->lasting)
		shelf_put(shelf, &pane->key, &pane->arena, &pane->list, pane->until_ms);
	pane->right = false;
}

static void page_leave(struct screen *screen, const struct page *page)
{
	for (size_t i = 0; page && i < page->count; i++) {
		put_away(&screen->shelf, &page->panes[i]);
		arena_finish(&page->panes[i].arena);
		page->panes[i].recorded = false;
		motion_finish(&page->panes[i].motion);
	}
}

void screen_destroy(struct screen *screen)
{
	if (!screen)
		return;
	page_leave(screen, screen->shown);
	shelf_clear(&screen->shelf);
	arena_finish(&screen->ground.arena);
	arena_finish(&screen->arena);
	free(screen);
}

void screen_turn_all(struct screen *screen)
{
	screen->ground.recorded = false;
	screen->stamp_until_ms = INT64_MIN;
	for (size_t i = 0; screen->shown && i < screen->shown->count; i++)
		screen->shown->panes[i].recorded = false;
}

void screen_touch_all(struct screen *screen)
{
	screen_turn_all(screen);
	for (size_t i = 0; screen->shown && i < screen->shown->count; i++)
		screen->shown->panes[i].right = false;
	shelf_clear(&screen->shelf);
}

void screen_rest(struct screen *screen)
{
	page_leave(screen, screen->shown);
	shelf_clear(&screen->shelf);
	screen->shown = NULL;
}

static void pane_begin(struct pane *pane, struct rect at)
{
	arena_clear(&pane->arena);
	draw_begin(&pane->list, &pane->arena, at);
	pane->at = at;
	pane->recorded = true;
}

static bool same_place(struct rect a, struct rect b)
{
	return a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height;
}

static enum layout_state state_of(const struct view *view)
{
	if (view->visit && view->small)
		return LAYOUT_SMALL;
	if (view->visit && view->visit->lower)
		return LAYOUT_LOWER;
	return kit_needs_band(view) ? LAYOUT_OLD : LAYOUT_USUAL;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static struct rect place_of(const struct pane *pane, const struct view *view)
{
	struct rect at = layout_place(view->layout, pane->widget.box, view->screen.width, view->screen.height, view->mirrored,
		state_of(view));

	at.x += view->screen.x;
	at.y += view->screen.y;
	return at;
}

static bool take_back(struct shelf *shelf, struct pane *pane, const struct view *view, struct rect at)
{
	put_away(shelf, pane);
	pane->key = (struct shelf_key){&pane->widget, at, view->focus, view->language, view->stamp_ms};
	if (!pane->widget.class->lasting ||
		!shelf_take(shelf, &pane->key, view->now_ms, &pane->arena, &pane->list, &pane->until_ms))
		return false;
	pane->at = at;
	pane->recorded = true;
	return true;
}

static void draw_pane(struct pane *pane, const struct view *view, struct rect at)
{
	struct view own = *view;

	own.motion = view->may_move ? &pane->motion : NULL;
	pane_begin(pane, at);
	pane->until_ms = WIDGET_FOREVER;
	motion_begin(&pane->motion);
	if (!rect_is_empty(at) && stamp_draw(&pane->widget, &own, &at, &pane->list, &pane->until_ms))
		pane->until_ms = earlier(pane->until_ms, pane->widget.class->draw(&pane->widget, &own, at, &pane->list));
	motion_end(&pane->motion);
}

static void record(struct shelf *shelf, struct pane *pane, const struct view *view, struct rect at)
{
	if (!take_back(shelf, pane, view, at))
		draw_pane(pane, view, at);
	pane->right = true;
}

/* Returns the part of the screen that may look different now. */
static struct rect update_pane(struct shelf *shelf, struct pane *pane, const struct view *view)
{
	struct rect before = pane->at, at = place_of(pane, view);

	if (!pane->recorded || !same_place(at, pane->at) || view->now_ms >= pane->until_ms || pane->motion.moving)
		record(shelf, pane, view, at);
	else if (pane->list.moves)
		draw_advance(&pane->list, view->frame_us);
	else
		return (struct rect){0};
	return rect_union(before, at);
}

static struct rect update_ground(struct pane *ground, const struct view *view)
{
	struct rect all = view->ground;

	if (ground->recorded && same_place(ground->at, all))
		return (struct rect){0};
	pane_begin(ground, all);
	if (!rect_is_empty(all))
		draw_fill(&ground->list, all, view->theme->color[ROLE_BG]);
	return all;
}

static const struct page *page_of(const struct screen *screen, const struct layout_screen *wanted)
{
	size_t index = (size_t)(wanted - screen->layout->screens);

	REQUIRE(index < screen->layout->screen_count);
	return &screen->pages[index];
}

/* Whether something in it looks different in every frame. */
static bool moves(const struct pane *pane)
{
	return pane->list.moves || pane->motion.moving;
}

bool screen_has_data(const struct screen *screen, const struct view *view)
{
	const struct page *page = page_of(screen, view->layout_screen);
	bool asked = false;

	for (size_t i = 0; i < page->count; i++) {
		enum kit_rows_state rows = kit_rows_state_of(&page->panes[i].widget, view);

		if (rows == KIT_ROWS_THERE)
			return true;
		asked = asked || rows == KIT_ROWS_MISSING;
	}
	return !asked;
}

/* How old the page is as a whole; 0 where its boxes can say it themselves, or nothing is old. */
static int64_t page_stamp(const struct page *page, const struct view *view, int64_t *until_ms)
{
	struct stamp_sum sum = {.all_old = true, .until_ms = WIDGET_FOREVER};

	for (size_t i = 0; i < page->count; i++)
		stamp_count(&sum, &page->panes[i].widget, view, place_of(&page->panes[i], view));
	*until_ms = sum.until_ms;
	return stamp_of(&sum);
}

/* A screen that moves asks in each frame: the tables are looked at only when time may have made one old. */
static void follow_stamp(struct screen *screen, const struct page *page, const struct view *view)
{
	int64_t before = screen->stamp_ms;

	if (view->now_ms >= screen->stamp_until_ms)
		screen->stamp_ms = page_stamp(page, view, &screen->stamp_until_ms);
	if (screen->stamp_ms == before)
		return;
	before = screen->stamp_until_ms;
	screen_turn_all(screen);
	screen->stamp_until_ms = before;
}

/* The feed answered again: only what says when it did is recorded anew. */
static void follow_contact(struct screen *screen, const struct page *page, int64_t contact_ms)
{
	if (contact_ms == screen->contact_ms)
		return;
	screen->contact_ms = contact_ms;
	for (size_t i = 0; i < page->count; i++)
		if (page->panes[i].widget.class->tells_contact)
			page->panes[i].recorded = false;
}

int64_t screen_update(struct screen *screen, const struct view *whole)
{
	const struct page *page = page_of(screen, whole->layout_screen);
	int64_t until_ms = WIDGET_FOREVER;
	struct view stamped = *whole, *view = &stamped;

	if (page != screen->shown) {
		page_leave(screen, screen->shown);
		screen->shown = page;
		screen->ground.recorded = false;
		screen->stamp_until_ms = INT64_MIN;
	}
	follow_stamp(screen, page, whole);
	follow_contact(screen, page, whole->freshness.contact_ms);
	stamped.stamp_ms = screen->stamp_ms;
	screen->changed = update_ground(&screen->ground, view);
	screen->lists[0] = &screen->ground.list;
	screen->list_count = 1;
	for (size_t i = 0; i < page->count; i++) {
		screen->changed = rect_union(screen->changed, update_pane(&screen->shelf, &page->panes[i], view));
		screen->lists[screen->list_count++] = &page->panes[i].list;
		if (page->panes[i].until_ms < until_ms)
			until_ms = page->panes[i].until_ms;
		if (moves(&page->panes[i]))
			until_ms = view->now_ms;
	}
	return until_ms;
}

struct rect screen_changed(const struct screen *screen)
{
	return screen->changed;
}

const struct draw_list *const *screen_lists(const struct screen *screen, size_t *count)
{
	*count = screen->list_count;
	return screen->lists;
}

/* From the last list that covers the screen on: what lies over everything is alone. */
static size_t first_list(const struct screen *screen)
{
	struct rect ground = screen->list_count ? screen->lists[0]->clip : (struct rect){0};

	for (size_t i = screen->list_count; i-- > 0;)
		for (size_t k = 0; k < screen->lists[i]->count; k++) {
			const struct draw_command *command = &screen->lists[i]->commands[k];

			if (command->kind == DRAW_TARGET && command->target.box.width >= ground.width &&
				command->target.box.height >= ground.height)
				return i;
		}
	return 0;
}

const struct draw_command *screen_target(const struct screen *screen, size_t number)
{
	for (size_t i = first_list(screen); i < screen->list_count; i++)
		for (size_t k = 0; k < screen->lists[i]->count; k++)
			if (screen->lists[i]->commands[k].kind == DRAW_TARGET && --number == 0)
				return &screen->lists[i]->commands[k];
	return NULL;
}

size_t screen_target_count(const struct screen *screen)
{
	size_t count = 0;

	while (screen_target(screen, count + 1))
		count++;
	return count;
}

struct rect screen_area_place(const struct screen *screen, uint32_t area)
{
	struct rect place = {0};

	for (size_t i = 0; i < screen->list_count; i++)
		for (size_t n = 0; n < screen->lists[i]->count; n++) {
			const struct draw_command *command = &screen->lists[i]->commands[n];

			if (command->kind == DRAW_TARGET && command->target.action == INTENT_AREA && command->target.argument == (int)area)
				place = rect_union(place, command->bounds);
		}
	return place;
}

/* What lies on top is asked first. */
struct intent screen_intent(const struct screen *screen, struct point point)
{
	for (size_t i = screen->list_count; i-- > 0;) {
		const struct draw_command *target = draw_find_target(screen->lists[i], point);

		if (target)
			return (struct intent){(enum intent_kind)target->target.action, target->target.argument};
	}
	return (struct intent){INTENT_NONE, 0};
}

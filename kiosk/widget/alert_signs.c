#include "kiosk/widget/alert_parts.h"

#include "feed/base/arena.h"

/* What an alert says without words. */

enum { PITCH = 60, BAND = 30, RADIUS = 24, ARROW_WIDTH = 360, ARROW_HEIGHT = 170, ARROW_POINTS = 7 };

struct str alert_icon(enum alert_event event)
{
	static const char *const icons[ALERT_EVENT_COUNT] = {
		[ALERT_FIRE] = "flame",
		[ALERT_EARTHQUAKE] = "alert-earthquake",
		[ALERT_FLOOD] = "alert-flood",
		[ALERT_GAS] = "alert-gas",
		[ALERT_STORM] = "alert-storm",
		[ALERT_EVACUATION] = "runner",
		[ALERT_HEALTH] = "alert-health",
		[ALERT_UTILITY] = "alert-utility",
		[ALERT_GENERAL] = "st-warn",
	};

	return str_from(icons[event]);
}

void alert_draw_bands(struct draw_list *list, const struct view *view, struct rect box)
{
	struct path_builder builder = path_begin(list->arena);
	struct rect before = draw_clip(list, box);
	float pitch = (float)kit_px(view, PITCH), band = (float)kit_px(view, BAND), high = (float)box.height;
	float left = (float)box.x, right = (float)(box.x + box.width), top = (float)box.y;

	for (float x = left - high - pitch; x < right; x += pitch) {
		path_move(&builder, x, top + high);
		path_line(&builder, x + high, top);
		path_line(&builder, x + high + band, top);
		path_line(&builder, x + band, top + high);
		path_close(&builder);
	}
	draw_path(list, path_seal(&builder), TRANSFORM_NONE, view->theme->color[ROLE_ALERT_DRILL]);
	draw_unclip(list, before);
}

/* An arrow to the right, turned to where the way out lies, in a square around its middle. */
static void draw_arrow(struct draw_list *list, const struct view *view, struct point middle, int length_px)
{
	static const struct path_point points[ARROW_POINTS] = {
		{-180, -27}, {30, -27}, {30, -85}, {180, 0}, {30, 85}, {30, 27}, {-180, 27}};
	struct path_builder builder = path_begin(list->arena);
	float scale = (float)length_px / ARROW_WIDTH;

	for (int i = 0; i < ARROW_POINTS; i++) {
		struct path_point at = points[i], turned = at;

		if (view->way_out == WAY_OUT_LEFT)
			turned = (struct path_point){-at.x, -at.y};
		else if (view->way_out == WAY_OUT_UP)
			turned = (struct path_point){at.y, -at.x};
		else if (view->way_out == WAY_OUT_DOWN)
			turned = (struct path_point){-at.y, at.x};
		(i ? path_line : path_move)(&builder, (float)middle.x + turned.x * scale, (float)middle.y + turned.y * scale);
	}
	path_close(&builder);
	draw_path(list, path_seal(&builder), TRANSFORM_NONE, view->theme->color[ROLE_ALERT_ON_EXIT]);
}

static void draw_runner(struct draw_list *list, const struct view *view, struct point middle, int side)
{
	const struct icon *icon = icons_find(view->icons, STR("runner"));
	float scale = (float)side / ICON_BOX;
	struct transform transform = {scale, scale, (float)(middle.x - side / 2), (float)(middle.y - side / 2)};

	if (!icon)
		return;
	if (view->way_out == WAY_OUT_LEFT) { /* he runs where the arrow points */
		transform.scale_x = -scale;
		transform.x = (float)(middle.x - side / 2 + side);
	}
	draw_path(list, icon->layers[0].path, transform, view->theme->color[ROLE_ALERT_ON_EXIT]);
}

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

/* Under each other in a high box, beside each other in a wide one, the arrow at the side that it points to. */
static void split(const struct view *view, struct rect box, struct rect *runner, struct rect *arrow)
{
	*runner = *arrow = box;
	if (view->way_out == WAY_OUT_UNKNOWN)
		return;
	if (box.width > box.height) {
		struct rect left = rect_cut_left(&box, box.width / 2);

		*runner = view->way_out == WAY_OUT_LEFT ? box : left;
		*arrow = view->way_out == WAY_OUT_LEFT ? left : box;
	} else {
		struct rect top = rect_cut_top(&box, box.height * (view->way_out == WAY_OUT_UP ? 45 : 55) / 100);

		*runner = view->way_out == WAY_OUT_UP ? box : top;
		*arrow = view->way_out == WAY_OUT_UP ? top : box;
	}
}

static struct point middle_of(struct rect box)
{
	return (struct point){box.x + box.width / 2, box.y + box.height / 2};
}

void alert_draw_exit(struct draw_list *list, const struct view *view, struct rect box)
{
	bool lies = view->way_out == WAY_OUT_LEFT || view->way_out == WAY_OUT_RIGHT;
	struct rect runner, arrow;
	int length;

	draw_rounded(list, box, (float)kit_px(view, RADIUS), view->theme->color[ROLE_ALERT_EXIT]);
	split(view, box, &runner, &arrow);
	draw_runner(list, view, middle_of(runner), smaller(runner.width, runner.height) * 86 / 100);
	if (view->way_out == WAY_OUT_UNKNOWN)
		return;
	length = lies ? smaller(arrow.width, arrow.height * 2) * 74 / 100 : smaller(arrow.width, arrow.height) * 84 / 100;
	draw_arrow(list, view, middle_of(arrow), length);
}

static struct rect square_in(struct rect box, int percent)
{
	int side = smaller(box.width, box.height) * percent / 100;

	return (struct rect){box.x + (box.width - side) / 2, box.y + (box.height - side) / 2, side, side};
}

void alert_draw_pictogram(struct draw_list *list, const struct view *view, struct rect box, enum alert_event event)
{
	draw_frame(list, box, (float)kit_px(view, RADIUS), (float)kit_px(view, 8), view->theme->color[ROLE_ALERT_INK]);
	kit_icon(list, view, alert_icon(event), square_in(box, 72), ROLE_ALERT_INK, ROLE_ALERT_BG);
}

void alert_draw_clear(struct draw_list *list, const struct view *view, struct rect box)
{
	draw_rounded(list, box, (float)kit_px(view, RADIUS), view->theme->color[ROLE_ALERT_EXIT]);
	kit_icon(list, view, STR("check"), square_in(box, 72), ROLE_ALERT_ON_EXIT, ROLE_ALERT_EXIT);
}

int alert_draw_severity(struct draw_list *list, struct rect box, bool from_right, enum alert_severity severity, uint32_t color)
{
	int side = box.height, pitch = side * 5 / 4, full = ALERT_SEVERITY_COUNT - (int)severity;

	for (int i = 0; i < ALERT_SEVERITY_COUNT; i++) {
		int x = from_right ? box.x + box.width - i * pitch - side : box.x + i * pitch;
		struct rect mark = {x, box.y, side, side};

		if (i < full)
			draw_rounded(list, mark, (float)side / 6, color);
		else
			draw_frame(list, mark, (float)side / 6, (float)side / 10, color);
	}
	return pitch * ALERT_SEVERITY_COUNT;
}

#include "kiosk/draw/geometry.h"

bool rect_is_empty(struct rect rect)
{
	return rect.width <= 0 || rect.height <= 0;
}

bool rect_contains(struct rect rect, struct point point)
{
	return point.x >= rect.x && point.y >= rect.y && point.x < rect.x + rect.width && point.y < rect.y + rect.height;
}

bool rect_overlap(struct rect a, struct rect b)
{
	return !rect_is_empty(rect_intersect(a, b));
}

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

struct rect rect_intersect(struct rect a, struct rect b)
{
	int x = larger(a.x, b.x), y = larger(a.y, b.y);
	int right = smaller(a.x + a.width, b.x + b.width), bottom = smaller(a.y + a.height, b.y + b.height);

	if (right <= x || bottom <= y)
		return (struct rect){0};
	return (struct rect){x, y, right - x, bottom - y};
}

struct rect rect_union(struct rect a, struct rect b)
{
	int x, y;

	if (rect_is_empty(a))
		return b;
	if (rect_is_empty(b))
		return a;
	x = smaller(a.x, b.x);
	y = smaller(a.y, b.y);
	return (struct rect){x, y, larger(a.x + a.width, b.x + b.width) - x, larger(a.y + a.height, b.y + b.height) - y};
}

struct rect rect_inset(struct rect rect, int by)
{
	return (struct rect){rect.x + by, rect.y + by, larger(rect.width - 2 * by, 0), larger(rect.height - 2 * by, 0)};
}

struct rect rect_cut_left(struct rect *rest, int width)
{
	struct rect cut = *rest;

	cut.width = larger(0, smaller(width, rest->width));
	rest->x += cut.width;
	rest->width -= cut.width;
	return cut;
}

struct rect rect_cut_right(struct rect *rest, int width)
{
	struct rect cut = *rest;

	cut.width = larger(0, smaller(width, rest->width));
	cut.x = rest->x + rest->width - cut.width;
	rest->width -= cut.width;
	return cut;
}

struct rect rect_cut_top(struct rect *rest, int height)
{
	struct rect cut = *rest;

	cut.height = larger(0, smaller(height, rest->height));
	rest->y += cut.height;
	rest->height -= cut.height;
	return cut;
}

struct rect rect_cut_bottom(struct rect *rest, int height)
{
	struct rect cut = *rest;

	cut.height = larger(0, smaller(height, rest->height));
	cut.y = rest->y + rest->height - cut.height;
	rest->height -= cut.height;
	return cut;
}

struct rect rect_mirror(struct rect rect, struct rect within)
{
	rect.x = 2 * within.x + within.width - rect.x - rect.width;
	return rect;
}

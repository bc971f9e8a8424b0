#include <math.h>

#include "feed/base/arena.h"
#include "feed/base/random.h"
#include "kiosk/widget/rating.h"

/* Voronoi panes around a blossom of eight, cut by half planes out of a circle; the same on every screen. Base box 740 x 700. */

enum { PETALS = 8, RINGS = 3, SITES_MAX = 80, CORNERS_MAX = 160, CIRCLE_CORNERS = 72, SEED = 12, BASE_WIDTH = 740 };

#define CENTRE_X 370.0
#define CENTRE_Y 350.0
#define RADIUS 330.0
#define JOINT 4.0 /* half of the gap between panes */
#define LEAST_AREA 1500.0
#define TURN 6.283185307179586

struct spot {
	double x, y;
};

struct pane_shape {
	struct spot corners[CORNERS_MAX];
	int count;
};

static int make_sites(struct spot *sites)
{
	struct random random = random_seeded(SEED);
	int count = 0;

	for (int i = 0; i < PETALS; i++) {
		double angle = i * TURN / PETALS + 0.2;

		sites[count++] = (struct spot){CENTRE_X + 112 * cos(angle), CENTRE_Y + 112 * sin(angle)};
	}
	sites[count++] = (struct spot){CENTRE_X, CENTRE_Y};
	for (int ring = 1; ring <= RINGS; ring++) {
		int panes = PETALS + ring * 5;

		for (int i = 0; i < panes; i++) {
			double angle = i * TURN / panes + ring * 0.5 + (random_unit(&random) - 0.5) * 0.2;
			double far = 112 + ring * 92 + (random_unit(&random) - 0.5) * 26;

			sites[count++] = (struct spot){CENTRE_X + far * cos(angle), CENTRE_Y + far * sin(angle)};
		}
	}
	return count;
}

/* Sutherland and Hodgman, 1974: what lies on the near side of x*nx + y*ny = limit stays. */
static void cut(struct pane_shape *pane, double nx, double ny, double limit)
{
	struct pane_shape kept = {.count = 0};

	for (int i = 0; i < pane->count; i++) {
		struct spot a = pane->corners[i], b = pane->corners[(i + 1) % pane->count];
		double from = a.x * nx + a.y * ny - limit, to = b.x * nx + b.y * ny - limit;

		if (from <= 0 && kept.count < CORNERS_MAX)
			kept.corners[kept.count++] = a;
		if ((from <= 0) != (to <= 0) && kept.count < CORNERS_MAX) {
			double t = from / (from - to);

			kept.corners[kept.count++] = (struct spot){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
		}
	}
	*pane = kept;
}

static void make_pane(struct pane_shape *pane, const struct spot *sites, int count, int self)
{
	pane->count = CIRCLE_CORNERS;
	for (int i = 0; i < CIRCLE_CORNERS; i++)
		pane->corners[i] = (struct spot){CENTRE_X + RADIUS * cos(i * TURN / CIRCLE_CORNERS),
			CENTRE_Y + RADIUS * sin(i * TURN / CIRCLE_CORNERS)};
	for (int other = 0; other < count && pane->count; other++) {
		double dx = sites[other].x - sites[self].x, dy = sites[other].y - sites[self].y, length = hypot(dx, dy);

		if (other == self)
			continue;
		cut(pane, dx / length, dy / length,
			(dx * (sites[self].x + sites[other].x) + dy * (sites[self].y + sites[other].y)) / 2 / length - JOINT);
	}
}

static double area_of(const struct pane_shape *pane)
{
	double twice = 0;

	for (int i = 0; i < pane->count; i++) {
		struct spot a = pane->corners[i], b = pane->corners[(i + 1) % pane->count];

		twice += a.x * b.y - b.x * a.y;
	}
	return fabs(twice) / 2;
}

static struct spot towards(struct spot from, struct spot to, double distance)
{
	double length = hypot(to.x - from.x, to.y - from.y), t = length > 0 ? fmin(distance / length, 0.5) : 0;

	return (struct spot){from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t};
}

static const struct path *rounded(struct arena *arena, const struct pane_shape *pane, double radius)
{
	struct path_builder builder = path_begin(arena);

	for (int i = 0; i < pane->count; i++) {
		struct spot corner = pane->corners[i];
		struct spot in = towards(corner, pane->corners[(i + pane->count - 1) % pane->count], radius);
		struct spot out = towards(corner, pane->corners[(i + 1) % pane->count], radius);

		if (i == 0)
			path_move(&builder, (float)in.x, (float)in.y);
		else
			path_line(&builder, (float)in.x, (float)in.y);
		path_quad(&builder, (float)corner.x, (float)corner.y, (float)out.x, (float)out.y);
	}
	path_close(&builder);
	return path_seal(&builder);
}

static uint32_t pane_color(const struct view *view, double distance, int self)
{
	static const enum theme_role outer[] = {ROLE_K2, ROLE_K3, ROLE_K2, ROLE_K1};
	uint32_t rgb, alpha = distance < 140 ? 0xff : distance < 240 ? 0xe6 : 0xb3;

	if (distance < 5)
		rgb = view->theme->color[ROLE_F3];
	else if (distance < 140)
		rgb = view->theme->color[ROLE_ACCENT];
	else
		rgb = view->theme->color[outer[(self * 7 + self / 3) % 4]];
	return alpha << 24 | (rgb & 0xffffff);
}

void rating_roundel(struct draw_list *list, const struct view *view, struct rect box)
{
	struct spot sites[SITES_MAX];
	int count = make_sites(sites);
	float scale = (float)box.width / BASE_WIDTH;
	struct transform transform = {scale, scale, (float)box.x, (float)box.y};
	struct pane_shape pane;

	for (int i = 0; i < count; i++) {
		double distance = hypot(sites[i].x - CENTRE_X, sites[i].y - CENTRE_Y);

		make_pane(&pane, sites, count, i);
		if (pane.count < 3 || area_of(&pane) < LEAST_AREA)
			continue;
		draw_path(list, rounded(list->arena, &pane, distance < 140 ? 9 : 6), transform, pane_color(view, distance, i));
	}
}

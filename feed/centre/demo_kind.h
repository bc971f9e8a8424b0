#ifndef FEED_CENTRE_DEMO_KIND_H
#define FEED_CENTRE_DEMO_KIND_H

struct arena;
struct demo_tree;

/* Gives the grids of a grown tree their kinds (employers in small clumps, building units in the towns, locations in the
   open country) and chooses those without a service team: neighbours within a few communities that lie apart. */
void demo_kind_choose(struct arena *arena, struct demo_tree *tree);

#endif

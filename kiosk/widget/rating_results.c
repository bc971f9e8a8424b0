#include "kiosk/widget/kit_text.h"
#include "kiosk/widget/rating.h"

/* What came of the ratings before: how many were published, as of when. Under the rules of publication: the table holds
 * nothing else. */

/* The row of the hall's own community for all services, or NULL. */
static const struct cell *find_answers(const struct view *view, const struct table *table)
{
	int service = table_find_column(table, STR("service")), area = table_find_column(table, STR("area"));
	int answers = table_find_column(table, STR("answers"));
	const struct area *own = kit_area(view, view->area);

	if (service == TABLE_NO_COLUMN || area == TABLE_NO_COLUMN || answers == TABLE_NO_COLUMN || !own)
		return NULL;
	for (size_t row = 0; row < table->row_count; row++)
		if (str_equal(table_cell(table, row, service)->text, STR("all")) &&
			str_equal(table_cell(table, row, area)->text, own->id))
			return table_cell(table, row, answers);
	return NULL;
}

void rating_results(struct draw_list *list, const struct view *view, struct rect box)
{
	const struct table *table = view->snapshot ? snapshot_table(view->snapshot, STR("ratings_by_service")) : NULL;
	const struct cell *answers = table ? find_answers(view, table) : NULL;
	struct text_style loud = rating_style(view, 40, 28, TEXT_REGULAR, ROLE_INK),
			  quiet = rating_style(view, 32, 26, TEXT_REGULAR, ROLE_INK2);
	struct words_value value = {"n", STR(""), false}, until = {"time", STR(""), false};

	if (!answers || !answers->present)
		return;
	value.text = kit_number(list, (double)answers->integer, 0);
	until.text = kit_date(list, view, table->as_of_ms);
	loud.strong_color = view->theme->color[ROLE_ACCENT];
	loud.vertical = VERTICAL_BOTTOM;
	quiet.vertical = VERTICAL_TOP;
	rating_text(list, view, &loud, rect_cut_top(&box, box.height * 55 / 100),
		kit_words(list, view, "neighbours_rated", &value, 1));
	rating_text(list, view, &quiet, box, kit_words(list, view, "as_of", &until, 1));
}

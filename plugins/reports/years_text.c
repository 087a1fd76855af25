// years_text.c: several years as tables for people: the years, the units with those that fell most first, then what comes back every
// year.
#include <stdlib.h>

#include "plugins/reports/changes_cells.h"
#include "plugins/reports/page.h"
#include "plugins/reports/text_cells.h"
#include "plugins/reports/text_district.h"
#include "plugins/reports/years_report.h"

enum { BRIEF_UNITS = 20, BRIEF_ROWS = 15 };

static const zp_text none = { "", 0 };

typedef struct writer {
  zp_page page;
  const zp_years *all;
  size_t first;  // year shown
  bool brief;
} writer;

static zp_text word(writer *w, zp_word which)
{
  return zp_wording_word(&w->page.say, which);
}

static zp_text count(writer *w, size_t number)
{
  return zp_cell_count(&w->page.say, number);
}

static size_t shown_of(const writer *w, size_t all, size_t most)
{
  return w->brief && all > most ? most : all;
}

// ---- tables ------------------------------------------------------------------------------------------------------------------

typedef struct table {
  zp_grid grid;
  zp_text cells[ZP_GRID_COLUMNS];
  size_t filled;
} table;

static void head(table *t, zp_text heading, zp_align align)
{
  t->grid.columns[t->grid.column_count++] = (zp_grid_column){ heading, align };
}

/// A table that begins with these headings, and has a column for each year behind them.
static table begin(writer *w, const zp_page_head *heads, size_t heads_count, zp_align align)
{
  table t = { .grid = { .arena = w->page.say.arena, .width = w->page.width } };
  for (size_t i = 0; i < heads_count; i++) head(&t, word(w, heads[i].word), heads[i].align);
  for (size_t y = w->first; y < w->all->count; y++) head(&t, zp_wording_line(&w->page.say, w->all->years[y].label), align);
  return t;
}

#define BEGIN(w, heads, align) begin((w), (heads), sizeof(heads) / sizeof(heads)[0], (align))

static void put(table *t, zp_text cell)
{
  t->cells[t->filled++] = cell;
  if (t->filled < t->grid.column_count) return;
  zp_grid_row(&t->grid, t->cells);
  t->filled = 0;
}

/// The table under its title, and how many of its rows were left out; nothing when it has none.
static zp_status end(writer *w, table *t, zp_text title, size_t all, size_t shown)
{
  if (all == 0) return ZP_OK;
  zp_page_blank(&w->page);
  zp_page_line(&w->page, title);
  zp_status status = zp_grid_put(&t->grid, false, w->page.sink, w->page.err);
  if (all > shown) zp_page_line(&w->page, zp_wording_of(&w->page.say, ZP_W_CHANGES_MORE, count(w, all - shown), none, none));
  return status;
}

static zp_text titled(writer *w, zp_word title, size_t number)
{
  return zp_wording_of(&w->page.say, title, count(w, number), none, none);
}

static zp_text unit_name(writer *w, size_t unit)
{
  return zp_cell_name(&w->page.say, w->all->units[unit].name, w->all->units[unit].code);
}

// ---- the years -----------------------------------------------------------------------------------------------------------------

static bool other_packs(const zp_years *all)
{
  for (size_t y = 1; y < all->count; y++)
    if (!zp_text_equal(all->years[y].pack, all->years[0].pack) || !zp_text_equal(all->years[y].pack_version, all->years[0].pack_version))
      return true;
  return false;
}

static void put_heading(writer *w)
{
  const zp_years *all = w->all;
  const size_t *by = all->by_trend;
  zp_wording *say = &w->page.say;
  zp_page_ruled(&w->page, zp_wording_line(say, zp_wording_of(say, ZP_W_YEARS_HEADING, all->years[0].label, all->years[all->count - 1].label, none)), "=");
  zp_text rest = zp_wording_of(say, ZP_W_YEARS_TRENDS_REST, count(w, by[ZP_TREND_STEADY]), count(w, by[ZP_TREND_MIXED]), count(w, by[ZP_TREND_NONE]));
  zp_text counts = zp_wording_of(say, ZP_W_YEARS_TRENDS, count(w, by[ZP_TREND_FALLING]), count(w, by[ZP_TREND_RISING]), rest);
  zp_page_line(&w->page, zp_wording_of(say, ZP_W_YEARS_UNITS, count(w, all->unit_count), counts, none));
  if (other_packs(all)) zp_page_line(&w->page, word(w, ZP_W_YEARS_OTHER_PACKS));
  if (w->first != 0) zp_page_line(&w->page, zp_wording_of(say, ZP_W_YEARS_SHOWN, count(w, all->count - w->first), none, none));
}

static zp_status put_years(writer *w)
{
  static const zp_page_head heads[] = {
    { ZP_W_HEAD_YEAR, ZP_LEFT }, { ZP_W_HEAD_YEAR_PACK, ZP_LEFT }, { ZP_W_HEAD_UNITS, ZP_RIGHT }, { ZP_W_HEAD_POINTS, ZP_RIGHT },
    { ZP_W_HEAD_GRADE, ZP_LEFT }, { ZP_W_HEAD_YEAR_SCORED, ZP_RIGHT }, { ZP_W_HEAD_UNSCORED, ZP_RIGHT }, { ZP_W_CELL_FAULT, ZP_RIGHT },
  };
  zp_wording *say = &w->page.say;
  zp_grid grid = zp_page_grid(&w->page, heads, sizeof heads / sizeof heads[0]);
  for (size_t y = w->first; y < w->all->count; y++) {
    const zp_year *year = &w->all->years[y];
    bool known = year->has_district && year->total.known;
    const zp_text cells[] = {
      zp_wording_line(say, year->label), zp_wording_line(say, zp_wording_of(say, ZP_W_CHANGES_PACK, year->pack, year->pack_version, none)),
      count(w, year->units), known ? zp_cell_score(say, &year->total) : word(w, ZP_W_CELL_NOTHING),
      known ? zp_cell_grade(say, &year->total) : word(w, ZP_W_CELL_NOTHING), count(w, year->rows.scored), count(w, year->rows.unscored),
      count(w, year->rows.fault),
    };
    zp_grid_row(&grid, cells);
  }
  zp_page_blank(&w->page);
  return zp_grid_put(&grid, false, w->page.sink, w->page.err);
}

// ---- the units -----------------------------------------------------------------------------------------------------------------

/// "85.31 良 #3"; what has no total says why.
static zp_text unit_cell(writer *w, const zp_unit_year *year)
{
  zp_wording *say = &w->page.say;
  zp_text shown = word(w, zp_year_state_word(year->state));
  if (year->state == ZP_YEAR_KNOWN) {
    shown = zp_wording_fill(say, "{1} {2}", (const zp_text[3]){ zp_cell_score(say, &year->total), zp_cell_grade(say, &year->total), none });
    if (year->rank != 0) shown = zp_wording_fill(say, "{1} #{2}", (const zp_text[3]){ shown, count(w, year->rank), none });
  }
  return year->partly ? zp_wording_of(say, ZP_W_YEAR_PARTLY, shown, none, none) : shown;
}

/// What fell most first; what has no change last, in the order of units.
static int by_change(const void *a, const void *b)
{
  const zp_unit_years *left = *(const zp_unit_years *const *)a, *right = *(const zp_unit_years *const *)b;
  if (left->has_by != right->has_by) return left->has_by ? -1 : 1;
  if (left->by.e4 != right->by.e4) return left->by.e4 < right->by.e4 ? -1 : 1;
  return (left > right) - (left < right);
}

static zp_status put_units(writer *w)
{
  static const zp_page_head heads[] = { { ZP_W_HEAD_UNIT, ZP_WRAP } };
  const zp_years *all = w->all;
  const zp_unit_years **order = ZP_TAKE(w->page.say.arena, const zp_unit_years *, all->unit_count);
  if (order == NULL) return zp_fail_memory(w->page.err);
  for (size_t i = 0; i < all->unit_count; i++) order[i] = &all->units[i];
  if (all->unit_count > 1) qsort(order, all->unit_count, sizeof *order, by_change);
  table t = BEGIN(w, heads, ZP_LEFT);
  head(&t, word(w, ZP_W_HEAD_CHANGE), ZP_RIGHT);
  head(&t, word(w, ZP_W_HEAD_TREND), ZP_LEFT);
  size_t shown = shown_of(w, all->unit_count, BRIEF_UNITS);
  for (size_t i = 0; i < shown; i++) {
    put(&t, unit_name(w, (size_t)(order[i] - all->units)));
    for (size_t y = w->first; y < all->count; y++) put(&t, unit_cell(w, &order[i]->years[y]));
    put(&t, zp_changes_signed(&w->page.say, order[i]->has_by, order[i]->by));
    put(&t, word(w, zp_trend_word(order[i]->trend)));
  }
  return end(w, &t, titled(w, ZP_W_YEARS_TITLE_UNITS, all->unit_count), all->unit_count, shown);
}

static zp_status put_repeats(writer *w)
{
  static const zp_page_head heads[] = { { ZP_W_HEAD_UNIT, ZP_WRAP }, { ZP_W_HEAD_CODE, ZP_LEFT }, { ZP_W_HEAD_FINDING, ZP_WRAP } };
  const zp_years *all = w->all;
  table t = BEGIN(w, heads, ZP_RIGHT);
  size_t shown = shown_of(w, all->repeat_count, BRIEF_ROWS);
  for (size_t i = 0; i < shown; i++) {
    const zp_repeat *repeat = &all->repeats[i];
    put(&t, unit_name(w, repeat->unit));
    put(&t, zp_text_from(zp_status_code(repeat->code)));
    put(&t, zp_wording_line(&w->page.say, zp_problem_sentence(&w->page.say, repeat->code)));
    for (size_t y = w->first; y < all->count; y++)
      put(&t, repeat->counts[y] == 0 ? word(w, ZP_W_CELL_NOTHING) : count(w, repeat->counts[y]));
  }
  return end(w, &t, titled(w, ZP_W_YEARS_TITLE_REPEATS, all->repeat_count), all->repeat_count, shown);
}

// ---- the indicators ------------------------------------------------------------------------------------------------------------

static zp_text written(writer *w, zp_text text)
{
  return text.len == 0 ? word(w, ZP_W_CELL_NOTHING) : zp_wording_line(&w->page.say, text);
}

static zp_text outcome_cell(writer *w, const zp_row_year *year)
{
  if (year->outcome != ZP_SCORED) return word(w, year->outcome == ZP_FAULT ? ZP_W_CELL_FAULT : ZP_W_CELL_UNSCORED);
  return zp_wording_fill(&w->page.say, "{1}/{2}", (const zp_text[3]){ zp_cell_points(&w->page.say, year->points),
                                                                     zp_cell_points(&w->page.say, year->weight), none });
}

/// A year of an indicator as its sign asks for it.
static zp_text row_cell(writer *w, zp_sign sign, const zp_row_year *year)
{
  if (!year->there) return word(w, ZP_W_CELL_NOTHING);
  switch (sign) {
    case ZP_SIGN_LOW: return zp_wording_of(&w->page.say, ZP_W_YEARS_OF_TARGET, written(w, year->actual), written(w, year->target), none);
    case ZP_SIGN_COPIED: return written(w, year->actual);
    default: return outcome_cell(w, year);
  }
}

static zp_text row_name(writer *w, const zp_row_sign *row)
{
  if (row->execution && row->name.len == 0) return word(w, ZP_W_CELL_EXECUTION);
  return zp_cell_name(&w->page.say, row->name, none);
}

static zp_text last_target(const zp_row_sign *row, size_t years)
{
  for (size_t y = years; y-- > 0;)
    if (row->each[y].there) return row->each[y].target;
  return none;
}

static zp_status put_signs(writer *w, zp_sign sign, zp_word title)
{
  static const zp_page_head heads[] = { { ZP_W_HEAD_UNIT, ZP_WRAP }, { ZP_W_HEAD_PROJECT, ZP_WRAP }, { ZP_W_HEAD_INDICATOR, ZP_WRAP } };
  const zp_row_signs *list = &w->all->signs[sign];
  size_t shown = shown_of(w, list->count, BRIEF_ROWS);
  table t = BEGIN(w, heads, sign == ZP_SIGN_LOST ? ZP_RIGHT : ZP_LEFT);
  if (sign == ZP_SIGN_LOST) head(&t, word(w, ZP_W_HEAD_LOST), ZP_RIGHT);
  if (sign == ZP_SIGN_COPIED) head(&t, word(w, ZP_W_HEAD_TARGET), ZP_WRAP);
  for (size_t i = 0; i < shown; i++) {
    const zp_row_sign *row = &list->items[i];
    put(&t, unit_name(w, row->unit));
    put(&t, zp_cell_name(&w->page.say, row->project, none));
    put(&t, row_name(w, row));
    for (size_t y = w->first; y < w->all->count; y++) put(&t, row_cell(w, sign, &row->each[y]));
    if (sign == ZP_SIGN_LOST) put(&t, zp_cell_points(&w->page.say, row->lost));
    if (sign == ZP_SIGN_COPIED) put(&t, written(w, last_target(row, w->all->count)));
  }
  return end(w, &t, titled(w, title, list->count), list->count, shown);
}

static zp_status put_copied(writer *w)
{
  static const zp_page_head heads[] = { { ZP_W_HEAD_UNIT, ZP_WRAP }, { ZP_W_HEAD_PROJECT, ZP_WRAP }, { ZP_W_HEAD_COPIED, ZP_RIGHT },
                                        { ZP_W_HEAD_ADAPTABLE, ZP_RIGHT } };
  const zp_copied_projects *list = &w->all->copied;
  size_t shown = shown_of(w, list->count, BRIEF_ROWS);
  table t = { .grid = zp_page_grid(&w->page, heads, sizeof heads / sizeof heads[0]) };
  for (size_t i = 0; i < shown; i++) {
    put(&t, unit_name(w, list->items[i].unit));
    put(&t, zp_cell_name(&w->page.say, list->items[i].project, none));
    put(&t, count(w, list->items[i].copied));
    put(&t, count(w, list->items[i].of));
  }
  return end(w, &t, titled(w, ZP_W_YEARS_TITLE_COPIED, list->count), list->count, shown);
}

static zp_status put_rows(writer *w)
{
  static const struct { zp_sign sign; zp_word title; } tables[] = {
    { ZP_SIGN_LOST, ZP_W_YEARS_TITLE_LOST }, { ZP_SIGN_UNSCORED, ZP_W_YEARS_TITLE_UNSCORED }, { ZP_SIGN_LOW, ZP_W_YEARS_TITLE_LOW },
  };
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
    if (put_signs(w, tables[i].sign, tables[i].title) != ZP_OK) return w->page.err->status;
  if (put_copied(w) != ZP_OK) return w->page.err->status;
  return put_signs(w, ZP_SIGN_COPIED, ZP_W_YEARS_TITLE_COPIED_ROWS);
}

zp_status zp_years_text(const zp_years *all, const zp_report_options *options, zp_sink *sink, zp_error *err)
{
  zp_error own = { 0 };
  writer w = { .page = { { sink->arena, options->lang, false }, options->width, sink, err != NULL ? err : &own }, .all = all,
               .first = all->count > ZP_YEARS_SHOWN ? all->count - ZP_YEARS_SHOWN : 0, .brief = options->brief };
  put_heading(&w);
  zp_status status = put_years(&w);
  if (status == ZP_OK) status = put_units(&w);
  if (status == ZP_OK) status = put_repeats(&w);
  if (status == ZP_OK) status = put_rows(&w);
  if (status != ZP_OK) return status;
  return w.page.say.failed || sink->failed ? zp_fail_memory(err) : ZP_OK;
}

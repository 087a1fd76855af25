// audit_text.c: the audit as tables for people, most points at stake first.
#include "plugins/reports/audit.h"
#include "plugins/reports/changes_cells.h"
#include "plugins/reports/page.h"
#include "plugins/reports/text_cells.h"

enum { BRIEF = 20 };

static const zp_text none = { "", 0 };

typedef struct writer {
  zp_page page;
  const zp_audit *audit;
  bool brief;
} writer;

static zp_text count(writer *w, size_t number)
{
  return zp_cell_count(&w->page.say, number);
}

static zp_text points(writer *w, zp_dec number)
{
  return zp_cell_points(&w->page.say, number);
}

static size_t shown_of(const writer *w, size_t all)
{
  return w->brief && all > BRIEF ? BRIEF : all;
}

static zp_text unit_name(writer *w, size_t unit)
{
  const zp_unit_result *u = &w->audit->result->units[unit];
  return zp_cell_name(&w->page.say, u->name, u->code);
}

static zp_status put_table(writer *w, zp_grid *grid, zp_word title, size_t all, size_t shown)
{
  if (all == 0) return ZP_OK;
  zp_page_blank(&w->page);
  zp_page_line(&w->page, zp_wording_of(&w->page.say, title, count(w, all), none, none));
  zp_status status = zp_grid_put(grid, false, w->page.sink, w->page.err);
  if (all > shown) zp_page_line(&w->page, zp_wording_of(&w->page.say, ZP_W_CHANGES_MORE, count(w, all - shown), none, none));
  return status;
}

static zp_text difference(writer *w, const zp_audit_sum *sum)
{
  zp_dec by;
  bool known = sum->compared != 0 && zp_dec_sub(sum->declared, sum->computed, &by, NULL) == ZP_OK;
  return zp_changes_signed(&w->page.say, known, known ? by : (zp_dec){ 0 });
}

// ---- what it comes to ----------------------------------------------------------------------------------------------------------

static void put_heading(writer *w)
{
  const zp_audit_sum *all = &w->audit->all;
  const zp_result *result = w->audit->result;
  zp_wording *say = &w->page.say;
  zp_page_ruled(&w->page, zp_wording_line(say, zp_wording_of(say, ZP_W_AUDIT_HEADING, result->pack, result->pack_version, none)), "=");
  zp_page_line(&w->page, zp_wording_of(say, ZP_W_AUDIT_ROWS, count(w, result->unit_count), count(w, all->rows), count(w, all->compared)));
  zp_page_line(&w->page, zp_wording_of(say, ZP_W_AUDIT_POINTS, points(w, all->declared), points(w, all->computed), difference(w, all)));
  zp_page_line(&w->page, zp_wording_of(say, ZP_W_AUDIT_AGREE, count(w, all->agree), count(w, all->by_doubt[ZP_DOUBT_DIFFERS]), points(w, all->stake)));
  zp_page_line(&w->page, zp_wording_of(say, ZP_W_AUDIT_DOUBTS, count(w, all->by_doubt[ZP_DOUBT_NO_BASIS]), count(w, all->by_doubt[ZP_DOUBT_UNEXPLAINED]),
                                       count(w, all->by_doubt[ZP_DOUBT_MISSED])));
  zp_page_line(&w->page, zp_wording_of(say, ZP_W_AUDIT_TOTALS, count(w, all->by_doubt[ZP_DOUBT_OVER]), count(w, all->totals), none));
}

// ---- units and projects ----------------------------------------------------------------------------------------------------------

#define SUM_HEADS                                                                                                               \
  { ZP_W_HEAD_AUDIT_COMPARED, ZP_RIGHT }, { ZP_W_HEAD_DECLARED, ZP_RIGHT }, { ZP_W_HEAD_AUDIT_COMPUTED, ZP_RIGHT },             \
  { ZP_W_HEAD_DIFFERENCE, ZP_RIGHT }, { ZP_W_HEAD_AUDIT_DOUBTS, ZP_RIGHT }, { ZP_W_HEAD_AUDIT_TOTALS, ZP_RIGHT },               \
  { ZP_W_HEAD_AUDIT_STAKE, ZP_RIGHT }
enum { SUM_CELLS = 7 };

static void fill_sum(writer *w, const zp_audit_sum *sum, zp_text *cells)
{
  bool any = sum->compared != 0;
  zp_text nothing = zp_wording_word(&w->page.say, ZP_W_CELL_NOTHING);
  const zp_text own[SUM_CELLS] = { count(w, sum->compared), any ? points(w, sum->declared) : nothing, any ? points(w, sum->computed) : nothing,
                                   difference(w, sum), count(w, sum->rows - sum->agree), count(w, sum->totals), points(w, sum->stake) };
  for (size_t i = 0; i < SUM_CELLS; i++) cells[i] = own[i];
}

static zp_status put_units(writer *w)
{
  static const zp_page_head heads[] = { { ZP_W_HEAD_UNIT, ZP_WRAP }, SUM_HEADS };
  zp_grid grid = zp_page_grid(&w->page, heads, sizeof heads / sizeof heads[0]);
  size_t shown = shown_of(w, w->audit->unit_count);
  for (size_t i = 0; i < shown; i++) {
    zp_text cells[1 + SUM_CELLS] = { unit_name(w, w->audit->units[i].unit) };
    fill_sum(w, &w->audit->units[i], cells + 1);
    zp_grid_row(&grid, cells);
  }
  return put_table(w, &grid, ZP_W_AUDIT_TITLE_UNITS, w->audit->unit_count, shown);
}

static zp_status put_projects(writer *w)
{
  static const zp_page_head heads[] = { { ZP_W_HEAD_UNIT, ZP_WRAP }, { ZP_W_HEAD_PROJECT, ZP_WRAP }, SUM_HEADS };
  zp_grid grid = zp_page_grid(&w->page, heads, sizeof heads / sizeof heads[0]);
  size_t shown = shown_of(w, w->audit->project_count);
  for (size_t i = 0; i < shown; i++) {
    const zp_audit_sum *sum = &w->audit->projects[i];
    zp_text cells[2 + SUM_CELLS] = { unit_name(w, sum->unit), zp_cell_project(&w->page.say, &w->audit->result->units[sum->unit], sum->project) };
    fill_sum(w, sum, cells + 2);
    zp_grid_row(&grid, cells);
  }
  return put_table(w, &grid, ZP_W_AUDIT_TITLE_PROJECTS, w->audit->project_count, shown);
}

// ---- rows ------------------------------------------------------------------------------------------------------------------------

static zp_text doubts(writer *w, unsigned set)
{
  zp_text all = none;
  for (int d = 0; d < ZP_DOUBTS; d++) {
    if ((set >> d & 1) == 0) continue;
    zp_text one = zp_wording_word(&w->page.say, zp_doubt_word((zp_doubt)d));
    all = all.len == 0 ? one : zp_wording_of(&w->page.say, ZP_W_CELL_JOINED, all, one, none);
  }
  return zp_wording_line(&w->page.say, all);
}

static zp_status put_rows(writer *w)
{
  static const zp_page_head heads[] = {
    { ZP_W_HEAD_UNIT, ZP_WRAP },      { ZP_W_HEAD_PROJECT, ZP_WRAP },         { ZP_W_HEAD_INDICATOR, ZP_WRAP },   { ZP_W_HEAD_WEIGHT, ZP_RIGHT },
    { ZP_W_HEAD_DECLARED, ZP_RIGHT }, { ZP_W_HEAD_AUDIT_COMPUTED, ZP_RIGHT }, { ZP_W_HEAD_DIFFERENCE, ZP_RIGHT }, { ZP_W_HEAD_AUDIT_STAKE, ZP_RIGHT },
    { ZP_W_HEAD_AUDIT_WHY, ZP_WRAP },
  };
  zp_wording *say = &w->page.say;
  zp_grid grid = zp_page_grid(&w->page, heads, sizeof heads / sizeof heads[0]);
  size_t shown = shown_of(w, w->audit->row_count);
  for (size_t i = 0; i < shown; i++) {
    const zp_audit_row *one = &w->audit->rows[i];
    zp_dec by;
    bool known = one->row->outcome == ZP_SCORED && zp_dec_sub(one->row->declared, one->row->points, &by, NULL) == ZP_OK;
    const zp_text cells[] = {
      unit_name(w, one->unit), zp_cell_project(say, &w->audit->result->units[one->unit], one->project), zp_cell_indicator(say, one->row),
      points(w, one->row->weight), zp_cell_declared(say, one->row), zp_cell_outcome(say, one->row),
      zp_changes_signed(say, known, known ? by : (zp_dec){ 0 }), points(w, one->stake), doubts(w, one->doubts),
    };
    zp_grid_row(&grid, cells);
  }
  return put_table(w, &grid, ZP_W_AUDIT_TITLE_ROWS, w->audit->row_count, shown);
}

zp_status zp_audit_text(const zp_audit *audit, const zp_report_options *options, zp_sink *sink, zp_error *err)
{
  zp_error own = { 0 };
  writer w = { { { sink->arena, options->lang, false }, options->width, sink, err != NULL ? err : &own }, audit, options->brief };
  put_heading(&w);
  zp_status status = put_units(&w);
  if (status == ZP_OK) status = put_projects(&w);
  if (status == ZP_OK) status = put_rows(&w);
  if (status != ZP_OK) return status;
  return w.page.say.failed || sink->failed ? zp_fail_memory(err) : ZP_OK;
}

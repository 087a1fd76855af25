// changes_text.c: what changed between two results as tables for people: from the whole to the
// indicator, most moved first.
#include "plugins/reports/changes_cells.h"
#include "plugins/reports/changes_report.h"
#include "plugins/reports/page.h"
#include "plugins/reports/text_cells.h"

enum { BRIEF_UNITS = 20, BRIEF_DETAILS = 5, BRIEF_ROWS = 8, BRIEF_OTHERS = 10, DIGEST_SHOWN = 12 };

static const zp_text none = { "", 0 };

typedef struct writer {
  zp_page page;
  const zp_changes *changes;
  bool brief;
} writer;

static zp_text count(writer *w, size_t number)
{
  return zp_cell_count(&w->page.say, number);
}

static zp_text word(writer *w, zp_word which)
{
  return zp_wording_word(&w->page.say, which);
}

static size_t shown_of(const writer *w, size_t all, size_t most)
{
  return w->brief && all > most ? most : all;
}

/// A blank line and what the table below is about.
static void put_title(writer *w, zp_word title)
{
  zp_page_blank(&w->page);
  zp_page_line(&w->page, word(w, title));
}

/// The table, and how many of its rows were left out.
static zp_status put_table(writer *w, zp_grid *grid, size_t all, size_t shown)
{
  zp_status status = zp_grid_put(grid, false, w->page.sink, w->page.err);
  if (all > shown)
    zp_page_line(&w->page,
                 zp_wording_of(&w->page.say, ZP_W_CHANGES_MORE, count(w, all - shown), none, none));
  return status;
}

#define GRID(w, heads) zp_page_grid(&(w)->page, (heads), sizeof(heads) / sizeof(heads)[0])

// ---- the whole ----------------------------------------------------------------------------------

static zp_text pack_of(writer *w, const zp_result *result)
{
  return zp_wording_of(&w->page.say, ZP_W_CHANGES_PACK, result->pack, result->pack_version, none);
}

static void put_heading(writer *w, bool supposed)
{
  zp_wording *say = &w->page.say;
  zp_text before = pack_of(w, w->changes->before), after = pack_of(w, w->changes->after);
  zp_word heading = supposed ? ZP_W_CHANGES_SUPPOSED : ZP_W_CHANGES_HEADING;
  zp_page_ruled(&w->page, zp_wording_line(say, zp_wording_of(say, heading, before, after, none)),
                "=");
}

static void put_inputs_line(writer *w)
{
  const zp_changes *c = w->changes;
  size_t came = 0, went = 0;
  for (size_t i = 0; i < c->input_count; i++) {
    came += c->inputs[i].before.len == 0;
    went += c->inputs[i].after.len == 0;
  }
  if (c->input_count == 0) return;
  zp_page_line(&w->page, zp_wording_of(&w->page.say, ZP_W_CHANGES_FILES, count(w, came),
                                       count(w, went), count(w, c->input_count - came - went)));
}

static void put_sums(writer *w, bool supposed)
{
  const zp_changes *c = w->changes;
  zp_wording *say = &w->page.say;
  if (c->equal) {
    zp_page_line(&w->page, zp_wording_of(say, ZP_W_CHANGES_EQUAL, count(w, c->both), none, none));
    return;
  }
  zp_page_line(&w->page, zp_wording_of(say, ZP_W_CHANGES_GRADES, count(w, c->both),
                                       count(w, c->regraded), count(w, c->moved)));
  if (c->came + c->went != 0)
    zp_page_line(&w->page,
                 zp_wording_of(say, ZP_W_CHANGES_CAME, count(w, c->came), count(w, c->went), none));
  put_inputs_line(w);
  if (supposed) return; // names and digests of packs: they differ because they were meant to
  zp_page_line(&w->page, zp_wording_of(say, ZP_W_CHANGES_OTHERS, count(w, c->figures), none, none));
}

static zp_status put_facts(writer *w)
{
  static const zp_page_head heads[] = { { ZP_W_HEAD_WHAT, ZP_LEFT },
                                        { ZP_W_HEAD_BEFORE, ZP_WRAP },
                                        { ZP_W_HEAD_AFTER, ZP_WRAP } };
  const zp_changes *c = w->changes;
  if (c->fact_count == 0) return ZP_OK;
  zp_grid grid = GRID(w, heads);
  for (size_t i = 0; i < c->fact_count; i++) {
    const zp_fact_change *fact = &c->facts[i];
    bool digest =
        fact->word == ZP_W_FACT_CHANGED_PACK_DIGEST || fact->word == ZP_W_FACT_CHANGED_ROSTER;
    zp_text before = zp_text_slice(fact->before, 0, digest ? DIGEST_SHOWN : fact->before.len);
    zp_text after = zp_text_slice(fact->after, 0, digest ? DIGEST_SHOWN : fact->after.len);
    const zp_text cells[] = {
      word(w, fact->word),
      before.len != 0 ? zp_wording_line(&w->page.say, before) : word(w, ZP_W_CELL_NOTHING),
      after.len != 0 ? zp_wording_line(&w->page.say, after) : word(w, ZP_W_CELL_NOTHING),
    };
    zp_grid_row(&grid, cells);
  }
  put_title(w, ZP_W_CHANGES_FACTS);
  return put_table(w, &grid, 0, 0);
}

static zp_status put_inputs(writer *w)
{
  static const zp_page_head heads[] = { { ZP_W_HEAD_FILE, ZP_WRAP },
                                        { ZP_W_HEAD_CHANGE, ZP_LEFT } };
  const zp_changes *c = w->changes;
  size_t shown = shown_of(w, c->input_count, BRIEF_OTHERS);
  if (shown == 0) return ZP_OK;
  zp_grid grid = GRID(w, heads);
  for (size_t i = 0; i < shown; i++) {
    const zp_input_change *input = &c->inputs[i];
    zp_word state = input->before.len == 0  ? ZP_W_CHANGES_STATE_CAME
                    : input->after.len == 0 ? ZP_W_CHANGES_STATE_WENT
                                            : ZP_W_CHANGES_STATE_CHANGED;
    const zp_text cells[] = { zp_wording_line(&w->page.say, input->name), word(w, state) };
    zp_grid_row(&grid, cells);
  }
  put_title(w, ZP_W_CHANGES_INPUTS);
  return put_table(w, &grid, c->input_count, shown);
}

static zp_text rule_name(writer *w, zp_text id, zp_text title)
{
  bool titled = w->page.say.lang == ZP_LANG_ZH && title.len != 0;
  return zp_wording_line(&w->page.say, titled ? title : id);
}

static zp_status put_rules(writer *w)
{
  static const zp_page_head heads[] = { { ZP_W_HEAD_RULE, ZP_LEFT },
                                        { ZP_W_HEAD_CHANGE, ZP_LEFT },
                                        { ZP_W_HEAD_BEFORE, ZP_WRAP },
                                        { ZP_W_HEAD_AFTER, ZP_WRAP } };
  const zp_changes *c = w->changes;
  if (c->rule_count == 0) return ZP_OK;
  zp_grid grid = GRID(w, heads);
  for (size_t i = 0; i < c->rule_count; i++) {
    const zp_rule_result *before = c->rules[i].before, *after = c->rules[i].after,
                         *one = after != NULL ? after : before;
    zp_word state = before == NULL  ? ZP_W_CHANGES_STATE_CAME
                    : after == NULL ? ZP_W_CHANGES_STATE_WENT
                                    : ZP_W_CAUSE_PARAMS;
    const zp_text cells[] = { rule_name(w, one->id, one->title), word(w, state),
                              zp_changes_params(&w->page.say, before),
                              zp_changes_params(&w->page.say, after) };
    zp_grid_row(&grid, cells);
  }
  put_title(w, ZP_W_CHANGES_RULES);
  return put_table(w, &grid, 0, 0);
}

// ---- grades and what causes them ----------------------------------------------------------------

static zp_status put_grades(writer *w)
{
  static const zp_page_head heads[] = { { ZP_W_HEAD_GRADE_BEFORE, ZP_LEFT },
                                        { ZP_W_HEAD_GRADE_AFTER, ZP_LEFT },
                                        { ZP_W_HEAD_UNITS, ZP_RIGHT } };
  const zp_changes *c = w->changes;
  size_t shown = shown_of(w, c->grade_count, BRIEF_UNITS);
  if (shown == 0) return ZP_OK;
  zp_grid grid = GRID(w, heads);
  for (size_t i = 0; i < shown; i++) {
    const zp_text cells[] = { zp_cell_grade(&w->page.say, c->grades[i].before),
                              zp_cell_grade(&w->page.say, c->grades[i].after),
                              count(w, c->grades[i].units) };
    zp_grid_row(&grid, cells);
  }
  put_title(w, ZP_W_CHANGES_TRANSITIONS);
  return put_table(w, &grid, c->grade_count, shown);
}

static zp_status put_culprits(writer *w)
{
  static const zp_page_head heads[] = {
    { ZP_W_HEAD_RULE, ZP_LEFT },  { ZP_W_HEAD_GAINED, ZP_RIGHT }, { ZP_W_HEAD_LOST, ZP_RIGHT },
    { ZP_W_HEAD_ROWS, ZP_RIGHT }, { ZP_W_HEAD_UNITS, ZP_RIGHT },  { ZP_W_HEAD_REGRADED, ZP_RIGHT },
  };
  const zp_changes *c = w->changes;
  size_t shown = shown_of(w, c->culprit_count, BRIEF_OTHERS);
  if (shown == 0) return ZP_OK;
  zp_grid grid = GRID(w, heads);
  for (size_t i = 0; i < shown; i++) {
    const zp_culprit *one = &c->culprits[i];
    const zp_text cells[] = {
      rule_name(w, one->rule, one->title),
      zp_cell_points(&w->page.say, one->gained),
      zp_cell_points(&w->page.say, one->lost),
      count(w, one->rows),
      count(w, one->units),
      count(w, one->regraded),
    };
    zp_grid_row(&grid, cells);
  }
  put_title(w, ZP_W_CHANGES_CULPRITS);
  return put_table(w, &grid, c->culprit_count, shown);
}

// ---- units --------------------------------------------------------------------------------------

/// Units that both have stand first in the list; those that came or went are the rest.
static size_t pairs_of(const zp_changes *c)
{
  return c->unit_count - c->came - c->went;
}

static zp_status put_units(writer *w)
{
  static const zp_page_head heads[] = {
    { ZP_W_HEAD_UNIT, ZP_WRAP },         { ZP_W_HEAD_BEFORE, ZP_RIGHT },
    { ZP_W_HEAD_AFTER, ZP_RIGHT },       { ZP_W_HEAD_CHANGE, ZP_RIGHT },
    { ZP_W_HEAD_GRADE_BEFORE, ZP_LEFT }, { ZP_W_HEAD_GRADE_AFTER, ZP_LEFT },
    { ZP_W_HEAD_WHY, ZP_WRAP },
  };
  const zp_changes *c = w->changes;
  size_t all = pairs_of(c), shown = shown_of(w, all, BRIEF_UNITS);
  if (shown == 0) return ZP_OK;
  zp_wording *say = &w->page.say;
  zp_grid grid = GRID(w, heads);
  for (size_t i = 0; i < shown; i++) {
    const zp_unit_change *unit = &c->units[i];
    const zp_total *a = &unit->before->total, *b = &unit->after->total;
    const zp_text cells[] = {
      zp_changes_unit(say, unit),     zp_cell_score(say, a),
      zp_cell_score(say, b),          zp_changes_signed(say, unit->known, unit->by),
      zp_cell_grade(say, a),          zp_cell_grade(say, b),
      zp_changes_unit_why(say, unit),
    };
    zp_grid_row(&grid, cells);
  }
  put_title(w, ZP_W_CHANGES_UNITS);
  return put_table(w, &grid, all, shown);
}

/// Units of one side only.
static zp_status put_single(writer *w, bool came)
{
  static const zp_page_head heads[] = { { ZP_W_HEAD_UNIT, ZP_WRAP },
                                        { ZP_W_HEAD_POINTS, ZP_RIGHT },
                                        { ZP_W_HEAD_GRADE, ZP_LEFT } };
  const zp_changes *c = w->changes;
  size_t all = came ? c->came : c->went, shown = shown_of(w, all, BRIEF_OTHERS), put = 0;
  if (all == 0) return ZP_OK;
  zp_grid grid = GRID(w, heads);
  for (size_t i = pairs_of(c); i < c->unit_count && put < shown; i++) {
    const zp_unit_change *unit = &c->units[i];
    if ((unit->before == NULL) != came) continue;
    const zp_total *total = came ? &unit->after->total : &unit->before->total;
    const zp_text cells[] = { zp_changes_unit(&w->page.say, unit),
                              zp_cell_score(&w->page.say, total),
                              zp_cell_grade(&w->page.say, total) };
    zp_grid_row(&grid, cells);
    put++;
  }
  put_title(w, came ? ZP_W_CHANGES_COME : ZP_W_CHANGES_GONE);
  return put_table(w, &grid, all, shown);
}

// ---- the indicators of a unit -------------------------------------------------------------------

static zp_text project_of(writer *w, const zp_row_change *row)
{
  const zp_project_result *project =
      row->project_after != NULL ? row->project_after : row->project_before;
  return row->pooled ? word(w, ZP_W_POOLED)
                     : zp_cell_name(&w->page.say, project->name, project->code);
}

static void put_row(writer *w, zp_grid *grid, const zp_row_change *row)
{
  zp_wording *say = &w->page.say;
  const zp_row_result *one = row->after != NULL ? row->after : row->before;
  const zp_text cells[] = {
    project_of(w, row),
    zp_cell_indicator(say, one),
    row->before == NULL ? word(w, ZP_W_CELL_NOTHING) : zp_cell_outcome(say, row->before),
    row->after == NULL ? word(w, ZP_W_CELL_NOTHING) : zp_cell_outcome(say, row->after),
    zp_changes_signed(say, row->known, row->by),
    zp_changes_row_why(say, row),
  };
  zp_grid_row(grid, cells);
}

static zp_status put_rows(writer *w, const zp_unit_change *unit)
{
  static const zp_page_head heads[] = {
    { ZP_W_HEAD_PROJECT, ZP_WRAP }, { ZP_W_HEAD_INDICATOR, ZP_WRAP },
    { ZP_W_HEAD_BEFORE, ZP_RIGHT }, { ZP_W_HEAD_AFTER, ZP_RIGHT },
    { ZP_W_HEAD_CHANGE, ZP_RIGHT }, { ZP_W_HEAD_WHY, ZP_WRAP },
  };
  size_t all = w->brief ? unit->rows_moved : unit->row_count, shown = shown_of(w, all, BRIEF_ROWS);
  zp_status status = ZP_OK;
  if (shown != 0) {
    zp_grid grid = GRID(w, heads);
    for (size_t i = 0; i < shown; i++) put_row(w, &grid, &unit->rows[i]);
    status = put_table(w, &grid, all, shown);
  }
  if (unit->row_count > all)
    zp_page_line(&w->page, zp_wording_of(&w->page.say, ZP_W_CHANGES_SILENT,
                                         count(w, unit->row_count - all), none, none));
  return status;
}

static void put_adjustments(writer *w, const zp_unit_change *unit)
{
  zp_wording *say = &w->page.say;
  for (size_t i = 0; i < unit->adjustment_count; i++) {
    zp_text before = zp_changes_adjustment(say, unit->adjustments[i].before);
    zp_text after = zp_changes_adjustment(say, unit->adjustments[i].after);
    zp_page_line(&w->page, zp_wording_of(say, ZP_W_CHANGES_SPAN, before, after, none));
  }
}

/// In an arena of its own: thousands of units are told with --all.
static zp_status put_detail(writer *w, const zp_unit_change *unit)
{
  writer own = *w;
  own.page.say.arena = zp_arena_beside(w->page.say.arena);
  if (own.page.say.arena == NULL) return zp_fail_memory(w->page.err);
  zp_wording *say = &own.page.say;
  zp_page_blank(&own.page);
  zp_text score = zp_changes_span(say, zp_cell_score(say, &unit->before->total),
                                  zp_cell_score(say, &unit->after->total));
  zp_text title = zp_wording_of(say, ZP_W_CHANGES_TITLED, zp_changes_unit(say, unit), score, none);
  zp_page_ruled(&own.page, zp_wording_line(say, title), "-");
  zp_status status = put_rows(&own, unit);
  put_adjustments(&own, unit);
  w->page.say.failed = w->page.say.failed || say->failed;
  zp_arena_free(say->arena);
  return status;
}

static zp_status put_details(writer *w)
{
  const zp_changes *c = w->changes;
  size_t shown = shown_of(w, pairs_of(c), BRIEF_DETAILS);
  zp_status status = ZP_OK;
  for (size_t i = 0; i < shown && status == ZP_OK; i++)
    if (c->units[i].row_count + c->units[i].adjustment_count != 0)
      status = put_detail(w, &c->units[i]);
  return status;
}

zp_status zp_changes_text(const zp_changes *changes, bool supposed,
                          const zp_report_options *options, zp_sink *sink, zp_error *err)
{
  zp_error own = { 0 };
  writer w = { .page = { .say = { .arena = sink->arena, .lang = options->lang },
                         .width = options->width,
                         .sink = sink,
                         .err = err != NULL ? err : &own },
               .changes = changes,
               .brief = options->brief };
  put_heading(&w, supposed);
  put_sums(&w, supposed);
  zp_status status = put_facts(&w);
  if (status == ZP_OK) status = put_inputs(&w);
  if (status == ZP_OK) status = put_rules(&w);
  if (status == ZP_OK) status = put_grades(&w);
  if (status == ZP_OK) status = put_culprits(&w);
  if (status == ZP_OK) status = put_units(&w);
  if (status == ZP_OK) status = put_single(&w, true);
  if (status == ZP_OK) status = put_single(&w, false);
  if (status == ZP_OK) status = put_details(&w);
  return status == ZP_OK && (w.page.say.failed || sink->failed) ? zp_fail_memory(w.page.err)
                                                                : status;
}

// review_goals.c: goals as a reviewer reads them: is there an indicator for every group, can each target be measured, is it well
// written.
#include "form/cell_list.h"
#include "form/name_index.h"
#include "form/signs.h"
#include "pipeline/review_parts.h"

static const zp_text none = { NULL, 0 };


// ---- groups --------------------------------------------------------------------------------------------------------

/// The blank row that was meant for a group: its level-1 name holds the group's or a synonym of it.
static const zp_indicator *blank_of_group(const zp_reviewer *r, const zp_group *group)
{
  const zp_project *project = r->project->project;
  for (size_t i = 0; i < project->blank_count; i++) {
    zp_text name = project->blanks[i].level1->text;
    if (zp_text_contains(name, group->name)) return &project->blanks[i];
    for (size_t s = 0; s < group->synonyms.count; s++)
      if (zp_text_equal(zp_text_trim(name), group->synonyms.items[s])) return &project->blanks[i];
  }
  return NULL;
}

static bool has_row(const zp_reviewer *r, size_t group)
{
  for (size_t i = 1; i < r->project->row_count; i++)
    if (r->project->rows[i].group == group) return true;
  return false;
}

static bool is_required(const zp_reviewer *r, zp_text id)
{
  const zp_words *required = &r->policy->review.required;
  for (size_t i = 0; i < required->count; i++)
    if (zp_text_equal(required->items[i], id)) return true;
  return false;
}

/// A group of which nothing is written; one that is not required only where the form has rows for it. Rows of a level-1 name that
/// the pack does not know (E215) may be of any group.
static void review_groups(const zp_reviewer *r)
{
  bool unknown = has_row(r, SIZE_MAX);
  for (size_t g = 0; g < r->policy->group_count; g++) {
    const zp_group *group = &r->policy->groups[g];
    const zp_indicator *blank = blank_of_group(r, group);
    if (has_row(r, g) || (blank == NULL && (unknown || !is_required(r, group->id)))) continue;
    const zp_cell *name = &r->project->project->name;
    zp_review_say(r, ZP_E_GROUP_EMPTY, blank == NULL ? name : blank->level1, blank == NULL ? name : blank->level2,
                  (const zp_text[3]){ group->name, none, none });
  }
}

static bool names_indicator(const zp_project *project, zp_text level1)
{
  for (size_t i = 0; i < project->indicator_count; i++)
    if (zp_text_equal(project->indicators[i].level1->text, level1)) return true;
  return false;
}

/// Blank rows of a group that has other indicators: one remark for each run of them.
static zp_status review_blanks(const zp_reviewer *r)
{
  enum { RUNS_MOST = 64, NAMES_MOST = 8 };  // no form has more groups, nor a group more rows, that would be read
  const zp_project *project = r->project->project;
  for (size_t i = 0, end = 0, runs = 0; i < project->blank_count && runs < RUNS_MOST; i = end, runs++) {
    const zp_indicator *first = &project->blanks[i];
    zp_text names = first->level2->text;
    for (end = i + 1; end < project->blank_count; end++) {
      const zp_indicator *next = &project->blanks[end];
      if (!zp_text_equal(next->level1->text, first->level1->text)) break;
      if (end - i >= NAMES_MOST) continue;
      names = zp_text_format(r->arena, "%.*s / %.*s", ZP_ARG(names), ZP_ARG(next->level2->text));
      if (names.ptr == NULL) return zp_fail_memory(r->err);
    }
    if (zp_text_blank(names) || !names_indicator(project, first->level1->text)) continue;
    zp_review_say(r, ZP_E_SUBGROUP_EMPTY, first->level2, first->level1, (const zp_text[3]){ first->level1->text, names, none });
  }
  return ZP_OK;
}

// ---- the form ------------------------------------------------------------------------------------------------------

static void review_form(const zp_reviewer *r)
{
  const zp_project *project = r->project->project;
  const zp_cell *name = zp_cell_blank(&project->name) ? &project->code : &project->name;
  bool weights = false;
  for (size_t i = 0; i < project->indicator_count; i++) weights = weights || !zp_cell_blank(project->indicators[i].weight);
  if (!weights && project->indicator_count != 0)
    zp_review_say(r, ZP_E_WEIGHTS_NONE, name, name, (const zp_text[3]){ name->text, none, none });
  if (project->from_goals && zp_cell_blank(&project->code))
    zp_review_say(r, ZP_E_CODE_NONE, &project->code, name, (const zp_text[3]){ name->text, none, none });
}

// ---- targets -------------------------------------------------------------------------------------------------------

/// 成本指标 begins with 成本; 社会成本指标, whose targets are words by nature, does not.
static bool is_measurable(const zp_reviewer *r, zp_text level2)
{
  const zp_words *words = &r->policy->review.measurable;
  for (size_t i = 0; i < words->count; i++)
    if (zp_text_starts(zp_text_trim(level2), words->items[i])) return true;
  return false;
}

/// An effect is told by more than a word of its name; 合格 of 验收合格情况 can be checked.
static void review_words(const zp_reviewer *r, const zp_row_reading *row)
{
  const zp_indicator *i = row->indicator;
  zp_text name = i->level3->text, target = row->target.text;
  if (row->target.kind != ZP_KIND_QUALITATIVE) return;
  if (is_measurable(r, i->level2->text))
    zp_review_say(r, ZP_E_TARGET_WORDS, i->target, i->level3, (const zp_text[3]){ name, target, none });
  else if (zp_word_index_any(&r->effects, i->level2->text) && zp_character_count(target) > 1 && zp_text_contains(name, target))
    zp_review_say(r, ZP_E_TARGET_REPEATS, i->target, i->level3, (const zp_text[3]){ name, target, none });
}

static bool is_open(const zp_reviewer *r, const zp_row_reading *row)
{
  return row->direction_source == ZP_BY_DEFAULT && !zp_word_index_any(&r->up, row->indicator->level3->text);
}

/// Forms that write no signs at all are told so once.
static void review_directions(const zp_reviewer *r)
{
  enum { FEW = 2 };
  char room[ZP_NUMBER_ROOM];
  size_t open = 0;
  for (size_t i = 1; i < r->project->row_count; i++) open += is_open(r, &r->project->rows[i]);
  for (size_t i = 1; i < r->project->row_count; i++) {
    const zp_row_reading *row = &r->project->rows[i];
    if (!is_open(r, row)) continue;
    zp_text count = open > FEW ? zp_dec_print_short(ZP_DEC(open), 0, room) : none;
    zp_review_say(r, ZP_E_DIRECTION_OPEN, row->indicator->target, row->indicator->level3,
                  (const zp_text[3]){ row->target.text, count, none });
    if (open > FEW) return;
  }
}

static void review_unit(const zp_reviewer *r, const zp_row_reading *row)
{
  if ((row->target.notes & ZP_NOTE_UNIT_COMPLETED) == 0 || zp_cell_blank(row->indicator->target)) return;
  zp_review_say(r, ZP_E_UNIT_CUT, row->indicator->target, row->indicator->level3,
                (const zp_text[3]){ row->target.text, row->target.unit, none });
}

static void review_execution(const zp_reviewer *r, const zp_row_reading *row)
{
  const zp_cell *name = row->indicator->level3;
  if (!zp_word_index_any(&r->execution, name->text)) return;
  zp_review_say(r, ZP_E_EXECUTION_AGAIN, name, name, (const zp_text[3]){ name->text, none, none });
}

/// A target in 元, 万元 … as fen; false for a price (元/人) and what is too large.
static bool in_fen(const zp_value *value, zp_money *out)
{
  int power;
  zp_qty yuan;
  if (zp_unit_family(value->unit, &power) != ZP_FAMILY_MONEY || zp_text_contains(value->unit, ZP_TEXT("/"))) return false;
  return zp_qty_shift(value->number, power, &yuan, NULL) == ZP_OK && zp_qty_to_money(yuan, out, NULL) == ZP_OK;
}

static void review_cost(const zp_reviewer *r, const zp_row_reading *row)
{
  const zp_indicator *i = row->indicator;
  char cost[ZP_NUMBER_ROOM], fund[ZP_NUMBER_ROOM];
  zp_money most = r->project->revised, target;
  bool is_cost = zp_word_index_any(&r->cap, i->level2->text) || zp_word_index_any(&r->cap, i->level3->text);
  if (row->target.kind != ZP_KIND_MONEY || !is_cost || !r->project->has_revised || !in_fen(&row->target, &target)) return;
  if (r->project->has_initial && r->project->initial.fen > most.fen) most = r->project->initial;
  if (most.fen <= 0 || target.fen <= most.fen) return;
  zp_review_say(r, ZP_E_COST_OVER_FUND, i->target, i->level3,
                (const zp_text[3]){ zp_money_print_wan(target, cost), zp_money_print_wan(most, fund), none });
}

static void review_deadline(const zp_reviewer *r, const zp_row_reading *row)
{
  char room[ZP_NUMBER_ROOM];
  zp_date date = row->target.kind == ZP_KIND_RANGE ? row->target.high_date : row->target.date;
  bool dated = row->target.kind == ZP_KIND_DATE || (row->target.kind == ZP_KIND_RANGE && row->target.dates);
  if (!dated || date.year == 0 || r->unit->year == 0 || date.year >= r->unit->year) return;
  zp_dec year = ZP_DEC(r->unit->year);
  zp_review_say(r, ZP_E_TARGET_PAST, row->indicator->target, row->indicator->level3,
                (const zp_text[3]){ row->target.text, zp_dec_print_short(year, 0, room), none });
}

// ---- one thing twice -----------------------------------------------------------------------------------------------

/// Two rows of one name and target, wherever they are filed.
static zp_status review_twice(const zp_reviewer *r)
{
  zp_name_index names;
  zp_name_index_init(&names, r->arena);
  for (uint32_t i = 1; i < r->project->row_count; i++) {
    const zp_cell *name = r->project->rows[i].indicator->level3;
    zp_text key = zp_text_key(name->text, r->arena), target = zp_text_key(r->project->rows[i].target.text, r->arena);
    uint32_t owner;
    if (key.ptr == NULL || target.ptr == NULL) return zp_fail_memory(r->err);
    if (key.len == 0) continue;
    key = zp_text_format(r->arena, "%.*s\x1F%.*s", ZP_ARG(key), ZP_ARG(target));
    if (key.ptr == NULL) return zp_fail_memory(r->err);
    if (zp_name_index_put(&names, 0, key, i, &owner, r->err) != ZP_OK) return r->err->status;
    if (owner != i) zp_review_say(r, ZP_E_FACT_TWICE, name, name, (const zp_text[3]){ name->text, none, none });
  }
  return ZP_OK;
}

zp_status zp_review_goals(const zp_reviewer *r)
{
  bool goals = r->project->project->from_goals;
  review_form(r);
  if (goals) review_groups(r);
  if (goals && review_blanks(r) != ZP_OK) return r->err->status;
  for (size_t i = 1; i < r->project->row_count; i++) {
    const zp_row_reading *row = &r->project->rows[i];
    review_unit(r, row);
    review_execution(r, row);
    review_deadline(r, row);
    if (!goals) continue;
    review_words(r, row);
    review_cost(r, row);
  }
  if (goals) review_directions(r);
  return review_twice(r);
}

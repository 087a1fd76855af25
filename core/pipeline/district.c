// district.c: what is kept of a unit as it passes by, and the record made of it all.
#include "pipeline/district.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/district_total.h"
#include "pipeline/extract.h"
#include "pipeline/shortfall.h"

enum { NAMES_MOST = 64, EXECUTION = 0 };  // spellings of the district's name; number of the group of the budget execution

/// The shares earned of a group, in per cent.
typedef struct spread { size_t units; zp_dec sum, least, most; } spread;

/// Findings of one code; `last` is the last unit that had one.
typedef struct tally { size_t count, units, last; } tally;

struct zp_district {
  zp_district_setup setup;
  zp_result head;            // what the pack decides, and the findings
  bool wanted, lost;         // lost: memory ran out
  zp_standing *standings;
  size_t unit_count, capacity;
  zp_grade_count names[NAMES_MOST];
  size_t name_count;
  zp_totals units, projects;
  zp_counts rows;
  spread *spreads;           // 0: the execution, then the pack's groups
  zp_shortfall shortfall;
  tally problems[ZP_STATUS_COUNT];
};

zp_status zp_district_new(const zp_district_setup *setup, zp_district **out, zp_error *err)
{
  zp_district *d = *out = ZP_TAKE(setup->arena, zp_district, 1);
  if (d == NULL) return zp_fail_memory(err);
  d->setup = *setup;
  zp_shortfall_init(&d->shortfall, setup->arena);
  return ZP_OK;
}

// ---- before the first unit -------------------------------------------------------------------------------------------

static bool is_failed(const zp_finding *finding)
{
  return finding->status == ZP_E_BUNDLE_DIED || finding->status == ZP_E_BUNDLE_LATE || finding->status == ZP_E_BUNDLE_REFUSED;
}

static bool is_missing(const zp_finding *finding)
{
  return finding->status == ZP_E_UNIT_MISSING || finding->status == ZP_E_UNIT_UNUSABLE;
}

static size_t count_of(const zp_result *head, bool (*is)(const zp_finding *finding))
{
  size_t count = 0;
  for (size_t i = 0; i < head->finding_count; i++) count += is(&head->findings[i]);
  return count;
}

static bool is_wanted(const zp_district *d)
{
  const zp_result *head = &d->head;
  if (head->shard.len != 0 || head->unit_count == 0) return false;
  return head->unit_count > 1 || d->setup.roster != NULL || count_of(head, is_failed) != 0 || count_of(head, is_missing) != 0;
}

/// A shard has only some of the units: who is missing shows when all are joined.
zp_status zp_district_meet(void *district, zp_text code, zp_text name, zp_error *err)
{
  zp_district *d = district;
  return d->setup.roster == NULL ? ZP_OK : zp_roster_meet(d->setup.roster, code, name, err);
}

static zp_status close_roster(zp_district *d, zp_result *result, zp_error *err)
{
  zp_roster *roster = d->setup.roster;
  if (roster == NULL || result->shard.len != 0) return ZP_OK;
  if (zp_roster_hear(roster, result->findings, result->finding_count, err) != ZP_OK) return err->status;
  if (zp_roster_close(roster, err) != ZP_OK) return err->status;
  zp_finding *all = ZP_TAKE(d->setup.arena, zp_finding, result->finding_count + roster->findings.count);
  if (all == NULL) return zp_fail_memory(err);
  if (result->finding_count != 0) memcpy(all, result->findings, result->finding_count * sizeof *all);
  if (roster->findings.count != 0)
    memcpy(all + result->finding_count, roster->findings.items, roster->findings.count * sizeof *all);
  result->findings = all;
  result->finding_count += roster->findings.count;
  return ZP_OK;
}

zp_status zp_district_begin(void *district, zp_result *result, zp_error *err)
{
  zp_district *d = district;
  size_t groups = 1 + result->group_count;
  if (close_roster(d, result, err) != ZP_OK) return err->status;
  d->head = *result;
  d->wanted = result->has_district = is_wanted(d);
  if (!d->wanted) return ZP_OK;
  if (zp_district_by_function(result) && d->setup.host == NULL)
    return zp_fail(err, ZP_E_DISTRICT_PACK, NULL, result->pack, (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
  d->capacity = result->unit_count;
  d->standings = ZP_TAKE(d->setup.arena, zp_standing, d->capacity);
  d->spreads = ZP_TAKE(d->setup.arena, spread, groups);
  bool short_of = d->standings == NULL || d->spreads == NULL;
  return short_of ? zp_fail_memory(err) : ZP_OK;
}

// ---- a unit passes by ------------------------------------------------------------------------------------------------

static void add_total(zp_totals *to, const zp_total *total)
{
  ++*(!total->known ? &to->unknown : total->graded ? &to->graded : &to->open);
}

static zp_text kept(zp_district *d, zp_text text)
{
  zp_text copy = zp_text_copy(text, d->setup.arena);
  if (copy.ptr == NULL) d->lost = true;
  return copy;
}

/// Grades are names of the pack: no copies of them.
static zp_text kept_grade(zp_district *d, zp_text grade)
{
  for (size_t i = 0; i < d->head.grade_count; i++)
    if (zp_text_equal(d->head.grades[i].name, grade)) return d->head.grades[i].name;
  return grade.len == 0 ? grade : kept(d, grade);
}

static void keep_standing(zp_district *d, const zp_unit_extract *unit)
{
  const zp_total *total = &unit->total;
  zp_standing *own = &d->standings[d->unit_count - 1];
  *own = (zp_standing){
    .code = kept(d, unit->code), .name = kept(d, unit->name), .known = total->known, .graded = total->known && total->graded,
    .scored = total->scored, .has_initial = unit->has_initial, .has_revised = unit->has_revised,
    .has_executed = unit->has_executed, .initial = unit->initial, .revised = unit->revised, .executed = unit->executed,
    .grade = kept_grade(d, total->grade), .grade_high = kept_grade(d, total->grade_high),
  };
  if (own->known) {
    own->score = total->score;
    own->score_high = total->score_high;
  }
}

static void keep_name(zp_district *d, zp_text name)
{
  size_t i = 0;
  if (zp_text_blank(name)) return;
  while (i < d->name_count && !zp_text_equal(d->names[i].name, name)) i++;
  if (i == NAMES_MOST) return;
  if (i == d->name_count) d->names[d->name_count++].name = kept(d, name);
  d->names[i].units++;
}

/// The unit's shares of the groups.
static void add_group(zp_district *d, const zp_group_share *group)
{
  zp_dec share;
  if (group->group > d->head.group_count) return;
  spread *s = &d->spreads[group->group];
  bool any = group->weight.e4 > 0 && zp_dec_muldiv(group->points, ZP_DEC(100), group->weight, 4, &share, NULL) == ZP_OK;
  if (!any || zp_dec_add(s->sum, share, &s->sum, NULL) != ZP_OK) return;
  if (s->units == 0 || share.e4 < s->least.e4) s->least = share;
  if (s->units == 0 || share.e4 > s->most.e4) s->most = share;
  s->units++;
}

/// `unit` 0: findings of no unit.
static void add_findings(zp_district *d, const zp_finding *findings, size_t count, size_t unit)
{
  for (size_t i = 0; i < count; i++) {
    tally *t = &d->problems[findings[i].status];
    t->count++;
    if (unit == 0 || t->last == unit) continue;
    t->last = unit;
    t->units++;
  }
}

static void add_counts(zp_district *d, const zp_unit_extract *unit)
{
  d->projects.graded += unit->projects.graded;
  d->projects.open += unit->projects.open;
  d->projects.unknown += unit->projects.unknown;
  d->rows.scored += unit->rows.scored;
  d->rows.unscored += unit->rows.unscored;
  d->rows.fault += unit->rows.fault;
}

void zp_district_take(void *district, const zp_unit_extract *unit)
{
  zp_district *d = district;
  if (!d->wanted || d->unit_count == d->capacity) return;
  d->unit_count++;
  add_total(&d->units, &unit->total);
  keep_standing(d, unit);
  keep_name(d, unit->district);
  add_counts(d, unit);
  for (size_t i = 0; i < unit->group_count; i++) add_group(d, &unit->groups[i]);
  for (size_t i = 0; i < unit->name_count; i++)
    if (zp_shortfall_add(&d->shortfall, &unit->names[i], d->unit_count, &(zp_error){ 0 }) != ZP_OK) d->lost = true;
  add_findings(d, unit->findings, unit->finding_count, d->unit_count);
}

void zp_district_add(void *district, const zp_unit_result *unit)
{
  zp_district *d = district;
  zp_unit_extract extract;
  zp_arena *scratch = zp_arena_new(NULL, 0);
  zp_error ignored = { 0 };
  bool made = scratch != NULL &&
              zp_extract_unit(unit, d->head.groups, d->head.group_count, scratch, &extract, &ignored) == ZP_OK;
  if (made) zp_district_take(d, &extract);
  else d->lost = true;
  zp_arena_free(scratch);
}

// ---- the ranking -----------------------------------------------------------------------------------------------------

static int by_code_then_name(const void *a, const void *b)
{
  const zp_standing *left = a, *right = b;
  int order = zp_text_compare(left->code, right->code);
  return order != 0 ? order : zp_text_compare(left->name, right->name);
}

static int by_rank(const void *a, const void *b)
{
  const zp_standing *left = a, *right = b;
  if (left->graded != right->graded) return left->graded ? -1 : 1;
  if (left->known != right->known) return left->known ? -1 : 1;
  if (left->graded && left->score.e4 != right->score.e4) return left->score.e4 > right->score.e4 ? -1 : 1;
  return by_code_then_name(a, b);
}

static void rank(zp_standing *standings, size_t count)
{
  if (count > 1) qsort(standings, count, sizeof *standings, by_rank);
  for (size_t i = 0; i < count && standings[i].graded; i++) {
    bool tied = i > 0 && standings[i].score.e4 == standings[i - 1].score.e4;
    standings[i].rank = tied ? standings[i - 1].rank : (uint32_t)i + 1;
  }
}

static zp_status count_grades(zp_district *d, zp_district_result *out, zp_error *err)
{
  out->grade_count = d->head.grade_count;
  out->grades = ZP_TAKE(d->setup.arena, zp_grade_count, out->grade_count);
  if (out->grades == NULL) return zp_fail_memory(err);
  for (size_t g = 0; g < out->grade_count; g++) {
    out->grades[g].name = d->head.grades[g].name;
    for (size_t i = 0; i < out->ranking_count; i++)
      out->grades[g].units += out->ranking[i].graded && zp_text_equal(out->ranking[i].grade, out->grades[g].name);
  }
  return ZP_OK;
}

// ---- lists -----------------------------------------------------------------------------------------------------------

static zp_text group_id(const void *context, uint32_t group)
{
  const zp_district *d = context;
  if (group == EXECUTION) return ZP_TEXT("execution");
  return group <= d->head.group_count ? d->head.groups[group - 1].id : (zp_text){ "", 0 };
}

static zp_status list_groups(zp_district *d, zp_district_result *out, zp_error *err)
{
  out->groups = ZP_TAKE(d->setup.arena, zp_group_spread, 1 + d->head.group_count);
  if (out->groups == NULL) return zp_fail_memory(err);
  for (uint32_t g = 0; g <= d->head.group_count; g++) {
    const spread *s = &d->spreads[g];
    zp_group_spread own = { group_id(d, g), s->units, { 0 }, zp_dec_round(s->least, 2), zp_dec_round(s->most, 2) };
    if (s->units == 0) continue;
    if (zp_dec_muldiv(s->sum, (zp_dec){ 1 }, (zp_dec){ (int64_t)s->units }, 2, &own.mean, err) != ZP_OK) return err->status;
    out->groups[out->group_count++] = own;
  }
  return ZP_OK;
}

static int worst_first(const void *a, const void *b)
{
  const zp_problem *left = a, *right = b;
  int severity = (int)zp_status_severity(right->code) - (int)zp_status_severity(left->code);
  if (severity != 0) return severity;
  if (left->count != right->count) return left->count > right->count ? -1 : 1;
  return strcmp(zp_status_code(left->code), zp_status_code(right->code));
}

static zp_status list_problems(zp_district *d, zp_district_result *out, zp_error *err)
{
  out->problems = ZP_TAKE(d->setup.arena, zp_problem, ZP_STATUS_COUNT);
  if (out->problems == NULL) return zp_fail_memory(err);
  add_findings(d, d->head.findings, d->head.finding_count, 0);
  for (int i = 0; i < ZP_STATUS_COUNT; i++) {
    const tally *t = &d->problems[i];
    if (t->count != 0) out->problems[out->problem_count++] = (zp_problem){ (zp_status)i, t->count, t->units };
  }
  if (out->problem_count > 1) qsort(out->problems, out->problem_count, sizeof *out->problems, worst_first);
  return ZP_OK;
}

/// The findings outlive the record: they are of the same result.
static zp_status list_absent(zp_district *d, zp_district_result *out, zp_error *err)
{
  out->failed = ZP_TAKE(d->setup.arena, zp_failed_bundle, count_of(&d->head, is_failed));
  out->missing = ZP_TAKE(d->setup.arena, zp_missing_unit, count_of(&d->head, is_missing));
  if (out->failed == NULL || out->missing == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < d->head.finding_count; i++) {
    const zp_finding *f = &d->head.findings[i];
    if (is_failed(f)) out->failed[out->failed_count++] = (zp_failed_bundle){ f->args[0], f->place.file, f->status, f->args[1] };
    if (is_missing(f)) out->missing[out->missing_count++] = (zp_missing_unit){ f->args[1], f->args[0], f->status };
  }
  return ZP_OK;
}

// ---- behind the last unit --------------------------------------------------------------------------------------------

/// The spelling most units have, of equals the first in byte order.
static void name_district(const zp_district *d, zp_district_result *out)
{
  for (size_t i = 0; i < d->name_count; i++) {
    const zp_grade_count *name = &d->names[i];
    bool better = name->units > out->name_units ||
                  (name->units == out->name_units && zp_text_compare(name->name, out->name) < 0);
    if (!better) continue;
    out->name = name->name;
    out->name_units = name->units;
  }
}

static zp_status make(zp_district *d, zp_district_result *out, zp_error *err)
{
  *out = (zp_district_result){
    .roster = d->setup.roster != NULL ? d->setup.roster->digest : (zp_text){ NULL, 0 },
    .roster_units = d->setup.roster != NULL ? d->setup.roster->count : 0, .units = d->units, .projects = d->projects,
    .rows = d->rows, .ranking = d->standings, .ranking_count = d->unit_count, .others = d->shortfall.others,
  };
  name_district(d, out);
  if (out->ranking_count > 1) qsort(out->ranking, out->ranking_count, sizeof *out->ranking, by_code_then_name);
  if (zp_district_total(&d->head, d->setup.host, d->setup.arena, out, err) != ZP_OK) return err->status;
  rank(out->ranking, out->ranking_count);
  if (count_grades(d, out, err) != ZP_OK || list_groups(d, out, err) != ZP_OK) return err->status;
  if (zp_shortfall_worst(&d->shortfall, group_id, d, &out->worst, &out->worst_count, err) != ZP_OK) return err->status;
  if (list_problems(d, out, err) != ZP_OK) return err->status;
  return list_absent(d, out, err);
}

zp_status zp_district_finish(void *district, zp_result *result, zp_error *err)
{
  zp_district *d = district;
  zp_error own = { 0 };
  if (err == NULL) err = &own;
  if (!d->wanted) return ZP_OK;
  if (d->lost) return zp_fail_memory(err);
  d->head.findings = result->findings;  // in their order by now
  return make(d, &result->district, err);
}

zp_status zp_district_of(const zp_district_setup *setup, zp_result *result, zp_error *err)
{
  zp_district *d = NULL;
  if (zp_district_new(setup, &d, err) != ZP_OK) return err->status;
  for (size_t i = 0; i < result->unit_count; i++)
    if (zp_district_meet(d, result->units[i].code, result->units[i].name, err) != ZP_OK) return err->status;
  if (zp_district_begin(d, result, err) != ZP_OK) return err->status;
  for (size_t i = 0; i < result->unit_count; i++) zp_district_add(d, &result->units[i]);
  return zp_district_finish(d, result, err);
}

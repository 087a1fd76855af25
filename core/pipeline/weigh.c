// weigh.c: every row's weight: the form's own, or its group's points (产出指标（50分）) or the pack's default shared exactly over
// the indicators present.
// Source of the default: footnotes of the national form, 财预〔2020〕10号; figures are the pack's.
#include "form/name_index.h"
#include "form/signs.h"
#include "pipeline/stages.h"

static const zp_text none = { NULL, 0 };

enum { CAPPED_ROWS_MOST = 200 };  // of a project whose groups tell their points

typedef struct weigher {
  const zp_policy *policy;
  zp_arena *arena;
  zp_findings *findings;
  zp_text *group_keys;   // name and synonyms of all groups, keyed once
  size_t *group_of_key;
  size_t key_count;
  zp_name_index groups;  // names of levels as written -> group + 1, 0: none; forms repeat them
} weigher;

// ---- groups --------------------------------------------------------------------------------------------------------

static bool add_key(weigher *w, zp_text name, size_t group)
{
  w->group_keys[w->key_count] = zp_text_key(name, w->arena);
  w->group_of_key[w->key_count] = group;
  return w->group_keys[w->key_count++].ptr != NULL;
}

static bool key_groups(weigher *w)
{
  size_t count = 0;
  for (size_t g = 0; g < w->policy->group_count; g++) count += 1 + w->policy->groups[g].synonyms.count;
  w->group_keys = ZP_TAKE(w->arena, zp_text, count);
  w->group_of_key = ZP_TAKE(w->arena, size_t, count);
  if (w->group_keys == NULL || w->group_of_key == NULL) return false;
  for (size_t g = 0; g < w->policy->group_count; g++) {
    const zp_group *group = &w->policy->groups[g];
    if (!add_key(w, group->name, g)) return false;
    for (size_t s = 0; s < group->synonyms.count; s++)
      if (!add_key(w, group->synonyms.items[s], g)) return false;
  }
  return true;
}

/// The group whose name the key holds ("产出指标50分"); the longest name decides. SIZE_MAX when none does.
static size_t find_group(const weigher *w, zp_text key)
{
  size_t best = SIZE_MAX, length = 0;
  for (size_t i = 0; i < w->key_count; i++) {
    if (w->group_keys[i].len <= length || !zp_text_contains(key, w->group_keys[i])) continue;
    length = w->group_keys[i].len;
    best = w->group_of_key[i];
  }
  return best;
}

static zp_status group_of(weigher *w, zp_text name, size_t *out, zp_error *err)
{
  const uint32_t *known = zp_name_index_find(&w->groups, 0, name);
  if (known == NULL) {
    zp_text key = zp_text_key(name, w->arena);
    if (key.ptr == NULL) return zp_fail_memory(err);
    *out = find_group(w, key);
    return zp_name_index_put(&w->groups, 0, name, *out == SIZE_MAX ? 0 : (uint32_t)*out + 1, NULL, err);
  }
  *out = *known == 0 ? SIZE_MAX : *known - 1;
  return ZP_OK;
}

/// Readers share the cell of a name that continues.
static bool same_levels(const zp_indicator *a, const zp_indicator *b)
{
  return a->level1 == b->level1 && a->level2 == b->level2;
}

/// Level 1 names the group; where it is only "(50分)" or unknown, the level-2 name may.
static zp_status group_rows(weigher *w, zp_project_reading *project, zp_error *err)
{
  for (size_t i = 1; i < project->row_count; i++) {
    zp_row_reading *row = &project->rows[i];
    const zp_row_reading *above = row - 1;
    if (i > 1 && above->group != SIZE_MAX && same_levels(row->indicator, above->indicator)) {
      row->group = above->group;
      continue;
    }
    if (group_of(w, row->indicator->level1->text, &row->group, err) != ZP_OK) return err->status;
    bool other = row->group == SIZE_MAX;
    if (other && group_of(w, row->indicator->level2->text, &row->group, err) != ZP_OK) return err->status;
  }
  return ZP_OK;
}

// ---- weights of the form -------------------------------------------------------------------------------------------

static void refuse_weight(weigher *w, const zp_cell *cell, zp_row_reading *row)
{
  zp_finding *finding = zp_findings_add(w->findings, ZP_E_WEIGHT_UNREADABLE, &cell->place, none, none, none);
  zp_finding_cell(w->findings, finding, cell->text, 0, 0);
  row->weight_source = ZP_WEIGHT_NONE;
}

/// Reads a weight cell; true when it holds a usable weight (at 0.01, 0..1000).
static bool own_weight(weigher *w, const zp_cell *cell, zp_row_reading *row)
{
  if (zp_text_blank(cell->text)) return false;
  zp_dec weight;
  bool fine = zp_dec_parse(cell->text, &weight, NULL) == ZP_OK && weight.e4 >= 0 && weight.e4 <= ZP_DEC(1000).e4 &&
              weight.e4 % 100 == 0;
  if (!fine) {
    refuse_weight(w, cell, row);
    return false;
  }
  row->weight = weight;
  row->weight_source = ZP_WEIGHT_FORM;
  return true;
}

/// Execution's weight in a form that gives weights but none for it: the pack's, unless the indicators alone make 100.
static void weigh_execution(weigher *w, const zp_project_reading *project, zp_dec indicators)
{
  zp_row_reading *row = &project->rows[0];
  const zp_cell *cell = &project->project->budget.weight;
  if (own_weight(w, cell, row) || !zp_text_blank(cell->text)) return;
  row->weight_source = ZP_WEIGHT_PACK;
  row->weight = indicators.e4 == ZP_DEC(100).e4 ? ZP_DEC(0) : w->policy->execution_weight;
}

/// Rows without a weight in a form that has some: they share what is left of 100.
static zp_status share_rest(weigher *w, zp_project_reading *project, zp_dec sum, size_t without, zp_error *err)
{
  zp_findings_add(w->findings, ZP_E_WEIGHTS_PARTIAL, &project->project->name.place, project->project->name.text, none, none);
  zp_dec rest = { ZP_DEC(100).e4 - sum.e4 }, *shares = ZP_TAKE(w->arena, zp_dec, without);
  if (shares == NULL) return zp_fail_memory(err);
  if (rest.e4 <= 0) return ZP_OK;
  if (zp_dec_share(rest, NULL, without, 2, shares, err) != ZP_OK) return err->status;
  for (size_t i = 1, n = 0; i < project->row_count; i++) {
    zp_row_reading *row = &project->rows[i];
    if (row->weight_source != ZP_WEIGHT_NONE || !zp_text_blank(row->indicator->weight->text)) continue;
    row->weight = shares[n++];
    row->weight_source = ZP_WEIGHT_SHARED;
  }
  return ZP_OK;
}

static zp_status use_form_weights(weigher *w, zp_project_reading *project, zp_error *err)
{
  char room[ZP_NUMBER_ROOM];
  zp_dec sum = { 0 };
  size_t without = 0;
  for (size_t i = 1; i < project->row_count; i++) {
    zp_row_reading *row = &project->rows[i];
    row->weight_source = ZP_WEIGHT_NONE;
    if (own_weight(w, row->indicator->weight, row)) sum.e4 += row->weight.e4;
    else if (zp_text_blank(row->indicator->weight->text)) without++;
  }
  weigh_execution(w, project, sum);
  sum.e4 += project->rows[0].weight.e4;
  if (without > 0) return share_rest(w, project, sum, without, err);
  if (sum.e4 != ZP_DEC(100).e4)
    zp_findings_add(w->findings, ZP_E_WEIGHTS_SUM, &project->project->name.place, project->project->name.text,
                    zp_dec_print_short(sum, 0, room), none);
  return ZP_OK;
}

// ---- weights of the pack -------------------------------------------------------------------------------------------

static zp_status share_group(weigher *w, zp_project_reading *project, size_t group, size_t rows, zp_dec weight,
                             zp_error *err)
{
  zp_dec *shares = ZP_TAKE(w->arena, zp_dec, rows);
  if (shares == NULL) return zp_fail_memory(err);
  if (zp_dec_share(weight, NULL, rows, 2, shares, err) != ZP_OK) return err->status;
  for (size_t i = 1, n = 0; i < project->row_count; i++) {
    if (project->rows[i].group != group) continue;
    project->rows[i].weight = shares[n++];
    project->rows[i].weight_source = ZP_WEIGHT_SHARED;
  }
  return ZP_OK;
}

/// The groups' weights over those that are present: absent ones go to the group the pack names, else to all in proportion.
static zp_status share_groups(weigher *w, const size_t *rows, zp_dec *weights, zp_error *err)
{
  const zp_policy *policy = w->policy;
  zp_dec total = { ZP_DEC(100).e4 - policy->execution_weight.e4 }, missing = { 0 };
  zp_dec *parts = ZP_TAKE(w->arena, zp_dec, policy->group_count);
  size_t heir = SIZE_MAX;
  if (parts == NULL) return zp_fail_memory(err);
  for (size_t g = 0; g < policy->group_count; g++) {
    if (rows[g] == 0) missing.e4 += policy->groups[g].weight.e4;
    else parts[g] = policy->groups[g].weight;
    if (rows[g] > 0 && zp_text_equal(policy->groups[g].id, policy->absent)) heir = g;
  }
  if (heir != SIZE_MAX) parts[heir].e4 += missing.e4;
  return zp_dec_share(total, parts, policy->group_count, 2, weights, err);
}

static zp_status use_pack_weights(weigher *w, zp_project_reading *project, zp_error *err)
{
  size_t groups = w->policy->group_count, present = 0;
  size_t *rows = ZP_TAKE(w->arena, size_t, groups);
  zp_dec *weights = ZP_TAKE(w->arena, zp_dec, groups);
  if (rows == NULL || weights == NULL) return zp_fail_memory(err);
  project->rows[0].weight = w->policy->execution_weight;
  project->rows[0].weight_source = ZP_WEIGHT_PACK;
  for (size_t i = 1; i < project->row_count; i++) {
    zp_row_reading *row = &project->rows[i];
    row->weight_source = ZP_WEIGHT_NONE;
    if (row->group != SIZE_MAX && rows[row->group]++ == 0 && w->policy->groups[row->group].weight.e4 > 0) present++;
    if (row->group == SIZE_MAX)
      zp_findings_add(w->findings, ZP_E_LEVEL1_UNKNOWN, &row->indicator->level1->place, row->indicator->level1->text, none, none);
  }
  if (present == 0) return ZP_OK;
  if (share_groups(w, rows, weights, err) != ZP_OK) return err->status;
  for (size_t g = 0; g < groups; g++)
    if (rows[g] > 0 && share_group(w, project, g, rows[g], weights[g], err) != ZP_OK) return err->status;
  return ZP_OK;
}

// ---- points in the names of groups ---------------------------------------------------------------------------------

/// 50 of 产出指标（50分）: the last number, with at most a unit and a bracket behind it. 0 when there is none.
static zp_dec cap_of(zp_text name)
{
  size_t from = 0, to = 0, behind = 0, next;
  bool inside = false;
  for (size_t at = 0; at < name.len; at = next) {
    zp_sign sign = zp_sign_at(name, at, &next);
    bool digit = name.ptr[at] >= '0' && name.ptr[at] <= '9';
    if (digit && !inside) from = at;
    inside = digit || (inside && sign == ZP_SIGN_POINT);
    if (inside) to = next;
    if (inside) behind = 0;
    else if (sign != ZP_SIGN_CLOSE) behind++;
  }
  zp_dec cap;
  zp_text number = zp_text_slice(name, from, to);
  bool fine = number.len != 0 && behind <= 1 && zp_dec_parse(number, &cap, NULL) == ZP_OK && cap.e4 % 100 == 0;
  return fine ? cap : ZP_DEC(0);
}

/// True when the group of row `i` has been met before it.
static bool met(const zp_project_reading *project, size_t i)
{
  for (size_t k = 1; k < i; k++)
    if (zp_text_equal(project->rows[k].indicator->level1->text, project->rows[i].indicator->level1->text)) return true;
  return false;
}

/// The caps of all groups, when each group has one and they leave for execution what the form or the pack gives it. A form that
/// sums up otherwise is not believed.
static bool caps_fit(const weigher *w, const zp_project_reading *project, zp_dec *execution)
{
  zp_dec sum = { 0 }, own;
  if (project->row_count < 2 || project->row_count > CAPPED_ROWS_MOST) return false;
  for (size_t i = 1; i < project->row_count; i++) {
    zp_dec cap = cap_of(project->rows[i].indicator->level1->text);
    if (cap.e4 <= 0) return false;
    if (!met(project, i)) sum.e4 += cap.e4;
  }
  const zp_cell *cell = &project->project->budget.weight;
  bool told = !zp_text_blank(cell->text) && zp_dec_parse(cell->text, &own, NULL) == ZP_OK;
  *execution = (zp_dec){ ZP_DEC(100).e4 - sum.e4 };
  return execution->e4 == (told ? own.e4 : w->policy->execution_weight.e4);
}

static zp_status use_caps(zp_project_reading *project, zp_dec execution, zp_arena *arena, zp_error *err)
{
  project->rows[0].weight = execution;
  project->rows[0].weight_source = ZP_WEIGHT_FORM;
  for (size_t i = 1; i < project->row_count; i++) {
    zp_text name = project->rows[i].indicator->level1->text;
    size_t count = 0, n = 0;
    if (met(project, i)) continue;
    for (size_t k = i; k < project->row_count; k++) count += zp_text_equal(project->rows[k].indicator->level1->text, name);
    zp_dec *shares = ZP_TAKE(arena, zp_dec, count);
    if (shares == NULL) return zp_fail_memory(err);
    if (zp_dec_share(cap_of(name), NULL, count, 2, shares, err) != ZP_OK) return err->status;
    for (size_t k = i; k < project->row_count; k++) {
      if (!zp_text_equal(project->rows[k].indicator->level1->text, name)) continue;
      project->rows[k].weight = shares[n++];
      project->rows[k].weight_source = ZP_WEIGHT_SHARED;
    }
  }
  return ZP_OK;
}

// ---- the unit ------------------------------------------------------------------------------------------------------

static bool has_weights(const zp_project *project)
{
  for (size_t i = 0; i < project->indicator_count; i++)
    if (!zp_text_blank(project->indicators[i].weight->text)) return true;
  return false;
}

zp_status zp_weigh(zp_unit_reading *reading, const zp_policy *policy, zp_arena *arena, zp_findings *findings, zp_error *err)
{
  weigher w = { .policy = policy, .arena = arena, .findings = findings };
  zp_name_index_init(&w.groups, arena);
  if (!key_groups(&w)) return zp_fail_memory(err);
  for (size_t p = 0; p < reading->project_count; p++) {
    zp_project_reading *project = &reading->projects[p];
    if (group_rows(&w, project, err) != ZP_OK) return err->status;
    zp_dec execution;
    zp_status status = has_weights(project->project)       ? use_form_weights(&w, project, err)
                       : caps_fit(&w, project, &execution) ? use_caps(project, execution, arena, err)
                                                           : use_pack_weights(&w, project, err);
    if (status != ZP_OK) return status;
  }
  return ZP_OK;
}

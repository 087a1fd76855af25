// pooled.c: the projects of a unit made into one: rows of one name, kind, unit, direction and group
// become one row, which the pack's rules then score. Source of the method: Hubei's (sums of
// absolute actuals, rates averaged by money, then scored); what it leaves open is our reading, said
// in rules/README.md.
#include "pipeline/pooled.h"

#include <stdlib.h>

#include "model/format.h"

/// A row of a project, by what makes it one with others.
typedef struct part {
  zp_text key;
  const zp_project_reading *project;
  const zp_row_reading *row;
  const zp_outcome *outcome;
  zp_money budget; // of the project; all 1 when there are no budgets
  size_t order;    // in the document
  size_t first;    // `order` of the first part of the same row
} part;

typedef struct pool {
  zp_arena *arena;
  const zp_unit_reading *from;
  zp_outcome *const *outcomes;
  zp_money *budgets; // by project
  int64_t budget_sum;
  part *parts;
  size_t count;
  zp_error *err;
} pool;

static const zp_text none = { "", 0 };

// ---- which rows are one -----------------------------------------------------------------------

static int compare_sizes(size_t a, size_t b)
{
  return (a > b) - (a < b);
}

/// 0: they become one row.
static int compare_rows(const part *a, const part *b)
{
  const zp_row_reading *left = a->row, *right = b->row;
  int order = zp_text_compare(a->key, b->key);
  if (order == 0) order = compare_sizes(left->target.kind, right->target.kind);
  if (order == 0) order = zp_text_compare(left->target.unit, right->target.unit);
  if (order == 0) order = compare_sizes(left->direction, right->direction);
  return order != 0 ? order : compare_sizes(left->group, right->group);
}

static int by_row_then_order(const void *a, const void *b)
{
  const part *left = a, *right = b;
  int order = compare_rows(left, right);
  return order != 0 ? order : compare_sizes(left->order, right->order);
}

/// Rows in the order in which the document first has them, then their parts.
static int by_first_then_order(const void *a, const void *b)
{
  const part *left = a, *right = b;
  int order = compare_sizes(left->first, right->first);
  return order != 0 ? order : compare_sizes(left->order, right->order);
}

/// What a row is called: a form without third-level names has those of the second.
static zp_text name_of(const zp_row_reading *row)
{
  const zp_indicator *indicator = row->indicator;
  return zp_text_blank(indicator->level3->text) ? indicator->level2->text : indicator->level3->text;
}

static bool list_parts(pool *p)
{
  const zp_unit_reading *from = p->from;
  size_t count = 0;
  for (size_t i = 0; i < from->project_count; i++) count += from->projects[i].row_count;
  p->parts = ZP_TAKE(p->arena, part, count);
  for (size_t i = 0; p->parts != NULL && i < from->project_count; i++) {
    const zp_project_reading *project = &from->projects[i];
    for (size_t r = 1; r < project->row_count; r++) {
      part *one = &p->parts[p->count];
      *one = (part){ zp_text_key(name_of(&project->rows[r]), p->arena),
                     project,
                     &project->rows[r],
                     &p->outcomes[i][r],
                     p->budgets[i],
                     p->count,
                     0 };
      if (one->key.ptr == NULL) return false;
      p->count++;
    }
  }
  return p->parts != NULL;
}

/// Afterwards the parts of a row stand together. How many rows there are.
static size_t join_parts(pool *p)
{
  size_t rows = 0;
  if (p->count > 1) qsort(p->parts, p->count, sizeof *p->parts, by_row_then_order);
  for (size_t i = 0; i < p->count; i++) {
    bool next = i == 0 || compare_rows(&p->parts[i - 1], &p->parts[i]) != 0;
    p->parts[i].first = next ? p->parts[i].order : p->parts[i - 1].first;
    rows += next;
  }
  if (p->count > 1) qsort(p->parts, p->count, sizeof *p->parts, by_first_then_order);
  return rows;
}

/// The parts of one row, in order.
typedef struct bundle {
  const part *items;
  size_t count;
} bundle;

/// The row that begins at *at, which moves behind it.
static bundle take_bundle(const pool *p, size_t *at)
{
  bundle b = { &p->parts[*at], 0 };
  while (*at < p->count && p->parts[*at].first == b.items[0].first) {
    b.count++;
    ++*at;
  }
  return b;
}

// ---- numbers ----------------------------------------------------------------------------------

static bool add(zp_qty *sum, zp_qty more)
{
  zp_qty zero = { 0, 0 };
  while (sum->places < more.places || more.places < sum->places) {
    zp_qty *less = sum->places < more.places ? sum : &more;
    if (less->places == 18 || __builtin_mul_overflow(less->digits, (int64_t)10, &less->digits))
      return false;
    less->places++;
  }
  if (__builtin_add_overflow(sum->digits, more.digits, &sum->digits)) return false;
  return zp_qty_shift(*sum, 0, &zero, NULL) == ZP_OK; // still a quantity
}

/// A price (元/人) is no amount that adds up.
static bool adds_up(const zp_value *target)
{
  return (target->kind == ZP_KIND_NUMBER || target->kind == ZP_KIND_MONEY) &&
         !zp_text_contains(target->unit, ZP_TEXT("/"));
}

static bool is_numeric(zp_kind kind)
{
  return kind == ZP_KIND_NUMBER || kind == ZP_KIND_PERCENT || kind == ZP_KIND_MONEY;
}

static bool sum_up(const bundle *b, zp_qty *target, zp_qty *actual)
{
  *target = *actual = (zp_qty){ 0, 0 };
  for (size_t i = 0; i < b->count; i++)
    if (!add(target, b->items[i].row->target.number) || !add(actual, b->items[i].row->aligned))
      return false;
  return true;
}

/// Means by the projects' revised budgets, to 0.0001. A row on its own stays as it is.
static bool average(const pool *p, const bundle *b, zp_qty *target, zp_qty *actual)
{
  zp_dec *values = ZP_TAKE(p->arena, zp_dec, b->count), mean[2];
  zp_money *weights = ZP_TAKE(p->arena, zp_money, b->count);
  int64_t any = 0;
  *target = b->items[0].row->target.number;
  *actual = b->items[0].row->aligned;
  if (b->count == 1) return true;
  for (size_t i = 0; values != NULL && weights != NULL && i < b->count; i++)
    any |= (weights[i] = b->items[i].budget).fen;
  for (int side = 0; side < 2; side++) {
    if (values == NULL || weights == NULL) return false;
    for (size_t i = 0; i < b->count; i++) {
      const zp_row_reading *row = b->items[i].row;
      if (any == 0) weights[i].fen = 1;
      if (zp_qty_to_dec(side == 0 ? row->target.number : row->aligned, &values[i], NULL) != ZP_OK)
        return false;
    }
    if (zp_dec_weighted_mean(values, weights, b->count, 4, &mean[side], NULL) != ZP_OK)
      return false;
  }
  *target = (zp_qty){ mean[0].e4, 4 };
  *actual = (zp_qty){ mean[1].e4, 4 };
  return true;
}

/// What cannot be added or averaged: the share of their weights that the rows earned, in per cent.
static bool share_earned(const bundle *b, zp_qty *target, zp_qty *actual)
{
  zp_dec points = { 0 }, weight = { 0 }, share;
  for (size_t i = 0; i < b->count; i++) {
    if (b->items[i].outcome->kind != ZP_SCORED) return false;
    if (zp_dec_add(points, b->items[i].outcome->points, &points, NULL) != ZP_OK) return false;
    if (zp_dec_add(weight, b->items[i].row->weight, &weight, NULL) != ZP_OK) return false;
  }
  if (zp_dec_muldiv(points, ZP_DEC(100), weight, 4, &share, NULL) != ZP_OK) return false;
  *target = (zp_qty){ 100, 0 };
  *actual = (zp_qty){ share.e4, 4 };
  return true;
}

// ---- one row ----------------------------------------------------------------------------------

static bool all_readable(const bundle *b)
{
  for (size_t i = 0; i < b->count; i++)
    if (b->items[i].row->missing != ZP_REASON_NONE) return false;
  return true;
}

static zp_text print_value(const zp_value *value, zp_arena *arena)
{
  char room[ZP_NUMBER_ROOM];
  const char *op = zp_op_name(value->op);
  return zp_text_format(arena, "%s%.*s%.*s", op == NULL ? "" : op,
                        ZP_ARG(zp_qty_print_short(value->number, room)), ZP_ARG(value->unit));
}

/// "道路 17个 / =17个; 水渠 3个 / 4个", or "道路 12.50 / 15.00": what the row was made of, as
/// evidence.
static zp_text print_parts(const bundle *b, bool shares, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  for (size_t i = 0; i < b->count; i++) {
    char rooms[2][ZP_NUMBER_ROOM];
    const part *one = &b->items[i];
    zp_text has = one->row->actual.text, of = one->row->target.text;
    if (shares && one->outcome->kind == ZP_SCORED) {
      has = zp_dec_print(one->outcome->points, 2, rooms[0]);
      of = zp_dec_print(one->row->weight, 2, rooms[1]);
    }
    zp_sink_print(&sink, "%s%.*s %.*s / %.*s", i == 0 ? "" : "; ",
                  ZP_ARG(one->project->project->name.text), ZP_ARG(has), ZP_ARG(of));
  }
  return sink.failed ? (zp_text){ NULL, 0 } : (zp_text){ sink.bytes, sink.len };
}

static zp_cell *cell_of(zp_text text, zp_arena *arena)
{
  zp_cell *cell = ZP_TAKE(arena, zp_cell, 1);
  if (cell != NULL) *cell = (zp_cell){ .text = text };
  return text.ptr == NULL ? NULL : cell;
}

/// The indicator of a pooled row: names of the first, values printed, and its parts as the
/// description.
static bool describe(const pool *p, const bundle *b, bool shares, zp_row_reading *row)
{
  const zp_indicator *first = b->items[0].row->indicator;
  zp_indicator *indicator = ZP_TAKE(p->arena, zp_indicator, 1);
  if (indicator == NULL) return false;
  *indicator = zp_no_indicator;
  indicator->level1 = first->level1;
  indicator->level2 = first->level2;
  indicator->level3 = cell_of(name_of(b->items[0].row), p->arena);
  indicator->target = cell_of(row->target.text, p->arena);
  indicator->actual = cell_of(row->actual.text, p->arena);
  indicator->description = cell_of(print_parts(b, shares, p->arena), p->arena);
  row->indicator = indicator;
  return indicator->level3 != NULL && indicator->target != NULL && indicator->actual != NULL &&
         indicator->description != NULL;
}

static bool set_values(const pool *p, zp_qty target, zp_qty actual, zp_row_reading *row)
{
  row->target.has_number = row->actual.has_number = true;
  row->target.number = target;
  row->actual.number = row->aligned = actual;
  row->actual.kind = row->target.kind;
  row->actual.unit = row->target.unit;
  row->actual.op = ZP_OP_NONE;
  row->target.text = print_value(&row->target, p->arena);
  row->actual.text = print_value(&row->actual, p->arena);
  return row->target.text.ptr != NULL && row->actual.text.ptr != NULL;
}

static bool make_row(const pool *p, const bundle *b, zp_row_reading *row)
{
  const zp_row_reading *first = b->items[0].row;
  zp_qty target, actual;
  zp_kind kind = first->target.kind;
  bool shares = false, numbers = false;
  *row = (zp_row_reading){ .group = first->group,
                           .direction = first->direction,
                           .direction_source = first->direction_source,
                           .target = {
                               .kind = kind, .op = first->target.op, .unit = first->target.unit } };
  if (b->count == 1) { // nothing to pool
    zp_dec weight = row->weight;
    *row = *first;
    row->weight = weight;
    row->has_declared = false;
    row->inputs = (zp_inputs){ .present = 0 };
    return true;
  }
  if (is_numeric(kind) && all_readable(b))
    numbers =
        adds_up(&first->target) ? sum_up(b, &target, &actual) : average(p, b, &target, &actual);
  if (!numbers) shares = share_earned(b, &target, &actual);
  if (shares) {
    row->target = (zp_value){ .kind = ZP_KIND_PERCENT, .op = ZP_OP_GE, .unit = ZP_TEXT("%") };
    row->direction = ZP_DIRECTION_UP;
    row->direction_source = ZP_BY_OPERATOR;
  }
  if (numbers || shares) return set_values(p, target, actual, row) && describe(p, b, shares, row);
  row->target.text = row->actual.text = none;
  row->missing = ZP_REASON_PART_UNSCORED;
  return describe(p, b, false, row);
}

// ---- weights ----------------------------------------------------------------------------------

/// What a row weighs in the project that all are: the mean over the projects by budget, 0 in those
/// that do not have it.
static zp_status mean_weight(const pool *p, const bundle *b, zp_dec *own, zp_money *budgets,
                             zp_dec *out, zp_error *err)
{
  int64_t rest = p->budget_sum;
  size_t count = 0;
  for (size_t i = 0; i < b->count; i++) {
    const part *one = &b->items[i];
    if (i > 0 &&
        one->project == b->items[i - 1].project) { // twice in one project: its weights add up
      own[count - 1].e4 += one->row->weight.e4;
      continue;
    }
    own[count] = one->row->weight;
    budgets[count++] = one->budget;
    rest -= one->budget.fen;
  }
  own[count] = (zp_dec){ 0 };
  budgets[count++] = (zp_money){ rest }; // the projects without it
  return zp_dec_weighted_mean(own, budgets, count, 4, out, err);
}

/// The means rounded to 0.01 so that they still sum up.
static zp_status weigh_rows(pool *p, zp_project_reading *project)
{
  size_t projects = p->from->project_count, rows = project->row_count,
         room = (projects > p->count ? projects : p->count) + 1;
  zp_dec *own = ZP_TAKE(p->arena, zp_dec, room), *means = ZP_TAKE(p->arena, zp_dec, rows),
         *shares = ZP_TAKE(p->arena, zp_dec, rows);
  zp_money *budgets = ZP_TAKE(p->arena, zp_money, room);
  zp_dec total = { 0 };
  if (own == NULL || means == NULL || shares == NULL || budgets == NULL)
    return zp_fail_memory(p->err);
  for (size_t i = 0; i < projects; i++) own[i] = p->from->projects[i].rows[0].weight;
  if (zp_dec_weighted_mean(own, p->budgets, projects, 4, &means[0], p->err) != ZP_OK)
    return p->err->status;
  for (size_t r = 1, at = 0; r < rows; r++) {
    bundle b = take_bundle(p, &at);
    if (mean_weight(p, &b, own, budgets, &means[r], p->err) != ZP_OK) return p->err->status;
  }
  for (size_t r = 0; r < rows; r++)
    if (zp_dec_add(total, means[r], &total, p->err) != ZP_OK) return p->err->status;
  total = zp_dec_round(total, 2);
  if (total.e4 > 0 && zp_dec_share(total, means, rows, 2, shares, p->err) != ZP_OK)
    return p->err->status;
  for (size_t r = 0; r < rows; r++) {
    project->rows[r].weight = shares[r];
    project->rows[r].weight_source = means[r].e4 != 0 ? ZP_WEIGHT_POOLED : ZP_WEIGHT_NONE;
  }
  return ZP_OK;
}

// ---- the unit ---------------------------------------------------------------------------------

/// False when a project has no budget to weigh it by, or they are too large to sum up.
static bool find_budgets(pool *p, bool *all_zero)
{
  int64_t any = 0;
  const zp_unit_reading *from = p->from;
  for (size_t i = 0; i < from->project_count; i++) {
    if (!from->projects[i].has_revised && from->project_count > 1) return false;
    p->budgets[i] = from->projects[i].revised;
    any |= p->budgets[i].fen;
  }
  *all_zero = any == 0 && from->project_count > 1;
  for (size_t i = 0; i < from->project_count; i++) {
    if (any == 0) p->budgets[i].fen = 1;
    if (__builtin_add_overflow(p->budget_sum, p->budgets[i].fen, &p->budget_sum)) return false;
  }
  return true;
}

static void sum_money(const pool *p, zp_project_reading *out)
{
  out->has_initial = out->has_revised = out->has_executed = true;
  for (size_t i = 0; i < p->from->project_count; i++) {
    const zp_project_reading *one = &p->from->projects[i];
    out->has_initial = out->has_initial && one->has_initial &&
                       zp_money_add(out->initial, one->initial, &out->initial, NULL) == ZP_OK;
    out->has_revised = out->has_revised && one->has_revised &&
                       zp_money_add(out->revised, one->revised, &out->revised, NULL) == ZP_OK;
    out->has_executed = out->has_executed && one->has_executed &&
                        zp_money_add(out->executed, one->executed, &out->executed, NULL) == ZP_OK;
  }
  out->rows[0] = (zp_row_reading){ .group = SIZE_MAX };
  if (!out->has_executed) out->rows[0].missing = ZP_REASON_NO_EXECUTED;
  if (!out->has_revised) out->rows[0].missing = ZP_REASON_NO_BUDGET;
}

static zp_status make_rows(pool *p, zp_project_reading *project)
{
  for (size_t r = 1, at = 0; r < project->row_count; r++) {
    bundle b = take_bundle(p, &at);
    if (!make_row(p, &b, &project->rows[r])) return zp_fail_memory(p->err);
  }
  return ZP_OK;
}

zp_status zp_pool_projects(const zp_unit_reading *reading, zp_outcome *const *outcomes,
                           zp_arena *arena, zp_unit_reading *out, bool *all_zero, zp_error *err)
{
  pool p = { .arena = arena,
             .from = reading,
             .outcomes = outcomes,
             .err = err,
             .budgets = ZP_TAKE(arena, zp_money, reading->project_count) };
  zp_project_reading *project = ZP_TAKE(arena, zp_project_reading, 1);
  zp_project *nameless = ZP_TAKE(arena, zp_project, 1);
  *out = (zp_unit_reading){ .unit = reading->unit, .projects = project };
  *all_zero = false;
  if (p.budgets == NULL || project == NULL || nameless == NULL) return zp_fail_memory(err);
  if (reading->project_count == 0 || !find_budgets(&p, all_zero)) return ZP_OK;
  if (!list_parts(&p)) return zp_fail_memory(err);
  nameless->name.place = reading->unit->name.place;
  *project = (zp_project_reading){ .project = nameless, .row_count = join_parts(&p) + 1 };
  project->rows = ZP_TAKE(arena, zp_row_reading, project->row_count);
  if (project->rows == NULL) return zp_fail_memory(err);
  sum_money(&p, project);
  if (make_rows(&p, project) != ZP_OK || weigh_rows(&p, project) != ZP_OK) return err->status;
  out->project_count = 1;
  return ZP_OK;
}

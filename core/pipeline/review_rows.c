// review_rows.c: filled rows as a reviewer reads them: points against the weight, the target, the note and the rule.
#include "form/cell_list.h"
#include "form/name_index.h"
#include "form/signs.h"
#include "form/value_text.h"
#include "pipeline/review_parts.h"

static const zp_text none = { NULL, 0 };

/// A row of the form beside what became of it. `name`, `points` and `note` are cells of the form.
typedef struct claim {
  const zp_row_reading *row;
  const zp_row_result *scored;
  const zp_cell *name, *points, *note, *actual;
  bool weighed;  // the unit knew the weight: it stands in the form, or its points fit the pack's
} claim;

// ---- was the target met? -----------------------------------------------------------------------------------------------

typedef enum verdict { UNKNOWN, MET, MISSED } verdict;

static verdict of(bool met)
{
  return met ? MET : MISSED;
}

static verdict judge_number(const zp_row_reading *row)
{
  int order = zp_qty_compare(row->aligned, row->target.number);
  switch (row->direction) {
    case ZP_DIRECTION_UP: return of(row->target.op == ZP_OP_GT ? order > 0 : order >= 0);
    case ZP_DIRECTION_EQUAL: return of(order >= 0);
    case ZP_DIRECTION_DOWN: return of(row->target.op == ZP_OP_LT ? order < 0 : order <= 0);
    case ZP_DIRECTION_ZERO: return of(row->aligned.digits <= 0);
    default: return UNKNOWN;
  }
}

static verdict judge_date(const zp_row_reading *row)
{
  return of(zp_date_days(row->done) <= zp_date_days(row->due));
}

/// By the values alone, whatever the rule made of them.
static verdict judge(const zp_row_reading *row)
{
  if (row->indicator == NULL || row->missing != ZP_REASON_NONE) return UNKNOWN;
  switch (row->target.kind) {
    case ZP_KIND_DATE: return judge_date(row);
    case ZP_KIND_QUALITATIVE:  // how much is left of a part is the rule's to say
      return row->band == ZP_BAND_MET ? MET : row->band == ZP_BAND_UNMET ? MISSED : UNKNOWN;
    case ZP_KIND_RANGE: {
      if (row->target.dates) return judge_date(row);
      bool within = zp_qty_compare(row->aligned, row->target.number) >= 0 && zp_qty_compare(row->aligned, row->target.high) <= 0;
      return of(within);
    }
    default: return judge_number(row);
  }
}

// ---- points ----------------------------------------------------------------------------------------------------------

/// 无 and / explain nothing.
static zp_status says_nothing(const zp_reviewer *r, zp_text note, bool *nothing)
{
  zp_value_hints hints = { ZP_ROLE_TARGET, none, none, none, 0, NULL };
  zp_value value;
  zp_dec number;
  *nothing = zp_text_blank(note);
  if (*nothing) return ZP_OK;
  if (zp_value_read(note, &hints, r->arena, &value, r->err) != ZP_OK) return r->err->status;
  *nothing = value.kind == ZP_KIND_BLANK || zp_dec_parse(note, &number, NULL) == ZP_OK;
  return ZP_OK;
}

static bool apart(zp_dec a, zp_dec b, zp_dec limit)
{
  int64_t difference = a.e4 > b.e4 ? a.e4 - b.e4 : b.e4 - a.e4;
  return difference > limit.e4;
}

static bool is_full(const claim *c)
{
  return c->scored->outcome == ZP_SCORED && c->scored->points.e4 >= c->row->weight.e4;
}

static zp_status review_loss(const zp_reviewer *r, const claim *c, zp_dec lost)
{
  char room[ZP_NUMBER_ROOM];
  bool nothing = false;
  if (lost.e4 <= r->policy->review.unexplained.e4 || c->note->place.row == 0) return ZP_OK;  // the form asks for no reason
  if (says_nothing(r, c->note->text, &nothing) != ZP_OK) return r->err->status;
  if (nothing)
    zp_review_say(r, ZP_E_LOSS_UNEXPLAINED, c->points, c->name, (const zp_text[3]){ zp_dec_print_short(lost, 0, room), none, none });
  return ZP_OK;
}

/// True when the unit claimed less than the rule gives: then the loss is not one of the work.
static bool review_difference(const zp_reviewer *r, const claim *c)
{
  char declared[ZP_NUMBER_ROOM], computed[ZP_NUMBER_ROOM];
  const zp_dec points = c->scored->points;
  if (c->scored->outcome != ZP_SCORED || !apart(c->row->declared, points, r->policy->review.difference)) return false;
  zp_review_say(r, ZP_E_POINTS_DIFFER, c->points, c->name,
                (const zp_text[3]){ zp_dec_print_short(c->row->declared, 0, declared), zp_dec_print_short(points, 0, computed),
                                    c->scored->rule_title });
  return points.e4 > c->row->declared.e4;
}

/// The first of these that holds: they all speak of the same points.
static zp_status review_points(const zp_reviewer *r, const claim *c)
{
  const zp_row_reading *row = c->row;
  char a[ZP_NUMBER_ROOM], b[ZP_NUMBER_ROOM];
  zp_dec lost = { row->weight.e4 - row->declared.e4 };
  verdict met = judge(row);
  if (lost.e4 < 0) {
    zp_review_say(r, ZP_E_POINTS_OVER, c->points, c->name,
                  (const zp_text[3]){ zp_dec_print_short(row->declared, 0, a), zp_dec_print_short(row->weight, 0, b), none });
    return ZP_OK;
  }
  if (lost.e4 == 0 && met == MISSED && !is_full(c)) {
    zp_review_say(r, ZP_E_FULL_THOUGH_MISSED, c->points, c->name,
                  (const zp_text[3]){ row->actual.text, row->target.text, none });
    return ZP_OK;
  }
  if (lost.e4 > 0 && met == MET && is_full(c)) {
    zp_review_say(r, ZP_E_LOST_THOUGH_MET, c->points, c->name,
                  (const zp_text[3]){ row->actual.text, row->target.text, zp_dec_print_short(lost, 0, a) });
    return ZP_OK;
  }
  return review_difference(r, c) ? ZP_OK : review_loss(r, c, lost);
}

static zp_status review_claim(const zp_reviewer *r, const claim *c)
{
  char room[ZP_NUMBER_ROOM];
  const zp_row_reading *row = c->row;
  if (!row->has_declared) return ZP_OK;
  bool blank = row->indicator != NULL && row->actual.kind == ZP_KIND_BLANK;
  if (blank && row->target.kind == ZP_KIND_BLANK && !zp_cell_blank(c->actual)) return ZP_OK;  // struck out: / and /
  if (blank && row->declared.e4 > 0) {
    zp_review_say(r, ZP_E_POINTS_WITHOUT_ACTUAL, c->points, c->name,
                  (const zp_text[3]){ zp_dec_print_short(row->declared, 0, room), none, none });
    return ZP_OK;
  }
  return c->weighed && row->weight_source != ZP_WEIGHT_NONE ? review_points(r, c) : ZP_OK;
}

/// Weights that the pack shared out are the unit's too when no declared points are above theirs.
static bool fits_weights(const zp_project_reading *project)
{
  for (size_t i = 0; i < project->row_count; i++) {
    const zp_row_reading *row = &project->rows[i];
    if (row->has_declared && row->weight_source != ZP_WEIGHT_FORM && row->declared.e4 > row->weight.e4) return false;
  }
  return true;
}

// ---- actuals ---------------------------------------------------------------------------------------------------------

static void review_actual(const zp_reviewer *r, const claim *c)
{
  bool carries = (c->row->actual.notes & ZP_NOTE_OP_IN_ACTUAL) != 0 && c->row->actual.op != ZP_OP_EQ;
  if (c->row->indicator == NULL || !carries) return;
  zp_review_say(r, ZP_E_ACTUAL_COPIED, c->actual, c->name, (const zp_text[3]){ c->row->actual.text, none, none });
}

/// Quantities only: verdicts and whole rates repeat without being the same fact.
static bool is_telling(const zp_row_reading *row)
{
  bool counted = row->target.kind == ZP_KIND_NUMBER || row->target.kind == ZP_KIND_MONEY;
  return counted && row->missing == ZP_REASON_NONE && row->target.unit.len != 0 && row->aligned.digits >= 10;
}

/// Names that share three characters in a row speak of the same thing; equal sums of money need not.
static bool same_thing(const zp_row_reading *a, const zp_row_reading *b)
{
  enum { SHARED = 3 };
  zp_text left = a->indicator->level3->text, right = b->indicator->level3->text;
  if (a->target.kind == ZP_KIND_MONEY) return true;
  for (size_t from = 0, to = 0; from < left.len;) {
    size_t end = from;
    for (int i = 0; i < SHARED && end < left.len; i++) zp_text_next(left, &end);
    if (zp_character_count(zp_text_slice(left, from, end)) == SHARED && zp_text_contains(right, zp_text_slice(left, from, end)))
      return true;
    to = from;
    zp_text_next(left, &to);
    from = to;
  }
  return false;
}

static bool same_fact(const zp_row_reading *a, const zp_row_reading *b)
{
  return a->group == b->group && a->target.kind == b->target.kind && same_thing(a, b) &&
         !zp_text_equal(a->indicator->level3->text, b->indicator->level3->text);
}

/// One row that has the same target and actual as one before it under another name. Names that are equal are found with the goals.
static zp_status review_facts(const zp_reviewer *r)
{
  zp_name_index facts;
  zp_name_index_init(&facts, r->arena);
  for (uint32_t i = 1; i < r->project->row_count; i++) {
    const zp_row_reading *row = &r->project->rows[i];
    char target[ZP_NUMBER_ROOM], actual[ZP_NUMBER_ROOM];
    uint32_t owner;
    if (!is_telling(row)) continue;
    zp_text key = zp_text_format(r->arena, "%s %s %.*s", zp_qty_print_short(row->target.number, target).ptr,
                                 zp_qty_print_short(row->aligned, actual).ptr, ZP_ARG(row->target.unit));
    if (key.ptr == NULL) return zp_fail_memory(r->err);
    if (zp_name_index_put(&facts, 0, key, i, &owner, r->err) != ZP_OK) return r->err->status;
    const zp_row_reading *first = &r->project->rows[owner];
    const zp_cell *name = row->indicator->level3, *before = first->indicator->level3;
    if (owner != i && same_fact(first, row))
      zp_review_say(r, ZP_E_FACT_TWICE, name, name, (const zp_text[3]){ name->text, before->text, none });
  }
  return ZP_OK;
}

zp_status zp_review_rows(const zp_reviewer *r)
{
  const zp_project *project = r->project->project;
  bool fits = fits_weights(r->project);
  for (size_t i = 0; i < r->project->row_count; i++) {
    const zp_row_reading *row = &r->project->rows[i];
    const zp_indicator *own = row->indicator;
    const claim c = {
      .row = row, .scored = &r->scored->rows[i],
      .name = own == NULL ? &project->name : own->level3,
      .points = own == NULL ? &project->budget.declared : own->declared,
      .note = own == NULL ? &project->budget.note : own->note,
      .actual = own == NULL ? &zp_no_cell : own->actual,
      .weighed = row->weight_source == ZP_WEIGHT_FORM || fits,
    };
    review_actual(r, &c);
    if (review_claim(r, &c) != ZP_OK) return r->err->status;
  }
  return review_facts(r);
}

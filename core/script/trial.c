// trial.c: runs rows whose outcome is known beforehand. Each is run alone, from a state in which
// nothing ran before, and again among its neighbours, in both orders: what a rule remembers from
// one row to the next shows as another outcome.
#include "script/trial.h"

#include "script/cover.h"

/// How a pass goes through the trials.
typedef struct order {
  bool backwards;
  bool together; // as rows of one unit, between which the state is not put back
} order;

typedef struct course {
  zp_host *host;
  const zp_trial *trials;
  size_t count;
  zp_arena *arena;
  zp_row_reading *readings; // of the trials, in their order
  const zp_row_reading **rows;
  uint16_t *rules;
  const zp_param **params;
  zp_outcome *raw; // of one pass, in its order
} course;

/// What a rule answers when it neither declines nor breaks.
static zp_text answer_words(zp_rule_kind kind, zp_dec points, char room[ZP_NUMBER_ROOM])
{
  if (kind != ZP_RULE_VETO) return zp_dec_print_short(points, 2, room);
  return points.e4 != 0 ? ZP_TEXT("true") : ZP_TEXT("false");
}

zp_text zp_outcome_words(zp_rule_kind kind, const zp_outcome *outcome, zp_arena *arena)
{
  char room[ZP_NUMBER_ROOM];
  const char *reason = zp_reason_name(outcome->reason);
  if (outcome->kind == ZP_SCORED && outcome->note.len == 0)
    return zp_text_copy(answer_words(kind, outcome->points, room), arena);
  if (outcome->kind == ZP_SCORED)
    return zp_text_format(arena, "%.*s: %.*s", ZP_ARG(answer_words(kind, outcome->points, room)),
                          ZP_ARG(outcome->note));
  if (outcome->reason == ZP_REASON_INPUT_MISSING)
    return zp_text_format(arena, "%s: %s", reason, zp_input_name(outcome->input));
  if (outcome->fault.len != 0) return zp_text_copy(outcome->fault, arena);
  if (outcome->note.len == 0) return zp_text_copy(zp_text_from(reason), arena);
  return zp_text_format(arena, "%s: %.*s", reason, ZP_ARG(outcome->note));
}

// ---- passes
// ---------------------------------------------------------------------------------------------------------

static zp_status prepare(course *c, zp_error *err)
{
  c->readings = ZP_TAKE(c->arena, zp_row_reading, c->count);
  c->rows = ZP_TAKE(c->arena, const zp_row_reading *, c->count);
  c->rules = ZP_TAKE(c->arena, uint16_t, c->count);
  c->params = ZP_TAKE(c->arena, const zp_param *, c->count);
  c->raw = ZP_TAKE(c->arena, zp_outcome, c->count);
  if (c->readings == NULL || c->rows == NULL || c->rules == NULL || c->params == NULL ||
      c->raw == NULL)
    return zp_fail_memory(err);
  for (size_t i = 0; i < c->count; i++)
    c->readings[i] = (zp_row_reading){ .weight = c->trials[i].example.weight,
                                       .inputs = c->trials[i].example.inputs,
                                       .group = SIZE_MAX };
  return ZP_OK;
}

/// The trials from place `from` of the pass on, as rows of one unit; one of a unit rule by itself.
static zp_status run(course *c, size_t from, size_t count, const zp_series *series, zp_error *err)
{
  const zp_batch batch = { c->rows + from, c->rules + from, count, c->params + from };
  if (series == NULL) return zp_bridge_score(c->host, &batch, c->arena, c->raw + from, err);
  return zp_ask_rule(c->host, c->rules[from], c->params[from], series, c->arena, c->raw + from,
                     err);
}

/// outcomes[i] is that of trials[i], whatever the order.
static zp_status pass(course *c, order how, zp_outcome *outcomes, zp_error *err)
{
  bool rows = c->count != 0 && c->trials[0].example.series == NULL;
  size_t most = how.together && rows ? c->count : 1;
  for (size_t i = 0; i < c->count; i++) {
    size_t at = how.backwards ? c->count - 1 - i : i;
    c->rows[i] = &c->readings[at];
    c->rules[i] = c->trials[at].rule;
    c->params[i] = c->trials[at].example.params;
  }
  for (size_t i = 0; i < c->count; i += most) {
    size_t at = how.backwards ? c->count - 1 - i : i;
    if (run(c, i, most, rows ? NULL : c->trials[at].example.series, err) != ZP_OK)
      return err->status;
  }
  for (size_t i = 0; i < c->count; i++) outcomes[how.backwards ? c->count - 1 - i : i] = c->raw[i];
  return ZP_OK;
}

// ---- what came out
// --------------------------------------------------------------------------------------------------

static bool agrees(const zp_example *example, const zp_outcome *outcome)
{
  if (example->reason != ZP_REASON_NONE) return outcome->reason == example->reason;
  return outcome->kind == ZP_SCORED && outcome->points.e4 == example->points.e4;
}

static bool same(const zp_outcome *a, const zp_outcome *b)
{
  return a->kind == b->kind && a->points.e4 == b->points.e4 && a->reason == b->reason &&
         a->input == b->input && zp_text_equal(a->note, b->note) &&
         zp_text_equal(a->fault, b->fault);
}

static zp_text expected_words(zp_rule_kind kind, const zp_example *example, zp_arena *arena)
{
  char room[ZP_NUMBER_ROOM];
  if (example->reason != ZP_REASON_NONE)
    return zp_text_copy(zp_text_from(zp_reason_name(example->reason)), arena);
  return zp_text_copy(answer_words(kind, example->points, room), arena);
}

/// Points without the note, unless the note is what differs.
static zp_text got_words(zp_rule_kind kind, zp_outcome outcome, bool with_note, zp_arena *arena)
{
  if (outcome.kind == ZP_SCORED && !with_note) outcome.note = (zp_text){ NULL, 0 };
  return zp_outcome_words(kind, &outcome, arena);
}

enum { PASSES = 4 };

static zp_status tell(const course *c, size_t i, zp_outcome *const outcomes[PASSES],
                      zp_example_run *out, zp_error *err)
{
  const zp_trial *trial = &c->trials[i];
  const zp_rule *rule = &c->host->policy.rules[trial->rule];
  const zp_outcome *first = &outcomes[0][i], *other = NULL;
  for (size_t p = 1; p < PASSES && other == NULL; p++)
    if (!same(first, &outcomes[p][i])) other = &outcomes[p][i];
  bool with_note = other != NULL && first->points.e4 == other->points.e4;
  *out = (zp_example_run){ .rule = rule->id,
                           .title = trial->example.title,
                           .file = trial->file,
                           .line = trial->example.line,
                           .passed = other == NULL && agrees(&trial->example, first),
                           .expected = expected_words(rule->kind, &trial->example, c->arena),
                           .got = got_words(rule->kind, *first, with_note, c->arena),
                           .sentence = other == NULL ? ZP_W_RULES_EXPECTED : ZP_W_RULES_DEPENDS,
                           .status = trial->status };
  if (other != NULL) out->more = got_words(rule->kind, *other, with_note, c->arena);
  return zp_arena_short(c->arena) ? zp_fail_memory(err) : ZP_OK;
}

zp_status zp_trials_run(zp_host *host, const zp_trial *trials, size_t count, zp_arena *arena,
                        zp_example_run *runs, zp_error *err)
{
  static const order orders[PASSES] = {
    { false, false }, { true, false }, { false, true }, { true, true }
  };
  course c = { .host = host, .trials = trials, .count = count, .arena = arena };
  zp_outcome *outcomes[PASSES];
  if (prepare(&c, err) != ZP_OK) return err->status;
  for (size_t p = 0; p < PASSES; p++) {
    outcomes[p] = ZP_TAKE(arena, zp_outcome, count);
    if (outcomes[p] == NULL) return zp_fail_memory(err);
    if (pass(&c, orders[p], outcomes[p], err) != ZP_OK) return err->status;
  }
  for (size_t i = 0; i < count; i++)
    if (tell(&c, i, outcomes, &runs[i], err) != ZP_OK) return err->status;
  if (!zp_cover_begin(host)) return ZP_OK;
  zp_status status = pass(&c, orders[0], outcomes[0], err);
  zp_cover_end(host);
  return status;
}

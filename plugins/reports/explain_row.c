// explain_row.c: see explain_row.h.
#include "plugins/reports/explain_row.h"

#include "plugins/reports/text_cells.h"

static const zp_text none = { "", 0 };

static zp_text or_dash(zp_wording *say, zp_text text)
{
  return text.len != 0 ? text : zp_wording_word(say, ZP_W_CELL_NOTHING);
}

// ---- what was written and how it was read ------------------------------------------------------------------------------

/// "=", and the number or date that a value was read as.
static void put_figures(zp_wording *say, zp_sink *sink, const zp_value *value)
{
  static const zp_word ops[] = { [ZP_OP_EQ] = ZP_W_OP_EQ, [ZP_OP_GE] = ZP_W_OP_GE, [ZP_OP_LE] = ZP_W_OP_LE,
                                 [ZP_OP_GT] = ZP_W_OP_GT, [ZP_OP_LT] = ZP_W_OP_LT };
  char room[ZP_NUMBER_ROOM], day[16];
  if (value->op != ZP_OP_NONE) zp_sink_print(sink, "%.*s ", ZP_ARG(zp_wording_word(say, ops[value->op])));
  if (value->date.month != 0) zp_sink_put(sink, zp_date_print(value->date, day));
  if (value->high_date.month != 0) zp_sink_print(sink, " ~ %.*s", ZP_ARG(zp_date_print(value->high_date, day)));
  if (value->has_number) zp_sink_put(sink, zp_qty_print(value->number, room));
  if (value->has_high) zp_sink_print(sink, " ~ %.*s", ZP_ARG(zp_qty_print(value->high, room)));
  if (value->has_number) zp_sink_put(sink, value->unit);
}

static zp_text read_as(zp_wording *say, const zp_value *value)
{
  static const zp_word kinds[ZP_KIND_COUNT] = { ZP_W_KIND_BLANK, ZP_W_KIND_NUMBER, ZP_W_KIND_PERCENT,     ZP_W_KIND_MONEY,
                                                ZP_W_KIND_DATE,  ZP_W_KIND_RANGE,  ZP_W_KIND_QUALITATIVE, ZP_W_KIND_COMPOUND };
  zp_sink sink = { .arena = say->arena };
  put_figures(say, &sink, value);
  if (sink.failed) say->failed = true;
  zp_text kind = zp_wording_word(say, kinds[value->kind]), figures = { sink.bytes, sink.len };
  return figures.len == 0 ? kind : zp_wording_of(say, ZP_W_EXPLAIN_READ, kind, figures, none);
}

static void add_place(zp_labels *labels, const zp_place *place)
{
  if (place->row != 0) zp_labels_word(labels, 1, ZP_W_EXPLAIN_PLACE, zp_wording_place(labels->say, place));
}

static void add_value(zp_labels *labels, zp_word label, zp_text written, const zp_place *place, const zp_value *value)
{
  zp_wording *say = labels->say;
  zp_labels_word(labels, 0, label, or_dash(say, zp_text_trim(written)));
  add_place(labels, place);
  zp_labels_word(labels, 1, ZP_W_EXPLAIN_READ_AS, read_as(say, value));
  zp_labels_word(labels, 1, ZP_W_EXPLAIN_NOTES, zp_notes_text(value->notes, say->lang, say->arena));
}

static void add_amount(zp_labels *labels, zp_word label, zp_text written, const zp_place *place, bool known, zp_money money)
{
  zp_wording *say = labels->say;
  zp_labels_word(labels, 0, label, or_dash(say, zp_text_trim(written)));
  add_place(labels, place);
  zp_text shown = zp_cell_money(say, known, money);
  zp_labels_word(labels, 1, ZP_W_EXPLAIN_READ_AS, known ? zp_wording_of(say, ZP_W_CELL_WAN, shown, none, none) : shown);
}

static void add_texts(zp_labels *labels, const zp_project_result *project, const zp_row_result *row)
{
  if (row->execution) {
    add_amount(labels, ZP_W_BUDGET_REVISED, row->target_text, &row->target_place, project->has_revised, project->revised);
    add_amount(labels, ZP_W_BUDGET_EXECUTED, row->actual_text, &row->actual_place, project->has_executed, project->executed);
    return;
  }
  add_value(labels, ZP_W_HEAD_TARGET, row->target_text, &row->target_place, &row->target);
  add_value(labels, ZP_W_HEAD_ACTUAL, row->actual_text, &row->actual_place, &row->actual);
}

// ---- what was concluded before the rule ----------------------------------------------------------------------------------

static void add_direction(zp_labels *labels, const zp_row_result *row)
{
  static const zp_word directions[] = { [ZP_DIRECTION_UP] = ZP_W_DIRECTION_UP, [ZP_DIRECTION_DOWN] = ZP_W_DIRECTION_DOWN,
                                        [ZP_DIRECTION_EQUAL] = ZP_W_DIRECTION_EQUAL,
                                        [ZP_DIRECTION_ZERO] = ZP_W_DIRECTION_ZERO };
  static const zp_word sources[] = { [ZP_BY_OPERATOR] = ZP_W_BY_OPERATOR, [ZP_BY_NAME] = ZP_W_BY_NAME, [ZP_BY_CAP] = ZP_W_BY_CAP,
                                     [ZP_BY_DEFAULT] = ZP_W_BY_DEFAULT, [ZP_BY_ZERO] = ZP_W_BY_ZERO };
  zp_wording *say = labels->say;
  if (row->direction == ZP_DIRECTION_NONE) return;
  zp_text text = zp_wording_word(say, directions[row->direction]);
  if (row->direction_source != ZP_BY_NOTHING)
    text = zp_wording_of(say, ZP_W_EXPLAIN_SOURCE, text, zp_wording_word(say, sources[row->direction_source]), none);
  zp_labels_word(labels, 0, ZP_W_EXPLAIN_DIRECTION, text);
}

static void add_conclusions(zp_labels *labels, const zp_row_result *row)
{
  static const zp_word bands[] = { [ZP_BAND_MET] = ZP_W_BAND_MET, [ZP_BAND_PARTIAL] = ZP_W_BAND_PARTIAL,
                                   [ZP_BAND_UNMET] = ZP_W_BAND_UNMET };
  static const zp_word sources[] = { [ZP_WEIGHT_FORM] = ZP_W_WEIGHT_FORM, [ZP_WEIGHT_SHARED] = ZP_W_WEIGHT_SHARED,
                                     [ZP_WEIGHT_PACK] = ZP_W_WEIGHT_PACK, [ZP_WEIGHT_NONE] = ZP_W_WEIGHT_NONE,
                                     [ZP_WEIGHT_POOLED] = ZP_W_WEIGHT_POOLED };
  zp_wording *say = labels->say;
  add_direction(labels, row);
  if (row->band != ZP_BAND_NONE) zp_labels_word(labels, 0, ZP_W_EXPLAIN_BAND, zp_wording_word(say, bands[row->band]));
  zp_text source = zp_wording_word(say, sources[row->weight_source]);
  zp_labels_word(labels, 0, ZP_W_HEAD_WEIGHT,
                 zp_wording_of(say, ZP_W_EXPLAIN_SOURCE, zp_cell_points(say, row->weight), source, none));
}

// ---- the rule and what it was given --------------------------------------------------------------------------------------

static const zp_rule_result *rule_of(const zp_result *result, const zp_row_result *row)
{
  for (size_t i = 0; i < result->rule_count; i++)
    if (zp_text_equal(result->rules[i].id, row->rule)) return &result->rules[i];
  return NULL;
}

static void add_given(zp_labels *labels, const zp_row_result *row)
{
  static const zp_word words[ZP_INPUT_COUNT] = {
#define X(name, lua, type, need, doc) ZP_W_INPUT_##name,
    ZP_INPUT_MAP(X)
#undef X
  };
  zp_wording *say = labels->say;
  if (row->given_count != 0) zp_labels_head(labels, 0, ZP_W_EXPLAIN_GIVEN);
  for (size_t i = 0; i < row->given_count; i++) {
    const zp_given *given = &row->given[i];
    zp_text what = zp_wording_word(say, words[given->input]);
    zp_labels_add(labels, 1, zp_text_from(zp_input_name(given->input)),
                  zp_wording_of(say, ZP_W_EXPLAIN_SOURCE, or_dash(say, given->value), what, none));
  }
}

static void add_rule(zp_labels *labels, const zp_result *result, const zp_row_result *row)
{
  zp_wording *say = labels->say;
  const zp_rule_result *rule = rule_of(result, row);
  zp_text name = row->rule_title.len == 0 ? row->rule : zp_wording_of(say, ZP_W_EXPLAIN_SOURCE, row->rule_title, row->rule, none);
  zp_labels_word(labels, 0, ZP_W_HEAD_RULE, or_dash(say, name));
  if (rule != NULL) {
    zp_place place = { .file = rule->file, .row = rule->line };
    zp_labels_word(labels, 1, ZP_W_EXPLAIN_PLACE, zp_wording_place(say, &place));
    zp_labels_word(labels, 1, ZP_W_EXPLAIN_BASIS, rule->basis);
    zp_labels_word(labels, 1, ZP_W_EXPLAIN_PARAMS, rule->params);
  }
  add_given(labels, row);
}

// ---- what came out ---------------------------------------------------------------------------------------------------------

static bool given_number(const zp_row_result *row, zp_input input, zp_dec *out)
{
  for (size_t i = 0; i < row->given_count; i++) {
    zp_qty number;
    if (row->given[i].input != input || zp_qty_parse(row->given[i].value, &number, NULL) != ZP_OK) continue;
    return zp_qty_to_dec(number, out, NULL) == ZP_OK;
  }
  return false;
}

/// How much of the target the actual is, when the rule was given both.
static zp_text share_of_target(zp_wording *say, const zp_row_result *row)
{
  char room[ZP_NUMBER_ROOM];
  zp_dec actual, target, share;
  zp_input upper = row->execution ? ZP_IN_EXECUTED : ZP_IN_ACTUAL, lower = row->execution ? ZP_IN_REVISED : ZP_IN_TARGET;
  if (!given_number(row, upper, &actual) || !given_number(row, lower, &target) || target.e4 <= 0) return none;
  if (zp_dec_muldiv(actual, ZP_DEC(100), target, 2, &share, NULL) != ZP_OK) return none;
  return zp_wording_of(say, row->execution ? ZP_W_EXPLAIN_SHARE_EXECUTED : ZP_W_EXPLAIN_SHARE, zp_dec_print(share, 2, room), none,
                       none);
}

static void add_lost(zp_labels *labels, const zp_row_result *row)
{
  zp_dec lost;
  zp_wording *say = labels->say;
  if (row->points.e4 >= row->weight.e4 || zp_dec_sub(row->weight, row->points, &lost, NULL) != ZP_OK) return;
  zp_text figures = zp_wording_of(say, ZP_W_EXPLAIN_MINUS, zp_cell_points(say, row->weight), zp_cell_points(say, row->points),
                                  zp_cell_points(say, lost));
  zp_text share = share_of_target(say, row), note = zp_text_trim(row->note);
  if (note.len != 0) share = share.len == 0 ? note : zp_wording_of(say, ZP_W_CELL_JOINED, note, share, none);
  if (share.len != 0) figures = zp_wording_of(say, ZP_W_CELL_JOINED, figures, share, none);
  zp_labels_word(labels, 0, ZP_W_EXPLAIN_LOST, figures);
}

static void add_scored(zp_labels *labels, const zp_row_result *row)
{
  char room[ZP_NUMBER_ROOM];
  zp_labels_word(labels, 0, ZP_W_EXPLAIN_ANSWER, zp_qty_print_short(row->answer, room));
  zp_labels_word(labels, 0, ZP_W_EXPLAIN_ROUNDED, zp_cell_points(labels->say, row->points));
  add_lost(labels, row);
  if (row->points.e4 >= row->weight.e4) zp_labels_word(labels, 0, ZP_W_EXPLAIN_NOTE, zp_text_trim(row->note));
}

static void add_outcome(zp_labels *labels, const zp_row_result *row)
{
  zp_wording *say = labels->say;
  if (row->outcome == ZP_SCORED) {
    add_scored(labels, row);
    return;
  }
  zp_text why = zp_wording_of(say, zp_reason_word(row->reason), row->reason_input, none, none);
  zp_text own = row->fault.len != 0 ? zp_wording_arg(say, row->fault) : zp_text_trim(row->note);
  if (own.len != 0) why = row->outcome == ZP_FAULT ? own : zp_wording_of(say, ZP_W_CELL_JOINED, why, own, none);
  zp_labels_word(labels, 0, row->outcome == ZP_FAULT ? ZP_W_CELL_FAULT : ZP_W_CELL_UNSCORED, why);
}

static void add_declared(zp_labels *labels, const zp_row_result *row)
{
  zp_wording *say = labels->say;
  zp_text difference = zp_cell_difference(say, row), declared = zp_cell_declared(say, row);
  if (declared.len == 0) declared = zp_wording_word(say, ZP_W_CELL_NOTHING);
  if (difference.len != 0) declared = zp_wording_of(say, ZP_W_EXPLAIN_DIFFERENCE, declared, difference, none);
  zp_labels_word(labels, 0, ZP_W_EXPLAIN_DECLARED, declared);
  zp_labels_word(labels, 0, ZP_W_EXPLAIN_DEVIATION, zp_text_trim(row->deviation));
}

void zp_explain_row(zp_labels *labels, const zp_result *result, const zp_project_result *project, const zp_row_result *row)
{
  zp_wording *say = labels->say;
  zp_text levels = row->level2.len == 0 ? row->level1 : zp_wording_fill(say, "{1} / {2}",
                                                                       (const zp_text[3]){ row->level1, row->level2, none });
  zp_labels_word(labels, 0, ZP_W_HEAD_LEVEL1, levels);
  zp_labels_word(labels, 0, ZP_W_EXPLAIN_DESCRIPTION, zp_text_trim(row->description));
  add_texts(labels, project, row);
  add_conclusions(labels, row);
  add_rule(labels, result, row);
  add_outcome(labels, row);
  add_declared(labels, row);
}

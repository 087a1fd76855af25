// watch_plan.c: the unit's own cumulative plan of expenditure, and what was executed against it.
#include "form/value_text.h"
#include "pipeline/monitor.h"

static const zp_dec whole = { 1000000 }; // 100 %

enum { QUARTERS = 4 };

// ---- the plan -----------------------------------------------------------------------------------

/// What a quarter's cell says.
typedef struct entry {
  enum { BLANK, SHARE, BARE, MONEY, UNREADABLE } kind;
  zp_dec share; // SHARE: per cent; BARE: a number without a unit
} entry;

static zp_status read_entry(const zp_project_reading *project, const zp_cell *cell, zp_arena *arena,
                            entry *out, zp_error *err)
{
  const zp_text none = { NULL, 0 };
  const zp_value_hints hints = { ZP_ROLE_TARGET, none, none, none, 0, NULL };
  zp_value value;
  zp_money money;
  *out = (entry){ .kind = UNREADABLE };
  if (zp_value_read(cell->text, &hints, arena, &value, err) != ZP_OK) return err->status;
  bool number = value.has_number && !value.has_high && value.op != ZP_OP_LE &&
                value.op != ZP_OP_LT && value.number.digits >= 0 &&
                zp_qty_to_dec(value.number, &out->share, NULL) == ZP_OK;
  if (value.kind == ZP_KIND_BLANK)
    out->kind = BLANK;
  else if (number && value.kind == ZP_KIND_PERCENT && zp_text_equal(value.unit, ZP_TEXT("%")))
    out->kind = SHARE;
  else if (number && value.kind == ZP_KIND_NUMBER && value.unit.len == 0)
    out->kind = BARE;
  else if (value.kind == ZP_KIND_MONEY && project->has_revised && project->revised.fen > 0 &&
           zp_money_read(cell->text, project->project->budget.money_unit, arena, &money, NULL) ==
               ZP_OK &&
           money.fen >= 0 &&
           zp_dec_muldiv((zp_dec){ money.fen }, whole, (zp_dec){ project->revised.fen }, 2,
                         &out->share, NULL) == ZP_OK)
    out->kind = MONEY;
  return ZP_OK;
}

/// Numbers without a unit are per cent, unless the last says that they are shares of one.
static void scale_bare(entry entries[QUARTERS])
{
  bool of_one =
      entries[QUARTERS - 1].kind == BARE && entries[QUARTERS - 1].share.e4 == ZP_DEC(1).e4;
  for (int q = 0; q < QUARTERS; q++)
    if (of_one && entries[q].kind == BARE && entries[q].share.e4 <= ZP_DEC(1).e4)
      entries[q].share.e4 *= 100;
}

/// Whether the four say a cumulative plan; what keeps them from it otherwise.
static bool is_plan(const entry entries[QUARTERS], zp_watch *why)
{
  size_t blank = 0, unreadable = 0;
  for (int q = 0; q < QUARTERS; q++) {
    blank += entries[q].kind == BLANK;
    unreadable += entries[q].kind == UNREADABLE;
  }
  bool falls = false;
  for (int q = 1; q < QUARTERS; q++) falls = falls || entries[q].share.e4 < entries[q - 1].share.e4;
  *why = blank == QUARTERS ? ZP_WATCH_NO_PLAN
         : unreadable != 0 ? ZP_WATCH_PLAN_UNREADABLE
         : blank != 0      ? ZP_WATCH_PLAN_GAPS
         : falls           ? ZP_WATCH_PLAN_FALLS
                           : ZP_WATCH_PLAN_NOT_WHOLE;
  return blank == 0 && unreadable == 0 && !falls && entries[QUARTERS - 1].share.e4 == whole.e4;
}

static zp_status read_plan(const zp_project_reading *project, zp_arena *arena,
                           zp_watched_project *out, zp_watch *why, zp_error *err)
{
  entry entries[QUARTERS];
  for (int q = 0; q < QUARTERS; q++)
    if (read_entry(project, &project->project->budget.quarter[q], arena, &entries[q], err) != ZP_OK)
      return err->status;
  scale_bare(entries);
  out->has_plan = is_plan(entries, why);
  for (int q = 0; out->has_plan && q < QUARTERS; q++) out->plan[q] = entries[q].share;
  return ZP_OK;
}

// ---- execution ----------------------------------------------------------------------------------

static void conclude(zp_watched_project *out, zp_light light, zp_watch why)
{
  out->execution = light;
  out->execution_why = why;
}

/// What the money alone says; false when the plan must be asked.
static bool judge_money(zp_watched_project *out)
{
  if (!out->has_revised)
    conclude(out, ZP_LIGHT_UNKNOWN, ZP_WATCH_NO_BUDGET);
  else if (!out->has_executed)
    conclude(out, ZP_LIGHT_UNKNOWN, ZP_WATCH_NO_EXECUTED);
  else if (out->executed.fen > out->revised.fen)
    conclude(out, ZP_LIGHT_RED, ZP_WATCH_OVER_BUDGET);
  else if (out->revised.fen == 0)
    conclude(out, ZP_LIGHT_UNKNOWN, ZP_WATCH_ZERO_BUDGET);
  else
    return false;
  return true;
}

static void judge_plan(const zp_watch_limits *limits, zp_watched_project *out)
{
  const zp_dec all = { 1000000 };
  zp_qty executed = { out->executed.fen, 0 }, revised = { out->revised.fen, 0 };
  out->has_rate = zp_watch_rate(executed, revised, out->planned, &out->rate);
  if (out->planned.e4 == 0) {
    bool begun = out->executed.fen > 0;
    conclude(out, begun ? ZP_LIGHT_GREEN : ZP_LIGHT_NOT_DUE,
             begun ? ZP_WATCH_AHEAD : ZP_WATCH_NOTHING_PLANNED);
    return;
  }
  zp_light light = zp_watch_judge(out->rate, limits);
  zp_watch why = out->rate.e4 > all.e4     ? ZP_WATCH_AHEAD
                 : light == ZP_LIGHT_GREEN ? ZP_WATCH_ON_PLAN
                                           : ZP_WATCH_BEHIND;
  conclude(out, light, why);
}

zp_status zp_watch_execution(const zp_project_reading *project, const zp_watch_limits *limits,
                             const zp_watch_day *day, int year, zp_arena *arena,
                             zp_watched_project *out, zp_error *err)
{
  zp_watch why;
  out->has_revised = project->has_revised;
  out->revised = project->revised;
  out->has_executed = project->has_executed;
  out->executed = project->executed;
  if (read_plan(project, arena, out, &why, err) != ZP_OK) return err->status;
  if (out->has_plan) out->planned = zp_watch_share(out->plan, day, year);
  out->has_share = out->has_revised && out->has_executed && out->revised.fen > 0 &&
                   zp_dec_muldiv((zp_dec){ out->executed.fen }, whole, (zp_dec){ out->revised.fen },
                                 2, &out->share, NULL) == ZP_OK;
  if (judge_money(out)) return ZP_OK;
  if (out->has_plan)
    judge_plan(limits, out);
  else
    conclude(out, ZP_LIGHT_UNKNOWN, why);
  return ZP_OK;
}

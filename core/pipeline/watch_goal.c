// watch_goal.c: an indicator at a day during the year. rules/README.md "Monitoring" has the table
// this follows.
#include "pipeline/monitor.h"

static const zp_dec whole = { 1000000 }; // 100 %

typedef struct goal {
  const zp_row_reading *row;
  const zp_watch_limits *limits;
  const zp_watch_day *day;
  zp_dec elapsed;
  zp_watched_row *out;
} goal;

static void conclude(const goal *g, zp_light light, zp_watch why)
{
  g->out->light = light;
  g->out->why = why;
}

static bool year_is_over(const goal *g)
{
  return g->elapsed.e4 >= whole.e4;
}

// ---- days ---------------------------------------------------------------------------------------

/// Days without a year are compared within one.
static int32_t days_of(zp_date date, int year)
{
  enum { ANY_LEAP_YEAR = 2000 };
  if (date.year == 0) date.year = (int16_t)(year != 0 ? year : ANY_LEAP_YEAR);
  uint8_t last = zp_month_days(date.year, date.month);
  if (date.day > last) date.day = last;
  return zp_date_days(date);
}

/// An answer in words to a target that is a day.
static void watch_day_in_words(const goal *g, bool passed)
{
  if (g->row->band == ZP_BAND_MET)
    conclude(g, ZP_LIGHT_GREEN, ZP_WATCH_MET);
  else if (!passed)
    conclude(g, ZP_LIGHT_NOT_DUE, ZP_WATCH_NOT_DUE);
  else
    conclude(g, g->row->band == ZP_BAND_PARTIAL ? ZP_LIGHT_YELLOW : ZP_LIGHT_RED, ZP_WATCH_OVERDUE);
}

/// A day that is still to come is a promise, not an actual.
static void watch_done(const goal *g, int32_t due, int32_t done, int32_t today)
{
  bool promised = done > today;
  if (!promised)
    conclude(g, done <= due ? ZP_LIGHT_GREEN : ZP_LIGHT_RED,
             done <= due ? ZP_WATCH_DONE : ZP_WATCH_LATE);
  else if (due <= today)
    conclude(g, ZP_LIGHT_RED, ZP_WATCH_OVERDUE);
  else if (done <= due)
    conclude(g, ZP_LIGHT_NOT_DUE, ZP_WATCH_NOT_DUE);
  else
    conclude(g, ZP_LIGHT_YELLOW, ZP_WATCH_EXPECTED_LATE);
}

static void watch_day(const goal *g)
{
  const zp_row_reading *row = g->row;
  zp_date due = row->target.kind == ZP_KIND_RANGE ? row->target.high_date : row->target.date;
  // All that is without a year is in the same: that of the day, else of whichever date has one.
  zp_date done = row->actual.kind == ZP_KIND_RANGE ? row->actual.high_date : row->actual.date;
  int year = g->day->date.year != 0 ? g->day->date.year : due.year != 0 ? due.year : done.year;
  int32_t last = days_of(due, year), today = days_of(g->day->date, year);
  bool passed = last <= today;
  g->out->due = due;
  if (row->missing == ZP_REASON_NONE)
    watch_done(g, last, days_of(done, year), today);
  else if (row->missing == ZP_REASON_KIND_MISMATCH && row->band != ZP_BAND_NONE)
    watch_day_in_words(g, passed);
  else if (row->missing != ZP_REASON_ACTUAL_BLANK)
    conclude(g, ZP_LIGHT_UNKNOWN, ZP_WATCH_UNCLEAR);
  else if (passed)
    conclude(g, ZP_LIGHT_UNKNOWN, ZP_WATCH_NO_ACTUAL);
  else
    conclude(g, ZP_LIGHT_NOT_DUE, ZP_WATCH_NOT_DUE);
}

// ---- verdicts -----------------------------------------------------------------------------------

static void watch_verdict(const goal *g)
{
  switch (g->row->band) {
    case ZP_BAND_MET: conclude(g, ZP_LIGHT_GREEN, ZP_WATCH_MET); break;
    case ZP_BAND_PARTIAL: conclude(g, ZP_LIGHT_YELLOW, ZP_WATCH_PARTIAL); break;
    case ZP_BAND_UNMET:
      conclude(g, year_is_over(g) ? ZP_LIGHT_RED : ZP_LIGHT_YELLOW, ZP_WATCH_UNMET);
      break;
    case ZP_BAND_NONE: conclude(g, ZP_LIGHT_UNKNOWN, ZP_WATCH_UNCLEAR); break;
  }
}

// ---- numbers ------------------------------------------------------------------------------------

/// What is counted grows through the year, and so does what is spent; a rate and a price per
/// something do not.
static bool grows(const zp_value *target)
{
  bool counted = target->kind == ZP_KIND_NUMBER || target->kind == ZP_KIND_MONEY;
  return counted && zp_unit_family(target->unit, &(int){ 0 }) != ZP_FAMILY_RATE &&
         !zp_text_contains(target->unit, ZP_TEXT("/"));
}

static bool is_cap(const zp_row_reading *row)
{
  return row->direction == ZP_DIRECTION_DOWN || row->direction == ZP_DIRECTION_ZERO;
}

/// What the target asks for by now; the share of it, and the quantity for people to see.
static zp_dec expect(const goal *g)
{
  zp_watched_row *out = g->out;
  const zp_value *target = &g->row->target;
  zp_dec number, part;
  out->cap = is_cap(g->row);
  out->pro_rata = !out->cap && grows(target) && target->number.digits > 0 && !year_is_over(g);
  zp_dec share = out->pro_rata ? g->elapsed : whole;
  out->unit = target->unit;
  out->expected = target->number;
  out->has_expected = share.e4 >= whole.e4;
  if (out->has_expected || zp_qty_to_dec(target->number, &number, NULL) != ZP_OK) return share;
  out->has_expected = zp_dec_muldiv(number, share, whole, 2, &part, NULL) == ZP_OK;
  if (out->has_expected) out->expected = (zp_qty){ part.e4, 4 };
  return share;
}

static void watch_rising(const goal *g)
{
  const zp_row_reading *row = g->row;
  zp_watched_row *out = g->out;
  int against = zp_qty_compare(row->aligned, row->target.number);
  zp_dec share = expect(g);
  out->has_rate = zp_watch_rate(row->aligned, row->target.number, share, &out->rate);
  if (against > 0 || (against == 0 && row->target.op != ZP_OP_GT)) {
    conclude(g, ZP_LIGHT_GREEN, ZP_WATCH_REACHED);
  } else if (share.e4 == 0) {
    conclude(g, ZP_LIGHT_NOT_DUE, ZP_WATCH_NOT_DUE);
  } else if (row->target.number.digits > 0 && !out->has_rate) {
    out->missing = ZP_REASON_ACTUAL_UNREADABLE;
    conclude(g, ZP_LIGHT_UNKNOWN, ZP_WATCH_UNCLEAR);
  } else {
    zp_light light = out->has_rate ? zp_watch_judge(out->rate, g->limits) : ZP_LIGHT_RED;
    bool open = light == ZP_LIGHT_RED && !out->pro_rata && !year_is_over(g);
    if (open)
      conclude(g, ZP_LIGHT_YELLOW, ZP_WATCH_SHORT_OPEN);
    else
      conclude(g, light, light == ZP_LIGHT_GREEN ? ZP_WATCH_ON_TRACK : ZP_WATCH_SHORT);
  }
}

/// A cap holds on every day. What was counted or spent over it stays over it; a rate may still come
/// down.
static void watch_cap(const goal *g)
{
  const zp_row_reading *row = g->row;
  int against = zp_qty_compare(row->aligned, row->target.number);
  expect(g);
  if (against < 0 || (against == 0 && row->target.op != ZP_OP_LT))
    conclude(g, ZP_LIGHT_GREEN, ZP_WATCH_KEPT);
  else if (grows(&row->target) || year_is_over(g))
    conclude(g, ZP_LIGHT_RED, ZP_WATCH_EXCEEDED);
  else
    conclude(g, ZP_LIGHT_YELLOW, ZP_WATCH_EXCEEDED_OPEN);
}

static void watch_zero(const goal *g)
{
  expect(g);
  if (g->row->aligned.digits <= 0)
    conclude(g, ZP_LIGHT_GREEN, ZP_WATCH_KEPT);
  else
    conclude(g, ZP_LIGHT_RED, ZP_WATCH_EXCEEDED);
}

static void watch_range(const goal *g)
{
  const zp_row_reading *row = g->row;
  bool inside = zp_qty_compare(row->aligned, row->target.number) >= 0 &&
                zp_qty_compare(row->aligned, row->target.high) <= 0;
  if (inside)
    conclude(g, ZP_LIGHT_GREEN, ZP_WATCH_IN_RANGE);
  else
    conclude(g, year_is_over(g) ? ZP_LIGHT_RED : ZP_LIGHT_YELLOW, ZP_WATCH_OFF_RANGE);
}

static void watch_number(const goal *g)
{
  if (g->row->target.kind == ZP_KIND_RANGE) {
    watch_range(g);
    return;
  }
  switch (g->row->direction) {
    case ZP_DIRECTION_DOWN: watch_cap(g); break;
    case ZP_DIRECTION_ZERO: watch_zero(g); break;
    case ZP_DIRECTION_NONE:
    case ZP_DIRECTION_UP:
    case ZP_DIRECTION_EQUAL: watch_rising(g); break;
  }
}

// ---- a row --------------------------------------------------------------------------------------

/// What should be there by now is said, also when nothing is.
static void watch_blank(const goal *g)
{
  zp_kind kind = g->row->target.kind;
  if (kind == ZP_KIND_NUMBER || kind == ZP_KIND_PERCENT || kind == ZP_KIND_MONEY) expect(g);
  conclude(g, ZP_LIGHT_UNKNOWN, ZP_WATCH_NO_ACTUAL);
}

static void watch_missing(const goal *g)
{
  if (g->row->missing == ZP_REASON_KIND_MISMATCH && g->row->band != ZP_BAND_NONE)
    watch_verdict(g);
  else if (g->row->missing == ZP_REASON_ACTUAL_BLANK)
    watch_blank(g);
  else
    conclude(g, ZP_LIGHT_UNKNOWN, ZP_WATCH_UNCLEAR);
}

void zp_watch_goal(const zp_row_reading *row, const zp_watch_limits *limits,
                   const zp_watch_day *day, zp_dec elapsed, zp_watched_row *out)
{
  const zp_indicator *indicator = row->indicator;
  const goal g = { row, limits, day, elapsed, out };
  zp_text target = zp_text_trim(indicator->target->text),
          actual = zp_text_trim(indicator->actual->text);
  *out = (zp_watched_row){
    .level1 = indicator->level1->text,
    .name = indicator->level3->text,
    .place = indicator->level3->place,
    .target_text = target.len != 0 ? target : row->target.text,
    .actual_text = actual.len != 0 ? actual : row->actual.text,
    .missing = row->missing,
  };
  bool a_day =
      row->target.kind == ZP_KIND_DATE || (row->target.kind == ZP_KIND_RANGE && row->target.dates);
  if (a_day)
    watch_day(&g);
  else if (row->missing != ZP_REASON_NONE)
    watch_missing(&g);
  else if (row->target.kind == ZP_KIND_QUALITATIVE)
    watch_verdict(&g);
  else
    watch_number(&g);
}

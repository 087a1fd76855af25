// gen.c: draws the rows of a unit: what they mean and how a person wrote it.
#include "gen.h"

#include <stdio.h>
#include <string.h>

typedef enum way { WAY_NONE, WAY_UP, WAY_EQUAL, WAY_DOWN, WAY_CAP, WAY_ZERO } way;

/// A kind of indicator. Targets are drawn from..to in steps, in digits of which the last `places` stand behind the point.
typedef struct shape {
  zp_gen_kind kind;
  zp_gen_group group;
  const char *level1, *level2, *name, *unit;
  way way;
  int places, from, to, step, share;
} shape;

typedef struct glyph { zp_gen_op op; const char *before, *behind, *column; int share; } glyph;
typedef struct verdict { zp_gen_band band; const char *words; int share; } verdict;
typedef struct spelling { const char *words, *written; int share; } spelling;
typedef struct pattern { const char *words; int share; } pattern;

#define SHAPE(kind, group, level1, level2, name, unit, way, places, from, to, step, share) \
  { GEN_##kind, GEN_##group, level1, level2, name, unit, WAY_##way, places, from, to, step, share },
#define GLYPH(op, before, behind, column, share) { GEN_OP_##op, before, behind, column, share },
#define SPELLING(unit, written, share) { unit, written, share },
#define PATTERN(words, share) { words, share },
#define VERDICT(band, words, share) { GEN_##band, words, share },
#define WORDS(words) words,
static const shape shapes[] = { ZP_GEN_SHAPES(SHAPE) };
static const glyph glyphs[] = { ZP_GEN_GLYPHS(GLYPH) };
static const spelling spellings[] = { ZP_GEN_SPELLINGS(SPELLING) };
static const pattern dues[] = { ZP_GEN_DUES(PATTERN) }, dones[] = { ZP_GEN_DONES(PATTERN) };
static const verdict verdicts[] = { ZP_GEN_VERDICTS(VERDICT) };
static const char *const goals[] = { ZP_GEN_GOALS(WORDS) }, *const messes[] = { ZP_GEN_MESSES(WORDS) };
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

const char *zp_gen_word_text(zp_gen_word word)
{
  static const char *const texts[] = {
#define TEXT(id, words) [GEN_WORD_##id] = words,
    ZP_GEN_NAMES(TEXT)
  };
  return texts[word];
}

/// A unit being drawn.
typedef struct drawing {
  uint64_t state;
  unsigned mess;
  bool columns;   // operators and units in columns of their own
  bool declares;  // the unit wrote its own points
} drawing;

// ---- chance --------------------------------------------------------------------------------------------------------

static uint64_t mix(uint64_t x)  // splitmix64
{
  x += 0x9E3779B97F4A7C15u;
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
  x = (x ^ x >> 27) * 0x94D049BB133111EBu;
  return x ^ x >> 31;
}

static int draw(drawing *d, int below)
{
  d->state = mix(d->state);
  return (int)(d->state >> 33) % below;
}

static bool chance(drawing *d, int percent)
{
  return draw(d, 100) < percent;
}

static int between(drawing *d, int from, int to)
{
  return from + draw(d, to - from + 1);
}

// ---- texts ---------------------------------------------------------------------------------------------------------

const char *zp_gen_print_number(zp_gen_number number, char room[GEN_NUMBER_ROOM])
{
  long long scale = 1, digits = number.digits;
  for (int i = 0; i < number.places; i++) scale *= 10;
  if (number.places == 0) snprintf(room, GEN_NUMBER_ROOM, "%lld", digits);
  else snprintf(room, GEN_NUMBER_ROOM, "%lld.%0*lld", digits / scale, number.places, digits % scale);
  return room;
}

/// One in fifty types full-width digits.
static void type_number(drawing *d, zp_gen_number number, char room[96])
{
  char plain[GEN_NUMBER_ROOM];
  zp_gen_print_number(number, plain);
  bool wide = chance(d, 2);
  size_t len = 0;
  for (const char *c = plain; *c != '\0'; c++) {
    if (wide) {
      memcpy(room + len, "\xEF\xBC", 2);
      len += 2;
      room[len++] = (char)(0x90 + *c - '0');  // U+FF10.. and, two before, U+FF0E
    } else {
      room[len++] = *c;
    }
  }
  room[len] = '\0';
}

static const char *spell_unit(drawing *d, const char *unit)
{
  int at = draw(d, 100);
  for (size_t i = 0; i < COUNT(spellings); i++) {
    if (strcmp(spellings[i].words, unit) != 0) continue;
    if (at < spellings[i].share) return spellings[i].written;
    at -= spellings[i].share;
  }
  return unit;
}

static const char *choose_pattern(drawing *d, const pattern *all, size_t count)
{
  int at = draw(d, 100);
  size_t i = 0;
  for (; i + 1 < count && at >= all[i].share; i++) at -= all[i].share;
  return all[i].words;
}

static const glyph *choose_glyph(drawing *d, zp_gen_op op)
{
  int at = draw(d, 100);
  const glyph *last = NULL;
  for (size_t i = 0; i < COUNT(glyphs); i++) {
    if (glyphs[i].op != op) continue;
    last = &glyphs[i];
    if (at < last->share) break;
    at -= last->share;
  }
  return last;
}

static const char *choose_verdict(drawing *d, zp_gen_band band)
{
  int at = draw(d, 100);
  const verdict *last = NULL;
  for (size_t i = 0; i < COUNT(verdicts); i++) {
    if (verdicts[i].band != band) continue;
    last = &verdicts[i];
    if (at < last->share) break;
    at -= last->share;
  }
  return last->words;
}

// ---- numbers -------------------------------------------------------------------------------------------------------

static zp_gen_op choose_op(drawing *d, way how)
{
  switch (how) {
    case WAY_EQUAL:
    case WAY_ZERO: return GEN_OP_EQ;
    case WAY_DOWN: return GEN_OP_LE;
    case WAY_CAP: return chance(d, 40) ? GEN_OP_EQ : GEN_OP_LE;
    default: break;
  }
  int at = draw(d, 100);
  return at < 45 ? GEN_OP_GE : at < 75 ? GEN_OP_EQ : GEN_OP_NONE;
}

static zp_gen_direction direct(way how, zp_gen_op op)
{
  if (how == WAY_ZERO) return GEN_ZERO;
  if (how == WAY_DOWN || how == WAY_CAP) return GEN_DOWN;
  return op == GEN_OP_EQ ? GEN_EQUAL : GEN_UP;
}

/// Thousandths of the target: mostly just reached, some over, a fifth short (of a limit: a quarter beyond).
static int reach(drawing *d, const shape *from)
{
  int at = draw(d, 100);
  bool rate = from->kind == GEN_PERCENT;
  if (from->way == WAY_DOWN || from->way == WAY_CAP) return at < 75 ? between(d, 700, 1000) : between(d, 1001, 1600);
  if (at < 65) return 1000;
  if (at < 80) return rate ? 1000 + draw(d, 50) : between(d, 1001, 1400);
  return between(d, 550, 999);
}

static zp_gen_number choose_actual(drawing *d, const shape *from, zp_gen_number target)
{
  static const int64_t power[] = { 1, 10, 100 };
  if (from->way == WAY_ZERO) return (zp_gen_number){ chance(d, 85) ? 0 : between(d, 1, 3), 0 };
  int thousandths = reach(d, from), more = 0;
  bool counted = from->kind == GEN_NUMBER && from->places == 0;
  if (!counted && thousandths != 1000 && chance(d, 40)) more = between(d, 1, 2);
  zp_gen_number actual = { target.digits * power[more] * thousandths / 1000, target.places + more };
  int64_t whole = 100 * power[more] * (target.places == 1 ? 10 : 1);
  if (from->kind == GEN_PERCENT && actual.digits > whole) actual.digits = whole;
  return actual;
}

static void write_target(drawing *d, zp_gen_row *row)
{
  char number[96];
  const glyph *how = choose_glyph(d, row->op);
  const char *unit = spell_unit(d, row->unit);
  type_number(d, row->target, number);
  if (d->columns) {
    snprintf(row->op_text, sizeof row->op_text, "%s", how == NULL ? "" : how->column);
    snprintf(row->unit_text, sizeof row->unit_text, "%s", unit);
    snprintf(row->target_text, sizeof row->target_text, "%s", number);
  } else {
    snprintf(row->target_text, sizeof row->target_text, "%s%s%s%s", how == NULL ? "" : how->before, number, unit,
             how == NULL ? "" : how->behind);
  }
}

/// The unit is often left to the target; a share below 1 would then be read as a part of one.
static void write_actual(drawing *d, zp_gen_row *row)
{
  char number[96];
  type_number(d, row->actual, number);
  bool bare = chance(d, 33) && (row->kind != GEN_PERCENT || row->actual.digits >= 1000);
  bool repeats = row->kind == GEN_PERCENT && row->op != GEN_OP_LE && chance(d, 5);
  snprintf(row->actual_text, sizeof row->actual_text, "%s%s%s", repeats ? "=" : "", number, bare ? "" : row->unit);
}

static void draw_number(drawing *d, const shape *from, zp_gen_row *row)
{
  row->unit = from->unit;
  row->op = choose_op(d, from->way);
  row->direction = direct(from->way, row->op);
  row->target = (zp_gen_number){ from->from + from->step * draw(d, (from->to - from->from) / from->step + 1), from->places };
  row->actual = choose_actual(d, from, row->target);
  write_target(d, row);
  write_actual(d, row);
}

// ---- dates and words -----------------------------------------------------------------------------------------------

static void draw_date(drawing *d, zp_gen_row *row)
{
  bool late = chance(d, 12);
  row->due = (zp_gen_date){ GEN_YEAR, 12, 31 };
  row->done = (zp_gen_date){ late ? GEN_YEAR + 1 : GEN_YEAR, late ? between(d, 1, 3) : between(d, 6, 12), between(d, 1, 28) };
  snprintf(row->target_text, sizeof row->target_text, choose_pattern(d, dues, COUNT(dues)), row->due.year);
  snprintf(row->actual_text, sizeof row->actual_text, choose_pattern(d, dones, COUNT(dones)), row->done.year, row->done.month,
           row->done.day);
}

static void answer_in_words(drawing *d, zp_gen_row *row, zp_gen_band band)
{
  row->in_words = true;
  row->band = band;
  snprintf(row->actual_text, sizeof row->actual_text, "%s", choose_verdict(d, band));
}

static void draw_words(drawing *d, zp_gen_row *row)
{
  int at = draw(d, 100);
  snprintf(row->target_text, sizeof row->target_text, "%s", goals[draw(d, (int)COUNT(goals))]);
  answer_in_words(d, row, at < 85 ? GEN_MET : at < 95 ? GEN_PARTIAL : GEN_UNMET);
  if (row->band == GEN_MET && chance(d, 30)) memcpy(row->actual_text, row->target_text, sizeof row->actual_text);
}

// ---- rows ----------------------------------------------------------------------------------------------------------

/// Never where a band ends: at 60 or 80 of a hundred.
static void declare(drawing *d, zp_gen_row *row)
{
  static const int met[] = { 100, 100, 95, 90, 85 }, partial[] = { 75, 65, 90 }, unmet[] = { 30, 0, 70 };
  int share = chance(d, 70) ? 100 : between(d, 85, 99);
  row->declared = -1;
  if (!d->declares) return;
  if (row->kind == GEN_WORDS && row->band == GEN_MET) share = met[draw(d, (int)COUNT(met))];
  if (row->kind == GEN_WORDS && row->band == GEN_PARTIAL) share = partial[draw(d, (int)COUNT(partial))];
  if (row->kind == GEN_WORDS && row->band == GEN_UNMET) share = unmet[draw(d, (int)COUNT(unmet))];
  row->declared = row->weight * share / 100;
}

static void spoil(drawing *d, zp_gen_row *row)
{
  size_t at = (size_t)draw(d, (int)COUNT(messes) + 1);
  row->spoilt = true;
  row->twice = at == COUNT(messes);
  if (!row->twice) snprintf(row->actual_text, sizeof row->actual_text, "%s", messes[at]);
}

static const shape *choose_shape(drawing *d)
{
  int at = draw(d, 1000);
  size_t i = 0;
  for (; i + 1 < COUNT(shapes) && at >= shapes[i].share; i++) at -= shapes[i].share;
  return &shapes[i];
}

static void draw_row(drawing *d, size_t number, zp_gen_row *row)
{
  const shape *from = choose_shape(d);
  row->kind = from->kind;
  row->group = from->group;
  row->level1 = from->level1;
  row->level2 = from->level2;
  row->unit = "";
  snprintf(row->name, sizeof row->name, zp_gen_word_text(GEN_WORD_INDICATOR), number, from->name);
  if (from->kind == GEN_WORDS) draw_words(d, row);
  else if (from->kind == GEN_DATE) draw_date(d, row);
  else draw_number(d, from, row);
  bool quantity = from->kind != GEN_WORDS && from->way != WAY_ZERO;
  if (quantity && chance(d, 3)) answer_in_words(d, row, GEN_MET);
  declare(d, row);
  if (draw(d, 100) < (int)d->mess) spoil(d, row);
}

/// Budgets from 10 to 5000 万元; two in five are spent to the last cent, a few beyond it.
static void draw_execution(drawing *d, zp_gen_row *row)
{
  int revised = chance(d, 1) ? 0 : between(d, 1000, 500000), at = draw(d, 100);
  row->kind = GEN_EXECUTION;
  row->level1 = zp_gen_word_text(GEN_WORD_EXECUTION);
  row->level2 = "";
  row->unit = "";
  row->weight = 1000;
  row->target = (zp_gen_number){ revised, 2 };
  int64_t executed = at < 40 ? revised : (int64_t)revised * (at < 98 ? between(d, 700, 999) : 1020) / 1000;
  row->actual = (zp_gen_number){ executed, 2 };
  declare(d, row);
}

/// 90 points in halves, no two forms alike.
static void weigh(drawing *d, zp_gen_row *rows, size_t count)
{
  enum { HALVES = 180, HALF = 50 };
  int each = HALVES / (int)count, rest = HALVES % (int)count;
  for (size_t i = 0; i < count; i++) rows[i].weight = (each + ((int)i < rest)) * HALF;
  for (size_t i = 0; i + 1 < count; i += 2) {
    int move = each > 1 ? draw(d, each) * HALF : 0;
    rows[i].weight += move;
    rows[i + 1].weight -= move;
  }
}

static bool changed(const zp_gen *gen, size_t index)
{
  return (index + 1) * gen->change / 100 != index * gen->change / 100;
}

zp_gen_unit *zp_gen_draw(const zp_gen *gen, size_t index, zp_arena *arena)
{
  zp_gen_unit *unit = ZP_TAKE(arena, zp_gen_unit, 1);
  size_t rows = gen->indicators + 1;
  if (unit == NULL || (unit->rows = ZP_TAKE(arena, zp_gen_row, gen->projects * rows)) == NULL) return NULL;
  drawing d = { .state = mix(gen->seed) ^ mix(index + 1) ^ (changed(gen, index) ? mix(0) : 0), .mess = gen->mess };
  d.columns = chance(&d, 40);
  d.declares = chance(&d, 60);
  unit->project_count = gen->projects;
  unit->row_count = rows;
  snprintf(unit->code, sizeof unit->code, "%09zu", 130229001 + index);
  snprintf(unit->name, sizeof unit->name, zp_gen_word_text(GEN_WORD_UNIT), index + 1);
  for (size_t p = 0; p < gen->projects; p++) {
    zp_gen_row *own = &unit->rows[p * rows];
    draw_execution(&d, own);
    weigh(&d, own + 1, gen->indicators);
    for (size_t i = 1; i < rows; i++) draw_row(&d, i, &own[i]);
  }
  return unit;
}

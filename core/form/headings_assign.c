// headings_assign.c: which column gets which field, where headings mean several or several mean the same.
#include "form/headings_assign.h"

static zp_field lowest(uint32_t fields)
{
  int field = 0;
  while ((fields & 1u) == 0) {
    fields >>= 1;
    field++;
  }
  return (zp_field)field;
}

/// 绩效指标 may head the names or stand down the side of the form: names never stand before their groups.
static uint32_t without_side(const zp_headings *out, uint32_t fields, size_t column)
{
  bool side = column + 1 < out->column[ZP_F_LEVEL1] || column + 1 < out->column[ZP_F_LEVEL2];
  return side && (fields & 1u << ZP_F_IGNORED) != 0 ? fields & ~(1u << ZP_F_LEVEL3) : fields;
}

/// A word such as 单位 can mean several fields: those taken by clearer headings fall away; before the indicator's name it
/// means who, behind it (or behind its target) what it is counted in.
static uint32_t narrow(const zp_headings *out, uint32_t fields, size_t column)
{
  static const zp_field names[] = { ZP_F_LEVEL3, ZP_F_LEVEL2, ZP_F_TARGET, ZP_F_TARGET_INITIAL };
  for (size_t f = 0; f < ZP_FIELD_COUNT; f++)
    if (out->column[f] != 0) fields &= ~(1u << f);
  fields = without_side(out, fields, column);
  uint32_t behind = fields & ~((1u << ZP_F_LEVEL1) - 1);
  for (size_t i = 0; behind != 0 && i < sizeof names / sizeof names[0]; i++)
    if (out->column[names[i]] != 0) return column + 1 > out->column[names[i]] ? behind : fields;
  return fields;
}

/// `fields` are those that are still free of what the heading `means`.
static void assign(zp_headings *out, size_t column, uint32_t means, uint32_t fields, bool guessed)
{
  zp_column *c = &out->columns[column];
  if (fields == 0) {
    c->use = guessed ? ZP_COLUMN_UNKNOWN : ZP_COLUMN_TWICE;
    return;
  }
  const uint32_t who_or_what = 1u << ZP_F_UNIT_NAME | 1u << ZP_F_UNIT;
  c->either = (means & who_or_what) == who_or_what;
  c->field = lowest(fields);
  c->use = ZP_COLUMN_USED;
  if (c->field == ZP_F_IGNORED) return;
  c->guessed = guessed;
  out->column[c->field] = column + 1;
  out->known++;
  if (guessed) out->guessed++;
}

/// True when the column repeats the heading to its left: merged cells that a program wrote out cell by cell.
static bool repeats_left(const zp_headings *out, size_t column)
{
  return column != 0 && zp_text_equal(out->columns[column - 1].heading.text, out->columns[column].heading.text);
}

/// Clear headings first, then those that can mean several things, then guesses.
static void assign_all(zp_headings *out, const zp_heading_meaning *means)
{
  for (int pass = 0; pass < 3; pass++)
    for (size_t i = 0; i < out->count; i++) {
      uint32_t fields = means[i].fields;
      int turn = means[i].guessed ? 2 : (fields & (fields - 1)) == 0 ? 0 : 1;
      if (fields == 0 || turn != pass) continue;
      if (!repeats_left(out, i)) assign(out, i, fields, narrow(out, fields, i) | (fields & 1u << ZP_F_IGNORED), means[i].guessed);
      else if (fields == 1u << ZP_F_IGNORED) assign(out, i, fields, fields, false);
      else out->columns[i].use = ZP_COLUMN_UNTITLED;
    }
}

/// 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值: what the indicator is worth stands behind its name, the others are its
/// groups'.
static void choose_weight(zp_headings *out, const zp_heading_meaning *means)
{
  const uint32_t weight = 1u << ZP_F_WEIGHT;
  size_t name = out->column[ZP_F_LEVEL3], chosen = out->column[ZP_F_WEIGHT];
  if (name == 0 || chosen == 0 || chosen > name) return;
  size_t behind = name;
  while (behind < out->count && (means[behind].fields != weight || out->columns[behind].use != ZP_COLUMN_TWICE)) behind++;
  if (behind == out->count) return;
  for (size_t i = 0; i < name; i++)
    if (means[i].fields == weight) out->columns[i].use = ZP_COLUMN_USED, out->columns[i].field = ZP_F_IGNORED;
  out->columns[behind].use = ZP_COLUMN_USED;
  out->columns[behind].field = ZP_F_WEIGHT;
  out->column[ZP_F_WEIGHT] = behind + 1;
}

/// Index of the next column from `from` on that says again what `field` is; the count of columns when there is none.
static size_t again(const zp_headings *out, const zp_heading_meaning *means, zp_field field, size_t from)
{
  while (from < out->count && (out->columns[from].use != ZP_COLUMN_TWICE || means[from].fields != 1u << field)) from++;
  return from;
}

/// 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值: goals for the whole term, then those for the year, which count.
static void choose_term(zp_headings *out, const zp_heading_meaning *means)
{
  size_t target = out->column[ZP_F_TARGET];
  bool filled = out->column[ZP_F_ACTUAL] != 0 || out->column[ZP_F_DECLARED] != 0;
  if (filled || target == 0 || out->column[ZP_F_LEVEL3] == 0 || out->column[ZP_F_LEVEL3] > target) return;
  if (again(out, means, ZP_F_TARGET, again(out, means, ZP_F_LEVEL3, target)) == out->count) return;
  for (size_t i = target; i < out->count; i++) {
    if (out->columns[i].use != ZP_COLUMN_TWICE || means[i].fields == 0) continue;
    zp_field field = lowest(means[i].fields);
    if (out->column[field] == 0 || out->column[field] > target) continue;
    out->columns[out->column[field] - 1].field = ZP_F_IGNORED;
    out->columns[i].use = ZP_COLUMN_USED;
    out->columns[i].field = field;
    out->column[field] = i + 1;
  }
}

/// 实际完成值 over 值 | 单位, where the unit of the target has a column of its own: read together with the value beside it.
static void join_units(zp_headings *out, const zp_heading_meaning *means)
{
  for (size_t i = 1; i < out->count; i++) {
    const zp_column *left = &out->columns[i - 1];
    bool value = left->use == ZP_COLUMN_USED && left->field == ZP_F_ACTUAL;
    bool unit = out->columns[i].use == ZP_COLUMN_TWICE && (means[i].fields & 1u << ZP_F_UNIT) != 0;
    if (value && unit) out->columns[i].use = ZP_COLUMN_UNTITLED;
  }
}

void zp_headings_assign(zp_headings *headings, const zp_heading_meaning *means)
{
  assign_all(headings, means);
  choose_weight(headings, means);
  choose_term(headings, means);
  join_units(headings, means);
}

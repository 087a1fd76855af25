// docx_numbering.c: lists of Word: patterns, starts, styles, and the label of each paragraph in turn.
#include "plugins/readers/docx_numbering.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VALUE_MOST = 32767, STYLE_STEPS = 16 };

typedef struct loading {
  zp_package *package;
  numbering *out;
  zp_error *err;
  uint32_t level;      // at hand; UINT32_MAX outside of one
  bool in_pattern, in_use, overriding;
} loading;

static void out_of_memory(loading *l, zp_xml *xml)
{
  zp_xml_stop(xml, zp_fail_memory(l->err));
}

static bool keep(loading *l, zp_xml *xml, const char *value, zp_text *out)
{
  if (value == NULL) return true;
  *out = zp_text_copy(zp_text_from(value), l->package->arena);
  if (out->ptr == NULL) out_of_memory(l, xml);
  return out->ptr != NULL;
}

static void *grown(loading *l, zp_xml *xml, void *items, size_t count, size_t *capacity, size_t size)
{
  if (count == ZP_LISTS_MOST) {
    char most[16];
    zp_place place = { .file = l->package->name };
    snprintf(most, sizeof most, "%d", ZP_LISTS_MOST);
    zp_xml_stop(xml, zp_fail(l->err, ZP_E_OFFICE_MANY, &place, zp_word_arg(ZP_W_OFFICE_FORMATS), zp_text_from(most), (zp_text){ NULL, 0 }));
    return NULL;
  }
  void *more = zp_arena_grow(l->package->arena, items, count, capacity, size);
  if (more == NULL) out_of_memory(l, xml);
  return more;
}

static uint32_t number_of(const char **attributes, const char *name, uint32_t missing)
{
  return zp_xml_count(zp_xml_attribute(attributes, ZP_XML_WORD, name), UINT32_MAX - 1, missing);
}

static void open_pattern(loading *l, zp_xml *xml, const char **attributes)
{
  numbering *n = l->out;
  list_pattern *items = grown(l, xml, n->patterns, n->pattern_count, &n->pattern_capacity, sizeof *items);
  if (items == NULL) return;
  n->patterns = items;
  items[n->pattern_count] = (list_pattern){ .id = number_of(attributes, "abstractNumId", UINT32_MAX) };
  for (size_t i = 0; i < ZP_LIST_LEVELS; i++) items[n->pattern_count].levels[i].start = 1;
  n->pattern_count++;
  l->in_pattern = true;
  l->in_use = false;
}

static void open_use(loading *l, zp_xml *xml, const char **attributes)
{
  numbering *n = l->out;
  list_use *items = grown(l, xml, n->uses, n->use_count, &n->use_capacity, sizeof *items);
  if (items == NULL) return;
  n->uses = items;
  items[n->use_count++] = (list_use){ .id = number_of(attributes, "numId", 0), .pattern_id = UINT32_MAX };
  l->in_use = true;
  l->in_pattern = false;
}

static void open_in_level(loading *l, zp_xml *xml, zp_xml_name name, const char **attributes)
{
  list_level *level = &l->out->patterns[l->out->pattern_count - 1].levels[l->level];
  const char *value = zp_xml_attribute(attributes, ZP_XML_WORD, "val");
  if (strcmp(name.local, "start") == 0) level->start = zp_xml_count(value, VALUE_MOST, 1);
  else if (strcmp(name.local, "numFmt") == 0) keep(l, xml, value, &level->format);
  else if (strcmp(name.local, "lvlText") == 0) keep(l, xml, value, &level->pattern);
  else if (strcmp(name.local, "pStyle") == 0) keep(l, xml, value, &level->style);
  else if (strcmp(name.local, "isLgl") == 0) level->plain = zp_xml_flag(value, true);
}

static void open_number(zp_xml *xml, void *context, zp_xml_name name, const char **attributes)
{
  loading *l = context;
  if (name.space != ZP_XML_WORD) return;
  const char *value = zp_xml_attribute(attributes, ZP_XML_WORD, "val");
  if (strcmp(name.local, "abstractNum") == 0) open_pattern(l, xml, attributes);
  else if (strcmp(name.local, "num") == 0) open_use(l, xml, attributes);
  else if (strcmp(name.local, "lvl") == 0 || strcmp(name.local, "lvlOverride") == 0) {
    l->level = number_of(attributes, "ilvl", 0);
    if (l->level >= ZP_LIST_LEVELS) l->level = UINT32_MAX;
  } else if (l->in_use && l->out->use_count != 0) {
    list_use *use = &l->out->uses[l->out->use_count - 1];
    if (strcmp(name.local, "abstractNumId") == 0) use->pattern_id = zp_xml_count(value, UINT32_MAX - 1, UINT32_MAX);
    if (strcmp(name.local, "startOverride") != 0 || l->level == UINT32_MAX) return;
    use->starts[l->level] = zp_xml_count(value, VALUE_MOST, 1);
    use->restarts[l->level] = true;
  } else if (l->in_pattern && l->level != UINT32_MAX && l->out->pattern_count != 0) {
    open_in_level(l, xml, name, attributes);
  }
}

static void close_number(zp_xml *xml, void *context, zp_xml_name name)
{
  loading *l = context;
  (void)xml;
  if (zp_xml_is(name, ZP_XML_WORD, "lvlOverride") || (l->in_pattern && zp_xml_is(name, ZP_XML_WORD, "lvl"))) l->level = UINT32_MAX;
}

static void open_style(zp_xml *xml, void *context, zp_xml_name name, const char **attributes)
{
  loading *l = context;
  numbering *n = l->out;
  const char *value = zp_xml_attribute(attributes, ZP_XML_WORD, "val");
  if (name.space != ZP_XML_WORD) return;
  if (strcmp(name.local, "style") == 0) {
    list_style *items = grown(l, xml, n->styles, n->style_count, &n->style_capacity, sizeof *items);
    if (items == NULL) return;
    n->styles = items;
    items[n->style_count] = (list_style){ .level = UINT32_MAX };
    keep(l, xml, zp_xml_attribute(attributes, ZP_XML_WORD, "styleId"), &items[n->style_count++].id);
    return;
  }
  if (n->style_count == 0) return;
  list_style *style = &n->styles[n->style_count - 1];
  if (strcmp(name.local, "basedOn") == 0) keep(l, xml, value, &style->based_on);
  else if (strcmp(name.local, "numId") == 0) style->list = zp_xml_count(value, UINT32_MAX - 1, 0);
  else if (strcmp(name.local, "ilvl") == 0) style->level = zp_xml_count(value, ZP_LIST_LEVELS - 1, UINT32_MAX);
}

static int by_id(const void *a, const void *b)
{
  const list_style *left = a, *right = b;
  return zp_text_compare(left->id, right->id);
}

static int by_number(const void *a, const void *b)
{
  const list_use *left = a, *right = b;
  return left->id < right->id ? -1 : left->id > right->id;
}

static list_use *use_of(const numbering *n, uint32_t id)
{
  list_use key = { .id = id };
  return n->use_count == 0 ? NULL : bsearch(&key, n->uses, n->use_count, sizeof key, by_number);
}

static const list_style *style_of(const numbering *n, zp_text id)
{
  list_style key = { .id = id };
  if (n->style_count == 0 || id.len == 0) return NULL;
  return bsearch(&key, n->styles, n->style_count, sizeof key, by_id);
}

zp_status zp_numbering_load(zp_package *package, zp_text numbers, zp_text styles, numbering *out, zp_error *err)
{
  bool found;
  loading l = { .package = package, .out = out, .err = err, .level = UINT32_MAX };
  const zp_xml_calls number_calls = { open_number, close_number, NULL }, style_calls = { .open = open_style };
  zp_text none = { NULL, 0 };
  *out = (numbering){ .use_count = 0 };
  if (numbers.len != 0 && zp_xml_read_part(package, numbers, none, &number_calls, &l, &found, err) != ZP_OK) return err->status;
  if (styles.len != 0 && zp_xml_read_part(package, styles, none, &style_calls, &l, &found, err) != ZP_OK) return err->status;
  for (size_t u = 0; u < out->use_count; u++)
    for (size_t p = 0; p < out->pattern_count && out->uses[u].pattern == NULL; p++)
      if (out->patterns[p].id == out->uses[u].pattern_id) out->uses[u].pattern = &out->patterns[p];
  if (out->use_count > 1) qsort(out->uses, out->use_count, sizeof *out->uses, by_number);
  if (out->style_count > 1) qsort(out->styles, out->style_count, sizeof *out->styles, by_id);
  return ZP_OK;
}

// ---- labels ---------------------------------------------------------------------------------------------------------

typedef enum numeral_kind { NUMERAL_COUNTED, NUMERAL_DIGITS, NUMERAL_LISTED } numeral_kind;
static const struct { const char *format; numeral_kind kind; zp_text digits, units; } numerals[] = {
#define ZP_NUMERALS(format, kind, digits, units) { format, NUMERAL_##kind, ZP_TEXT_INIT(digits), ZP_TEXT_INIT(units) },
#include "plugins/readers/docx_words.def"
#undef ZP_NUMERALS
};

typedef struct label { char *room; size_t len; } label;

static void put(label *out, zp_text text)
{
  if (text.len > ZP_LIST_LABEL_MOST - out->len) return;
  memcpy(out->room + out->len, text.ptr, text.len);
  out->len += text.len;
}

static zp_text character(zp_text list, uint32_t index)
{
  size_t from = 0, to = 0;
  for (uint32_t i = 0; i <= index; i++) {
    from = to;
    zp_text_next(list, &to);
  }
  return zp_text_slice(list, from, to);
}

/// 十一, 二十, 一百零三, 一千.
static void put_counted(label *out, uint32_t value, zp_text digits, zp_text units)
{
  bool begun = false, gap = false;
  if (value == 0) put(out, character(digits, 0));
  for (uint32_t unit = 3, scale = 1000; scale != 0; scale /= 10, unit--) {
    uint32_t digit = value / scale % 10;
    if (digit == 0) {
      gap = begun;
      continue;
    }
    if (gap) put(out, character(digits, 0));
    if (digit != 1 || unit != 1 || begun) put(out, character(digits, digit));
    if (unit != 0) put(out, character(units, unit - 1));
    begun = true;
    gap = false;
  }
}

static void put_roman(label *out, uint32_t value, bool upper)
{
  static const struct { uint32_t value; const char *text; } steps[] = {
    { 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" }, { 90, "xc" }, { 50, "l" }, { 40, "xl" }, { 10, "x" }, { 9, "ix" },
    { 5, "v" }, { 4, "iv" }, { 1, "i" },
  };
  size_t from = out->len;
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
    for (; value >= steps[i].value && value < 4000; value -= steps[i].value) put(out, zp_text_from(steps[i].text));
  for (size_t i = from; upper && i < out->len; i++) out->room[i] = (char)(out->room[i] - 32);
}

static void put_decimal(label *out, uint32_t value, bool padded)
{
  char room[16];
  int len = snprintf(room, sizeof room, padded ? "%02u" : "%u", value);
  put(out, (zp_text){ room, (size_t)len });
}

static void put_number(label *out, zp_text format, uint32_t value)
{
  char digits[16];
  int count = snprintf(digits, sizeof digits, "%u", value);
  for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++) {
    if (!zp_text_equal(format, zp_text_from(numerals[i].format))) continue;
    zp_text list = numerals[i].digits;
    if (numerals[i].kind == NUMERAL_COUNTED && value < 10000) put_counted(out, value, list, numerals[i].units);
    else if (numerals[i].kind == NUMERAL_LISTED && value > 0 && character(list, value - 1).len != 0) put(out, character(list, value - 1));
    else if (numerals[i].kind == NUMERAL_DIGITS)
      for (int d = 0; d < count; d++) put(out, character(list, (uint32_t)(digits[d] - '0')));
    else put_decimal(out, value, false);
    return;
  }
  if (zp_text_equal(format, ZP_TEXT("upperRoman"))) put_roman(out, value, true);
  else if (zp_text_equal(format, ZP_TEXT("lowerRoman"))) put_roman(out, value, false);
  else if (!zp_text_equal(format, ZP_TEXT("none"))) put_decimal(out, value, zp_text_equal(format, ZP_TEXT("decimalZero")));
}

static void count(list_use *use, uint32_t level)
{
  list_pattern *p = use->pattern;
  if (use->restarts[level]) {
    p->counters[level] = use->starts[level];
    use->restarts[level] = false;
  } else if (p->started[level]) {
    p->counters[level] += p->counters[level] < VALUE_MOST ? 1 : 0;
  } else {
    p->counters[level] = p->levels[level].start;
  }
  p->started[level] = true;
  for (uint32_t deeper = level + 1; deeper < ZP_LIST_LEVELS; deeper++) p->started[deeper] = false;
}

static size_t write_label(const list_pattern *p, uint32_t level, char *room)
{
  label out = { room, 0 };
  const list_level *own = &p->levels[level];
  if (zp_text_equal(own->format, ZP_TEXT("bullet"))) return 0;
  for (size_t i = 0; i < own->pattern.len; i++) {
    const char *at = own->pattern.ptr + i;
    bool number = *at == '%' && i + 1 < own->pattern.len && at[1] >= '1' && at[1] <= '9';
    if (!number) {
      put(&out, zp_text_slice(own->pattern, i, i + 1));
      continue;
    }
    uint32_t which = (uint32_t)(at[1] - '1');
    uint32_t value = p->started[which] ? p->counters[which] : p->levels[which].start;
    put_number(&out, own->plain ? ZP_TEXT("decimal") : p->levels[which].format, value);
    i++;
  }
  bool open_end = out.len != 0 && ((room[out.len - 1] >= '0' && room[out.len - 1] <= '9') || (room[out.len - 1] | 0x20) >= 'a') &&
                  (unsigned char)room[out.len - 1] < 0x80;
  if (open_end) put(&out, ZP_TEXT(" "));  // "1.1" and a text that begins with a figure must not run together
  size_t bad;
  return zp_text_utf8((zp_text){ room, out.len }, &bad) ? out.len : bad;  // a label that was cut
}

size_t zp_numbering_next(numbering *n, zp_text style, uint32_t list, uint32_t level, bool unlisted, char *room)
{
  const list_style *s = style_of(n, style), *named = s;
  if (unlisted) return 0;
  for (int steps = 0; list == 0 && s != NULL && steps < STYLE_STEPS; steps++) {
    if (s->list != 0) {
      list = s->list;
      if (level == UINT32_MAX) level = s->level;
      named = s;
    }
    s = s->list != 0 ? NULL : style_of(n, s->based_on);
  }
  list_use *use = list == 0 ? NULL : use_of(n, list);
  if (use == NULL || use->pattern == NULL) return 0;
  for (uint32_t i = 0; level == UINT32_MAX && named != NULL && i < ZP_LIST_LEVELS; i++)
    if (use->pattern->levels[i].style.len != 0 && zp_text_equal(use->pattern->levels[i].style, named->id)) level = i;
  if (level >= ZP_LIST_LEVELS) level = 0;
  count(use, level);
  return write_label(use->pattern, level, room);
}

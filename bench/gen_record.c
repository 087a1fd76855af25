// gen_record.c: drawn units as unit records (plugins/README.md), in JSON or msgpack: one walk over a unit, two notations.
#include <stdio.h>
#include <string.h>

#include "gen.h"

/// Where a notation is written, and whether JSON needs a comma before what comes next.
typedef struct pen {
  zp_sink *sink;
  bool json, comma;
} pen;

// ---- notation ------------------------------------------------------------------------------------------------------

static void put_bytes(pen *p, const void *bytes, size_t len)
{
  zp_sink_put(p->sink, (zp_text){ bytes, len });
}

/// The head of a msgpack item: a short form up to `small`, else 2 or 4 bytes of count behind `wide` and `wide` + 1.
static void put_head(pen *p, uint8_t fixed, size_t small, uint8_t wide, size_t count)
{
  uint8_t head[] = { wide, (uint8_t)(count >> 8), (uint8_t)count };
  uint8_t long_head[] = { (uint8_t)(wide + 1), (uint8_t)(count >> 24), (uint8_t)(count >> 16), (uint8_t)(count >> 8), (uint8_t)count };
  uint8_t one = (uint8_t)(fixed | count);
  if (count <= small) put_bytes(p, &one, 1);
  else if (count <= UINT16_MAX) put_bytes(p, head, sizeof head);
  else put_bytes(p, long_head, sizeof long_head);
}

static void separate(pen *p)
{
  if (p->json && p->comma) put_bytes(p, ",", 1);
  p->comma = true;
}

static void put_text(pen *p, const char *text)
{
  size_t len = strlen(text);
  separate(p);
  if (p->json) {
    zp_sink_print(p->sink, "\"%s\"", text);  // generated texts need no escapes
    return;
  }
  uint8_t short_head[] = { 0xD9, (uint8_t)len };
  if (len > 31 && len < 256) put_bytes(p, short_head, sizeof short_head);
  else put_head(p, 0xA0, 31, 0xDA, len);
  put_bytes(p, text, len);
}

static void put_whole(pen *p, int64_t value)
{
  separate(p);
  if (p->json) {
    zp_sink_print(p->sink, "%lld", (long long)value);
    return;
  }
  uint64_t v = (uint64_t)value;
  int bytes = v < 0x100 ? 1 : v <= UINT16_MAX ? 2 : v <= UINT32_MAX ? 4 : 8;
  uint8_t room[9] = { (uint8_t)(bytes == 1 ? 0xCC : bytes == 2 ? 0xCD : bytes == 4 ? 0xCE : 0xCF) };
  for (int i = 0; i < bytes; i++) room[1 + i] = (uint8_t)(v >> (8 * (bytes - 1 - i)));
  if (v < 0x80) put_bytes(p, &room[1], 1);
  else put_bytes(p, room, (size_t)bytes + 1);
}

static void put_key(pen *p, const char *key)
{
  put_text(p, key);
  if (p->json) put_bytes(p, ":", 1);
  p->comma = false;
}

static void open_map(pen *p, size_t count)
{
  separate(p);
  if (p->json) put_bytes(p, "{", 1);
  else put_head(p, 0x80, 15, 0xDE, count);
  p->comma = false;
}

static void open_list(pen *p, size_t count)
{
  separate(p);
  if (p->json) put_bytes(p, "[", 1);
  else put_head(p, 0x90, 15, 0xDC, count);
  p->comma = false;
}

static void shut(pen *p, const char *bracket)
{
  if (p->json) put_bytes(p, bracket, 1);
  p->comma = true;
}

static void put_member(pen *p, const char *key, const char *text)
{
  put_key(p, key);
  put_text(p, text);
}

static void put_figure(pen *p, const char *key, int64_t value)
{
  put_key(p, key);
  put_whole(p, value);
}

// ---- records -------------------------------------------------------------------------------------------------------

static const char *const kinds[] = { "execution", "number", "percent", "money", "date", "qualitative" };
static const char *const ops[] = { "", "=", ">=", "<=" };

static void put_date(pen *p, zp_gen_date date)
{
  put_key(p, "date");
  open_list(p, 3);
  put_whole(p, date.year);
  put_whole(p, date.month);
  put_whole(p, date.day);
  shut(p, "]");
}

static void put_quantity(pen *p, zp_gen_number number, const char *unit)
{
  put_key(p, "value");
  open_list(p, 2);
  put_whole(p, number.digits);
  put_whole(p, number.places);
  shut(p, "]");
  put_member(p, "unit", unit);
}

static void put_words(pen *p, const char *words)
{
  open_map(p, 2);
  put_member(p, "kind", "qualitative");
  put_member(p, "text", words);
  shut(p, "}");
}

static void put_target(pen *p, const zp_gen_row *row)
{
  zp_gen_op op = row->kind == GEN_DATE ? GEN_OP_LE : row->op;
  if (row->kind == GEN_WORDS) {
    put_words(p, row->target_text);
    return;
  }
  open_map(p, (row->kind == GEN_DATE ? 2u : 3u) + (op != GEN_OP_NONE));
  put_member(p, "kind", kinds[row->kind]);
  if (op != GEN_OP_NONE) put_member(p, "op", ops[op]);
  if (row->kind == GEN_DATE) put_date(p, row->due);
  else put_quantity(p, row->target, row->unit);
  shut(p, "}");
}

static void put_actual(pen *p, const zp_gen_row *row)
{
  if (row->spoilt && !row->twice) {
    put_text(p, row->actual_text);
  } else if (row->in_words) {
    put_words(p, row->actual_text);
  } else {
    open_map(p, row->kind == GEN_DATE ? 2 : 3);
    put_member(p, "kind", kinds[row->kind]);
    if (row->kind == GEN_DATE) put_date(p, row->done);
    else put_quantity(p, row->actual, row->unit);
    shut(p, "}");
  }
}

static void put_points(pen *p, const zp_gen_row *row)
{
  enum { E4 = 100 };  // 0.0001 in a cent
  put_figure(p, "weight_e4", row->weight * E4);
  if (row->declared >= 0) put_figure(p, "declared_e4", row->declared * E4);
}

static void put_indicator(pen *p, const zp_gen_row *row)
{
  bool note = row->declared >= 0 && row->declared < row->weight;
  open_map(p, 6u + (row->declared >= 0) + note);
  put_member(p, "level1", row->level1);
  put_member(p, "level2", row->level2);
  put_member(p, "level3", row->name);
  put_key(p, "target");
  put_target(p, row);
  put_key(p, "actual");
  put_actual(p, row);
  put_points(p, row);
  if (note) put_member(p, "note", zp_gen_word_text(GEN_WORD_NOTE));
  shut(p, "}");
}

static void put_project(pen *p, const zp_gen_unit *unit, size_t index)
{
  enum { FEN = 10000 };  // in 0.01 万元
  const zp_gen_row *rows = &unit->rows[index * unit->row_count];
  size_t count = unit->row_count - 1;
  char code[64], name[64];
  for (size_t i = 1; i < unit->row_count; i++) count += rows[i].twice;
  open_map(p, 6);
  snprintf(code, sizeof code, "%s%03zu", unit->code, index + 1);
  snprintf(name, sizeof name, zp_gen_word_text(GEN_WORD_PROJECT), index + 1);
  put_member(p, "code", code);
  put_member(p, "name", name);
  put_figure(p, "revised_fen", rows[0].target.digits * FEN);
  put_figure(p, "executed_fen", rows[0].actual.digits * FEN);
  put_key(p, "execution");
  open_map(p, 1 + (rows[0].declared >= 0));
  put_points(p, &rows[0]);
  shut(p, "}");
  put_key(p, "indicators");
  open_list(p, count);
  for (size_t i = 1; i < unit->row_count; i++)
    for (int times = rows[i].twice ? 2 : 1; times > 0; times--) put_indicator(p, &rows[i]);
  shut(p, "]");
  shut(p, "}");
}

void zp_gen_record(const zp_gen_unit *unit, bool json, zp_sink *sink)
{
  pen p = { sink, json, false };
  open_map(&p, 5);
  put_figure(&p, "ziping", 1);
  put_member(&p, "code", unit->code);
  put_member(&p, "name", unit->name);
  put_figure(&p, "year", GEN_YEAR);
  put_key(&p, "projects");
  open_list(&p, unit->project_count);
  for (size_t i = 0; i < unit->project_count; i++) put_project(&p, unit, i);
  shut(&p, "]");
  shut(&p, "}");
  if (json) put_bytes(&p, "\n", 1);
}

// xls_builder.c: see xls_builder.h. Written from [MS-XLS] and [MS-CFB], not from the reader.
#include "xls_builder.h"

#include <stdlib.h>
#include <string.h>

enum { RECORD_MOST = 8224, BOF = 0x809, END = 0x0A, SST = 0xFC, CONTINUE = 0x3C };

void built_put(built *out, const void *bytes, size_t len)
{
  if (out->capacity - out->len < len) {
    out->capacity = out->capacity * 2 + len + 1024;
    out->data = realloc(out->data, out->capacity);
    if (out->data == NULL) abort();
  }
  if (len != 0) memcpy(out->data + out->len, bytes, len);
  out->len += len;
}

static void u8(built *out, unsigned value)
{
  unsigned char byte = (unsigned char)value;
  built_put(out, &byte, 1);
}

void built_u16(built *out, unsigned value)
{
  u8(out, value & 0xFF);
  u8(out, value >> 8 & 0xFF);
}

void built_u32(built *out, uint32_t value)
{
  built_u16(out, value & 0xFFFF);
  built_u16(out, value >> 16);
}

static void real(built *out, double value)
{
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  built_u32(out, (uint32_t)bits);
  built_u32(out, (uint32_t)(bits >> 32));
}

/// Writes the head of a record and returns where its length stands.
static size_t begin(built *out, unsigned type)
{
  built_u16(out, type);
  built_u16(out, 0);
  return out->len;
}

static void end(built *out, size_t start)
{
  size_t len = out->len - start;
  if (len > RECORD_MOST) abort();
  out->data[start - 2] = (unsigned char)len;
  out->data[start - 1] = (unsigned char)(len >> 8);
}

// ---- texts
// -----------------------------------------------------------------------------------------------------------

/// UTF-16 of a UTF-8 text; free() it.
static uint16_t *units_of(const char *text, size_t *count, bool *wide)
{
  zp_text from = zp_text_from(text);
  uint16_t *units = malloc((from.len + 1) * 2 * sizeof *units);
  if (units == NULL) abort();
  *count = 0;
  *wide = false;
  for (size_t at = 0; at < from.len;) {
    uint32_t c = zp_text_next(from, &at);
    if (c >= 0x10000) units[(*count)++] = (uint16_t)(0xD800 + ((c - 0x10000) >> 10));
    units[(*count)++] = (uint16_t)(c >= 0x10000 ? 0xDC00 + ((c - 0x10000) & 0x3FF) : c);
    if (c > 0xFF) *wide = true;
  }
  return units;
}

/// A text whose length takes `length_bytes`; BIFF5: the bytes as they are.
static void text(built *out, const built_book *book, const char *value, int length_bytes)
{
  size_t count;
  bool wide;
  if (book->narrow) {
    size_t len = strlen(value);
    if (length_bytes == 1)
      u8(out, (unsigned)len);
    else
      built_u16(out, (unsigned)len);
    built_put(out, value, len);
    return;
  }
  uint16_t *units = units_of(value, &count, &wide);
  if (length_bytes == 1)
    u8(out, (unsigned)count);
  else
    built_u16(out, (unsigned)count);
  u8(out, wide);
  for (size_t i = 0; i < count; i++) wide ? built_u16(out, units[i]) : u8(out, units[i]);
  free(units);
}

/// The table of texts while it is written: a record, then what goes on in CONTINUE records.
typedef struct table {
  built *out;
  size_t start, part;
} table;

static size_t room(const table *t)
{
  size_t used = t->out->len - t->start;
  return used < t->part ? t->part - used : 0;
}

static void next_part(table *t)
{
  end(t->out, t->start);
  t->start = begin(t->out, CONTINUE);
}

static void need(table *t, size_t bytes)
{
  if (room(t) < bytes) next_part(t);
}

/// Where a part ends inside a text, the next one says again how wide its characters are: narrow
/// when the rest allows it.
static void table_text(table *t, const char *value, bool rich)
{
  enum { HEAD = 9, RUN = 4, PHONETIC = 7 };
  size_t count;
  bool wide;
  uint16_t *units = units_of(value, &count, &wide);
  need(t, HEAD);
  built_u16(t->out, (unsigned)count);
  u8(t->out, (unsigned)wide | (rich ? 12u : 0));
  if (rich) {
    built_u16(t->out, 2);
    built_u32(t->out, PHONETIC);
  }
  for (size_t i = 0; i < count; i++) {
    if (room(t) < (wide ? 2u : 1u)) {
      wide = false;
      for (size_t k = i; k < count; k++) wide = wide || units[k] > 0xFF;
      next_part(t);
      u8(t->out, wide);
    }
    wide ? built_u16(t->out, units[i]) : u8(t->out, units[i]);
  }
  for (size_t i = 0; rich && i < 2 * RUN + PHONETIC; i++) {
    need(t, 1);
    u8(t->out, 0xEE);
  }
  free(units);
}

static bool is_shared(const built_cell *cell)
{
  return cell->kind == BUILT_SHARED;
}

static void shared_texts(const built_book *book, built *out)
{
  uint32_t count = 0;
  for (size_t s = 0; s < book->sheet_count; s++)
    for (size_t i = 0; i < book->sheets[s].cell_count; i++)
      count += is_shared(&book->sheets[s].cells[i]);
  table t = { out, begin(out, SST), book->part == 0 ? RECORD_MOST : book->part };
  built_u32(out, count);
  built_u32(out, count);
  for (size_t s = 0; s < book->sheet_count; s++)
    for (size_t i = 0; i < book->sheets[s].cell_count; i++)
      if (is_shared(&book->sheets[s].cells[i]))
        table_text(&t, book->sheets[s].cells[i].text, book->rich);
  end(out, t.start);
}

// ---- records
// ---------------------------------------------------------------------------------------------------------

static void bof(built *out, const built_book *book, unsigned kind)
{
  size_t start = begin(out, BOF);
  built_u16(out, book->narrow ? 0x500 : 0x600);
  built_u16(out, kind);
  built_u32(out, 0);
  end(out, start);
}

static void number_record(built *out, unsigned type, unsigned value)
{
  size_t start = begin(out, type);
  built_u16(out, value);
  end(out, start);
}

static void formats(const built_book *book, built *out)
{
  for (size_t i = 0; i < book->format_count; i++) {
    size_t start = begin(out, 0x41E);
    built_u16(out, (unsigned)(164 + i));
    text(out, book, book->formats[i], book->narrow ? 1 : 2);
    end(out, start);
  }
  for (size_t i = 0; i <= book->format_count; i++) {
    size_t start = begin(out, 0xE0);
    built_u16(out, 0);
    built_u16(out, i == 0 ? 0 : (unsigned)(163 + i));
    for (int k = 0; k < 4; k++) built_u32(out, 0);
    end(out, start);
  }
}

static void formula(built *out, const built_book *book, const built_cell *cell, size_t start)
{
  bool is_text = cell->kind != BUILT_FORMULA;
  if (is_text) {
    built_u32(out, 0);
    built_u32(out, 0xFFFF0000u);
  } else {
    real(out, cell->number);
  }
  built_u32(out, 0);
  built_u32(out, 0);
  end(out, start);
  if (cell->kind != BUILT_FORMULA_TEXT) return;
  start = begin(out, 0x207);
  text(out, book, cell->text, 2);
  end(out, start);
}

static void cell_record(built *out, const built_book *book, const built_cell *cell,
                        uint32_t *shared)
{
  static const unsigned types[] = { 0xFD, 0x204, 0x203, 0x27E, 0x205, 0x205, 0x06, 0x06, 0x06 };
  size_t start = begin(out, types[cell->kind]);
  built_u16(out, cell->row - 1);
  built_u16(out, cell->column - 1);
  built_u16(out, cell->style);
  switch (cell->kind) {
    case BUILT_SHARED: built_u32(out, (*shared)++); break;
    case BUILT_LABEL: text(out, book, cell->text, 2); break;
    case BUILT_NUMBER: real(out, cell->number); break;
    case BUILT_RK: built_u32(out, (uint32_t)((int32_t)cell->number) << 2 | 2); break;
    case BUILT_BOOL:
    case BUILT_ERROR:
      u8(out, (unsigned)cell->number);
      u8(out, cell->kind == BUILT_ERROR);
      break;
    default: formula(out, book, cell, start); return;
  }
  end(out, start);
}

static void hide(built *out, const built_sheet *sheet)
{
  if (sheet->hidden_column != 0) {
    size_t start = begin(out, 0x7D);
    built_u16(out, sheet->hidden_column - 1);
    built_u16(out, sheet->hidden_column - 1);
    built_u32(out, 0);
    built_u16(out, 1);
    built_u16(out, 0);
    end(out, start);
  }
  if (sheet->hidden_row == 0) return;
  size_t start = begin(out, 0x208);
  built_u16(out, sheet->hidden_row - 1);
  built_u16(out, 0);
  for (int i = 0; i < 2; i++) built_u32(out, 0);
  built_u32(out, 0x20);
  end(out, start);
}

static void merges(built *out, const built_sheet *sheet)
{
  if (sheet->merge_count == 0) return;
  size_t start = begin(out, 0xE5);
  built_u16(out, (unsigned)sheet->merge_count);
  for (size_t i = 0; i < sheet->merge_count; i++)
    for (int k = 0; k < 4; k++) built_u16(out, sheet->merges[i][k]);
  end(out, start);
}

static void sheet_records(built *out, const built_book *book, const built_sheet *sheet,
                          uint32_t *shared)
{
  bof(out, book, sheet->kind == 2 ? 0x20 : 0x10);
  hide(out, sheet);
  for (size_t i = 0; i < sheet->cell_count; i++) {
    if (i == 1) { // a chart in the sheet, with a cell of its own that is none of the sheet's
      const built_cell inside = { .row = 60000, .column = 1, .kind = BUILT_NUMBER, .number = 7 };
      bof(out, book, 0x20);
      cell_record(out, book, &inside, shared);
      end(out, begin(out, END));
    }
    cell_record(out, book, &sheet->cells[i], shared);
  }
  merges(out, sheet);
  end(out, begin(out, END));
}

void build_stream(const built_book *book, built *out)
{
  size_t offsets[16];
  uint32_t shared = 0;
  bof(out, book, 5);
  if (book->locked) number_record(out, 0x2F, 0);
  if (book->codepage != 0) number_record(out, 0x42, book->codepage);
  number_record(out, 0x22, book->dates_1904);
  formats(book, out);
  for (size_t i = 0; i < book->sheet_count; i++) {
    size_t start = begin(out, 0x85);
    offsets[i] = out->len;
    built_u32(out, 0);
    u8(out, book->sheets[i].state);
    u8(out, book->sheets[i].kind);
    text(out, book, book->sheets[i].name, 1);
    end(out, start);
  }
  if (!book->narrow) shared_texts(book, out);
  end(out, begin(out, END));
  for (size_t i = 0; i < book->sheet_count; i++) {
    for (int k = 0; k < 4; k++)
      out->data[offsets[i] + (size_t)k] = (unsigned char)(out->len >> 8 * k);
    sheet_records(out, book, &book->sheets[i], &shared);
  }
}

// ---- the container
// ---------------------------------------------------------------------------------------------------

enum { SECTOR = 512, SHORT = 64, CUTOFF = 4096 };
static const uint32_t LAST = 0xFFFFFFFEu, FREE = 0xFFFFFFFFu, TABLE = 0xFFFFFFFDu;

static void pad(built *out, size_t size, unsigned char with)
{
  while (out->len % size != 0) built_put(out, &with, 1);
}

static void entry(built *out, const char *name, unsigned kind, uint32_t child, uint32_t first,
                  size_t size)
{
  size_t start = out->len, len = strlen(name);
  for (size_t i = 0; i < 32; i++) built_u16(out, i < len ? (unsigned char)name[i] : 0);
  built_u16(out, (unsigned)(len + 1) * 2);
  u8(out, kind);
  u8(out, 1);
  built_u32(out, FREE);
  built_u32(out, FREE);
  built_u32(out, child);
  while (out->len < start + 0x74) u8(out, 0);
  built_u32(out, first);
  built_u32(out, (uint32_t)size);
  built_u32(out, 0);
}

static void chain(built *out, size_t from, size_t count)
{
  for (size_t i = 0; i < count; i++)
    built_u32(out, i + 1 == count ? LAST : (uint32_t)(from + i + 1));
}

static void header(built *out, size_t tables, uint32_t directory, uint32_t short_table)
{
  static const unsigned char magic[] = { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 };
  built_put(out, magic, sizeof magic);
  while (out->len < 0x18) u8(out, 0);
  const unsigned fields[] = { 0x3E, 3, 0xFFFE, 9, 6 };
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) built_u16(out, fields[i]);
  while (out->len < 0x2C) u8(out, 0);
  built_u32(out, (uint32_t)tables);
  built_u32(out, directory);
  built_u32(out, 0);
  built_u32(out, CUTOFF);
  built_u32(out, short_table);
  built_u32(out, short_table == LAST ? 0 : 1);
  built_u32(out, LAST);
  built_u32(out, 0);
  for (size_t i = 0; i < 109; i++) built_u32(out, i < tables ? (uint32_t)i : FREE);
}

/// Sectors: tables, one of the directory, one of the short streams' table if there are any, the
/// stream.
void build_compound(const char *name, zp_text stream, built *out)
{
  bool is_short = stream.len < CUTOFF;
  size_t data = (stream.len + SECTOR - 1) / SECTOR, tables = 1;
  size_t parts = (stream.len + SHORT - 1) / SHORT;
  while (tables * (SECTOR / 4) < tables + 2 + data) tables++;
  if (tables > 109 || parts > SECTOR / 4 * (size_t)(is_short ? 1 : 1 << 20)) abort();
  uint32_t directory = (uint32_t)tables, first = directory + (is_short ? 2 : 1);
  header(out, tables, directory, is_short ? directory + 1 : LAST);
  for (size_t i = 0; i < tables; i++) built_u32(out, TABLE);
  built_u32(out, LAST);
  if (is_short) built_u32(out, LAST);
  chain(out, first, data);
  while (out->len < SECTOR + tables * SECTOR) built_u32(out, FREE);
  entry(out, "Root Entry", 5, 1, is_short ? first : LAST, is_short ? data * SECTOR : 0);
  entry(out, name, 2, FREE, is_short ? 0 : first, stream.len);
  pad(out, SECTOR, 0);
  if (is_short) {
    chain(out, 0, parts);
    pad(out, SECTOR, 0xFF);
  }
  built_put(out, stream.ptr, stream.len);
  pad(out, SECTOR, 0);
}

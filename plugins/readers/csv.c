// csv.c: reader of comma separated values (RFC 4180), also with semicolons or tabs; one table, places as line and cell.
#include "plugins/readers/plain.h"

#include <string.h>
#include <strings.h>

#include "base/encoding.h"

static const char separators[] = { ',', ';', '\t' };

enum { SAMPLE_BYTES = 1 << 16, SAMPLE_RECORDS = 50, SAMPLE_WIDTHS = 256 };

/// A walk over the cells of a text.
typedef struct scan {
  zp_text text;
  size_t at;
  uint32_t line;  // of `at`
  char separator;
  bool ends[256]; // bytes that end a cell
} scan;

typedef enum quote_fault { QUOTE_FINE, QUOTE_OPEN, QUOTE_TRAILED } quote_fault;

/// One cell as it stands in the text.
typedef struct raw_cell {
  zp_text raw;         // without the outer quotes
  bool quoted;         // had outer quotes
  bool escaped;        // contains doubled quotes
  uint32_t line;       // where it starts
  bool last;           // ends its record
  quote_fault fault;
} raw_cell;

static void set_separator(scan *s, char separator)
{
  s->separator = separator;
  memset(s->ends, 0, sizeof s->ends);
  s->ends['\n'] = s->ends['\r'] = s->ends[(unsigned char)separator] = true;
}

static bool ends_cell(const scan *s, size_t at)
{
  return at >= s->text.len || s->ends[(unsigned char)s->text.ptr[at]];
}

/// Steps over the separator or line end at s->at; true when a record ends.
static bool step_over(scan *s)
{
  if (s->at >= s->text.len) return true;
  char c = s->text.ptr[s->at++];
  if (c == s->separator) return false;
  if (c == '\r' && s->at < s->text.len && s->text.ptr[s->at] == '\n') s->at++;
  s->line++;
  return true;
}

static void plain_cell(scan *s, raw_cell *out)
{
  const char *from = s->text.ptr + s->at, *end = s->text.ptr + s->text.len, *p = from;
  while (p < end && !s->ends[(unsigned char)*p]) p++;
  s->at = (size_t)(p - s->text.ptr);
  out->raw = (zp_text){ from, (size_t)(p - from) };
}

/// Offset of the quote that closes a cell opened before `at`, or SIZE_MAX.
static size_t closing_quote(zp_text text, size_t at, bool *escaped)
{
  for (; at < text.len; at++) {
    const char *quote = memchr(text.ptr + at, '"', text.len - at);
    if (quote == NULL) return SIZE_MAX;
    at = (size_t)(quote - text.ptr);
    if (at + 1 >= text.len || text.ptr[at + 1] != '"') return at;
    *escaped = true;
    at++;
  }
  return SIZE_MAX;
}

static uint32_t line_ends(zp_text text)
{
  uint32_t count = 0;
  for (size_t i = 0; i < text.len; i++)
    if (text.ptr[i] == '\n' || (text.ptr[i] == '\r' && (i + 1 == text.len || text.ptr[i + 1] != '\n'))) count++;
  return count;
}

/// A cell that begins with a quote. A quote that never closes, or closes on a later line in the middle of other text, was not
/// meant to open anything: then it is a character like others, and the rest of the file stays readable. No text is looked at
/// more than twice, since the quote that ended one such search is passed before the next begins.
static void quoted_cell(scan *s, size_t quote, raw_cell *out)
{
  size_t close = closing_quote(s->text, quote + 1, &out->escaped);
  if (close == SIZE_MAX) {
    out->fault = QUOTE_OPEN;
    out->escaped = false;
    plain_cell(s, out);
    return;
  }
  zp_text inside = zp_text_slice(s->text, quote + 1, close);
  size_t after = close + 1;
  while (!ends_cell(s, after) && s->text.ptr[after] == ' ') after++;
  uint32_t lines = line_ends(inside);
  if (!ends_cell(s, after)) {
    out->fault = lines == 0 ? QUOTE_TRAILED : QUOTE_OPEN;
    out->escaped = false;
    plain_cell(s, out);
    return;
  }
  out->raw = inside;
  out->quoted = true;
  s->line += lines;
  s->at = after;
}

static void next_cell(scan *s, raw_cell *out)
{
  *out = (raw_cell){ .line = s->line };
  size_t quote = s->at;
  while (!ends_cell(s, quote) && s->text.ptr[quote] == ' ') quote++;
  if (quote < s->text.len && s->text.ptr[quote] == '"') quoted_cell(s, quote, out);
  else plain_cell(s, out);
  out->last = step_over(s);
}

/// How many records of the sample have the commonest number of cells, and that number.
typedef struct shape { size_t records, fitting, width, leading; } shape;

static shape measure(zp_text text, char separator)
{
  size_t widths[SAMPLE_WIDTHS] = { 0 };
  scan s = { .text = zp_text_slice(text, 0, SAMPLE_BYTES), .line = 1 };
  shape out = { 0 };
  set_separator(&s, separator);
  while (s.at < s.text.len && out.records < SAMPLE_RECORDS) {
    raw_cell cell;
    size_t width = 0;
    bool blank = true;
    do {
      next_cell(&s, &cell);
      if (width == 0 && !zp_text_blank(cell.raw)) out.leading++;
      blank = blank && zp_text_blank(cell.raw);
      width++;
    } while (!cell.last);
    if (blank && width == 1) continue;
    out.records++;
    widths[width < SAMPLE_WIDTHS ? width : SAMPLE_WIDTHS - 1]++;
  }
  for (size_t width = 2; width < SAMPLE_WIDTHS; width++)
    if (widths[width] >= out.fitting && widths[width] != 0) {
      out.fitting = widths[width];
      out.width = width;
    }
  return out;
}

/// The separator that splits most records alike. Title lines above the headings often have none, so the first record alone
/// does not decide.
static char detect(zp_text text, shape *best)
{
  char found = separators[0];
  *best = (shape){ 0 };
  for (size_t i = 0; i < sizeof separators; i++) {
    shape one = measure(text, separators[i]);
    bool better = one.fitting > best->fitting || (one.fitting == best->fitting && one.width > best->width);
    if (i == 0 || better) {
      *best = one;
      found = separators[i];
    }
  }
  return found;
}

typedef struct reading {
  zp_text name;
  zp_arena *arena;
  zp_findings *findings;
  zp_block *table;
  size_t row_capacity;
  zp_cell *cells;  // of the record at hand; reused
  size_t cell_count, cell_capacity, cell_total;
  zp_error *err;
} reading;

static zp_text unescape(zp_text raw, zp_arena *arena)
{
  char *copy = zp_arena_bytes(arena, raw.len);
  if (copy == NULL) return (zp_text){ NULL, 0 };
  size_t len = 0;
  for (size_t i = 0; i < raw.len; i++) {
    copy[len++] = raw.ptr[i];
    if (raw.ptr[i] == '"' && i + 1 < raw.len && raw.ptr[i + 1] == '"') i++;
  }
  return (zp_text){ copy, len };
}

/// Programs write ="0012" so that spreadsheets leave a code as it is; a spreadsheet shows 0012.
static zp_text unwrapped(zp_text text)
{
  if (text.len < 3 || !zp_text_starts(text, ZP_TEXT("=\"")) || text.ptr[text.len - 1] != '"') return text;
  zp_text inside = zp_text_slice(text, 2, text.len - 1);
  return zp_text_contains(inside, ZP_TEXT("\"")) ? text : zp_text_trim(inside);
}

static zp_status refuse(reading *r, zp_status status, const zp_place *place, int most)
{
  zp_text none = { NULL, 0 };
  return zp_fail(r->err, status, place, zp_text_format(r->arena, "%d", most), none, none);
}

static zp_status take_cell(reading *r, const raw_cell *raw, uint32_t row)
{
  zp_place place = { .file = r->name, .row = row, .column = (uint32_t)r->cell_count + 1 };
  if (++r->cell_total > ZP_PLAIN_CELLS_MOST) return refuse(r, ZP_E_CELLS_MANY, &place, ZP_PLAIN_CELLS_MOST);
  if (raw->raw.len > ZP_PLAIN_CELL_MOST) return refuse(r, ZP_E_CELL_LONG, &place, ZP_PLAIN_CELL_MOST);
  if (r->cell_count == r->cell_capacity) {
    zp_cell *cells =
        zp_arena_grow(r->arena, r->cells, r->cell_count, &r->cell_capacity, sizeof *cells);
    if (cells == NULL) return zp_fail_memory(r->err);
    r->cells = cells;
  }
  zp_text text = zp_text_trim(raw->raw);
  if (raw->escaped && text.len != 0) text = unescape(text, r->arena);
  if (text.len != 0) text = unwrapped(text);
  if (raw->quoted && text.len != 0)
    text = zp_plain_newlines(text, r->arena); // elsewhere a line end ends the cell
  if (text.ptr == NULL && zp_arena_short(r->arena)) return zp_fail_memory(r->err);
  if (raw->fault != QUOTE_FINE) {
    zp_text none = { NULL, 0 };
    zp_finding *finding = zp_findings_add(r->findings, ZP_E_QUOTE, &place, none, none, none);
    zp_finding_cell(r->findings, finding, text, 0, 1);
  }
  r->cells[r->cell_count++] = (zp_cell){ text, place };
  return ZP_OK;
}

static zp_status end_record(reading *r)
{
  zp_row *rows = zp_arena_grow(r->arena, r->table->rows, r->table->row_count, &r->row_capacity, sizeof *rows);
  zp_cell *cells = ZP_ROOM(r->arena, zp_cell, r->cell_count);
  if (rows == NULL || cells == NULL) return zp_fail_memory(r->err);
  memcpy(cells, r->cells, r->cell_count * sizeof *cells);
  r->table->rows = rows;
  rows[r->table->row_count++] = (zp_row){ cells, r->cell_count };
  return ZP_OK;
}

static bool blank_record(const reading *r)
{
  for (size_t i = 0; i < r->cell_count; i++)
    if (r->cells[i].text.len != 0) return false;
  return true;
}

static zp_status read_record(reading *r, scan *s)
{
  raw_cell cell;
  uint32_t row = s->line;
  r->cell_count = 0;
  do {
    next_cell(s, &cell);
    if (take_cell(r, &cell, row) != ZP_OK) return r->err->status;
  } while (!cell.last);
  if (!blank_record(r)) return end_record(r);
  r->cell_total -= r->cell_count;  // spreadsheets save a million of them
  return ZP_OK;
}

/// Spreadsheets write the separator in a first line: sep=; or "sep=;". 0: no such line; *at moves behind it.
static char hinted(zp_text text, size_t *at)
{
  zp_line line = { 0 };
  if (!zp_plain_line(text, at, &line)) return 0;
  zp_text said = line.text;
  if (said.len == 7 && said.ptr[0] == '"' && said.ptr[6] == '"') said = zp_text_slice(said, 1, 6);
  return said.len == 5 && strncasecmp(said.ptr, "sep=", 4) == 0 ? said.ptr[4] : 0;
}

static void take_hint(scan *s)
{
  size_t at = 0;
  char separator = hinted(s->text, &at);
  if (separator == 0) return;
  set_separator(s, separator);
  s->at = at < s->text.len ? at : s->text.len;
  s->line = 2;
}

static zp_status read_csv(zp_text bytes, zp_text name, zp_arena *arena, zp_document *out, zp_findings *findings,
                          zp_error *err)
{
  reading r = { .name = name, .arena = arena, .findings = findings, .err = err };
  scan s = { .line = 1 };
  shape best;
  *out = (zp_document){ .file = name };
  if (zp_plain_decode(bytes, name, arena, &s.text, err) != ZP_OK) return err->status;
  r.table = ZP_TAKE(arena, zp_block, 1);
  if (r.table == NULL) return zp_fail_memory(err);
  r.table->kind = ZP_BLOCK_TABLE;
  *out = (zp_document){ .file = name, .blocks = r.table, .count = 1 };
  set_separator(&s, detect(s.text, &best));
  take_hint(&s);
  while (s.at < s.text.len)
    if (read_record(&r, &s) != ZP_OK) return err->status;
  return ZP_OK;
}

static int claims_csv(zp_text bytes, zp_text name)
{
  char room[SAMPLE_BYTES];
  size_t at = 0;
  if (zp_plain_binary(bytes, name)) return 0;
  bytes = zp_encoding_peek(bytes, room, sizeof room);
  if (hinted(bytes, &at) != 0) return 95;
  int least = zp_plain_named(name, ".csv") || zp_plain_named(name, ".tsv") ? 55 : 5;
  shape best;
  char separator = detect(bytes, &best);
  if (best.width < 2 || best.fitting < 2) return least;
  // A document of cells led by tabs looks like a column of blanks beside another one.
  if (separator == '\t' && best.leading * 2 < best.records + best.fitting) return least < 55 ? least : 40;
  if (best.fitting * 10 >= best.records * 9) return 85;
  if (best.fitting * 10 >= best.records * 6) return 75;
  return least;
}

extern const zp_reader zp_reader_csv;
const zp_reader zp_reader_csv = {
  .name = "csv",
  .title = "comma separated values (UTF-8, UTF-16, GB18030), also with semicolons or tabs",
  .plain = true,
  .claims = claims_csv,
  .read = read_csv,
};

// record.c: tokens -> units, led by record_schema.c.
#include "model/record.h"

#include <string.h>

#include "model/record_known.h"
#include "model/record_schema.h"
#include "model/record_value.h"

enum { FIELDS_MOST = 32, YEAR_LEAST = 1900, YEAR_MOST = 2999, NEAR_MOST = 3 };
enum { RESERVED_MOST = 256 };

static const zp_text none = { NULL, 0 };

typedef struct builder {
  zp_tokens *tokens;
  zp_arena *arena;
  zp_error *err;
  zp_token token;             // the last one read
  const zp_cell *last[FIELDS_MOST];  // of members that repeat
  zp_record_known known;
  size_t project, indicator;  // where the reading stands; SIZE_MAX: in none
  zp_text inside;             // "target", "execution" …: the record within; empty: none
} builder;

// ---- refusing --------------------------------------------------------------------------------------------------------

static zp_place place_of(const builder *b)
{
  return (zp_place){ .file = b->tokens->file, .row = b->token.row, .column = b->token.column };
}

/// "projects[0].indicators[2].target.value", counted from 0 as in the file.
static zp_text path_of(const builder *b, zp_text key)
{
  zp_text path = zp_text_format(b->arena, "%s", "");
  if (b->project != SIZE_MAX) path = zp_text_format(b->arena, "projects[%zu].", b->project);
  if (b->indicator != SIZE_MAX) path = zp_text_format(b->arena, "%.*sindicators[%zu].", ZP_ARG(path), b->indicator);
  if (b->inside.len != 0) path = zp_text_format(b->arena, "%.*s%.*s.", ZP_ARG(path), ZP_ARG(b->inside));
  path = zp_text_format(b->arena, "%.*s%.*s", ZP_ARG(path), ZP_ARG(key));
  return path.len != 0 && path.ptr[path.len - 1] == '.' ? zp_text_slice(path, 0, path.len - 1) : path;
}

static zp_status refuse(const builder *b, zp_status status, zp_text key, zp_text arg2)
{
  zp_place place = place_of(b);
  return zp_fail(b->err, status, &place, path_of(b, key), arg2, none);
}

/// A record as a whole is what is wrong: its head is where that is said.
static zp_status refuse_record(builder *b, const zp_place *head, zp_status status, zp_text key, zp_text arg2)
{
  b->token.row = head->row;
  b->token.column = head->column;
  return refuse(b, status, key, arg2);
}

static zp_status next(builder *b)
{
  b->tokens->next(b->tokens, &b->token);
  if (b->token.kind != ZP_TOKEN_BROKEN) return ZP_OK;
  zp_place place = place_of(b);
  return zp_fail(b->err, ZP_E_RECORD_BROKEN, &place, zp_text_from(b->tokens->format), b->token.text, none);
}

/// The last token is not what `key` needs.
static zp_status refuse_type(const builder *b, zp_text key, zp_word wanted)
{
  if (b->token.kind == ZP_TOKEN_REAL) return refuse(b, ZP_E_RECORD_REAL, key, none);
  return refuse(b, ZP_E_RECORD_TYPE, key, zp_word_arg(wanted));
}

static zp_status refuse_key(const builder *b, const zp_record_schema *schema)
{
  zp_text best = none;
  size_t least = NEAR_MOST + 1;
  for (size_t i = 0; i < schema->count; i++) {
    size_t distance = zp_text_distance(b->token.text, schema->fields[i].key, NEAR_MOST);
    if (distance >= least) continue;
    least = distance;
    best = schema->fields[i].key;
  }
  return refuse(b, ZP_E_RECORD_KEY, b->token.text, best);
}

// ---- single members --------------------------------------------------------------------------------------------------

static zp_status number(builder *b, zp_text key, int64_t low, int64_t high, int64_t *out)
{
  if (next(b) != ZP_OK) return b->err->status;
  if (b->token.kind != ZP_TOKEN_NUMBER) return refuse_type(b, key, ZP_W_RECORD_WHOLE);
  if (b->token.number < low || b->token.number > high) return refuse(b, ZP_E_RECORD_TYPE, key, zp_word_arg(ZP_W_RECORD_SMALLER));
  *out = b->token.number;
  return ZP_OK;
}

static zp_status text(builder *b, zp_text key, zp_text *out)
{
  if (next(b) != ZP_OK) return b->err->status;
  if (b->token.kind != ZP_TOKEN_TEXT) return refuse_type(b, key, ZP_W_RECORD_TEXT);
  if (b->token.text.len != 0 && memchr(b->token.text.ptr, 0, b->token.text.len) != NULL)
    return refuse(b, ZP_E_RECORD_TYPE, key, zp_word_arg(ZP_W_RECORD_TEXT));
  *out = zp_text_trim(b->token.text);
  return ZP_OK;
}

/// The next token is the trimmed text `last` once more, and is read.
static bool repeats(builder *b, zp_text last)
{
  return last.len != 0 && b->tokens->again != NULL && b->tokens->again(b->tokens, last);
}

/// A short text that repeats from value to value, of which records have few.
static zp_status unit_text(builder *b, zp_text key, zp_text *out)
{
  size_t at = zp_known_pass(b->tokens, b->known.spelled_units, 0, ZP_UNITS_KNOWN);
  if (at != ZP_UNITS_KNOWN) {
    *out = b->known.units[at];
    return ZP_OK;
  }
  if (text(b, key, out) != ZP_OK) return b->err->status;
  zp_known_unit(&b->known, b->tokens, *out);
  return ZP_OK;
}

static zp_status cell(builder *b, zp_text key, zp_cell *out)
{
  if (text(b, key, &out->text) != ZP_OK) return b->err->status;
  out->place = place_of(b);
  return ZP_OK;
}

static zp_status new_cell(builder *b, zp_text content, const zp_cell **out)
{
  zp_cell *own = ZP_ROOM(b->arena, zp_cell, 1);
  if (own == NULL) return zp_fail_memory(b->err);
  *own = (zp_cell){ content, place_of(b) };
  *out = own;
  return ZP_OK;
}

static zp_status points(builder *b, zp_text key, zp_cell *out)
{
  zp_dec value = { 0 };
  if (number(b, key, -INT64_MAX, INT64_MAX, &value.e4) != ZP_OK) return b->err->status;
  *out = (zp_cell){ zp_known_print(&b->known, value, b->arena), place_of(b) };
  return out->text.ptr == NULL ? zp_fail_memory(b->err) : ZP_OK;
}

static zp_status own_points(builder *b, zp_text key, const zp_cell **out)
{
  zp_cell *own = ZP_ROOM(b->arena, zp_cell, 1);
  if (own == NULL) return zp_fail_memory(b->err);
  *out = own;
  return points(b, key, own);
}

static zp_status fen(builder *b, zp_text key, zp_cell *out)
{
  static const zp_text yuan = ZP_TEXT_INIT("\xE5\x85\x83");
  char room[ZP_NUMBER_ROOM];
  zp_money value;
  if (number(b, key, -INT64_MAX, INT64_MAX, &value.fen) != ZP_OK) return b->err->status;
  zp_text printed = zp_money_print_yuan(value, room);
  char *whole = zp_arena_bytes(b->arena, printed.len + yuan.len);
  if (whole == NULL) return zp_fail_memory(b->err);
  memcpy(mempcpy(whole, printed.ptr, printed.len), yuan.ptr, yuan.len);
  *out = (zp_cell){ { whole, printed.len + yuan.len }, place_of(b) };
  return ZP_OK;
}

static zp_status year(builder *b, zp_text key, int *out)
{
  int64_t value = 0;
  if (number(b, key, YEAR_LEAST, YEAR_MOST, &value) != ZP_OK) return b->err->status;
  *out = (int)value;
  return ZP_OK;
}

static zp_status version(builder *b, zp_text key)
{
  int64_t found = 0;
  if (number(b, key, 0, INT64_MAX, &found) != ZP_OK) return b->err->status;
  if (found == ZP_RECORD_SCHEMA) return ZP_OK;
  zp_place place = place_of(b);
  return zp_fail(b->err, ZP_E_RECORD_VERSION, &place, zp_text_format(b->arena, "%lld", (long long)found),
                 zp_text_format(b->arena, "%d", ZP_RECORD_SCHEMA), none);
}

/// A name of a short list: its index.
static zp_status name(builder *b, zp_text key, const zp_text *names, const zp_spelling *spelled, size_t count, size_t *out)
{
  zp_text written;
  *out = zp_known_pass(b->tokens, spelled, 0, count);
  if (*out != count) return ZP_OK;
  if (text(b, key, &written) != ZP_OK) return b->err->status;
  for (*out = 0; *out < count; ++*out)
    if (zp_text_equal(names[*out], written)) return ZP_OK;
  zp_text list = names[0];
  for (size_t i = 1; i < count; i++)
    list = zp_text_format(b->arena, "%.*s %.*s", ZP_ARG(list), ZP_ARG(names[i]));
  return refuse(b, ZP_E_RECORD_TYPE, key, list);
}

static zp_status kind(builder *b, zp_text key, zp_kind *out)
{
  size_t index = 0;
  if (name(b, key, b->known.kinds, b->known.spelled_kinds, ZP_KINDS_KNOWN, &index) != ZP_OK) return b->err->status;
  *out = ZP_KIND_NUMBER + (zp_kind)index;
  return ZP_OK;
}

static zp_status op(builder *b, zp_text key, zp_op *out)
{
  size_t index = 0;
  if (name(b, key, b->known.ops, b->known.spelled_ops, ZP_OPS_KNOWN, &index) != ZP_OK) return b->err->status;
  *out = ZP_OP_EQ + (zp_op)index;
  return ZP_OK;
}

static zp_status list_of(builder *b, zp_text key, size_t count, zp_word wanted)
{
  if (next(b) != ZP_OK) return b->err->status;
  return b->token.kind == ZP_TOKEN_LIST && b->token.count == count ? ZP_OK : refuse_type(b, key, wanted);
}

static zp_status quantity(builder *b, zp_text key, zp_qty *out)
{
  static const int64_t most[] = { 999999999999999999, 18 };
  int64_t digits_and_places[2] = { 0, 0 };
  zp_tokens *tokens = b->tokens;
  bool short_way = tokens->wholes != NULL && tokens->wholes(tokens, 2, most, digits_and_places);
  if (!short_way) {
    if (list_of(b, key, 2, ZP_W_RECORD_QUANTITY) != ZP_OK) return b->err->status;
    if (number(b, key, -most[0], most[0], &digits_and_places[0]) != ZP_OK) return b->err->status;
    if (number(b, key, 0, most[1], &digits_and_places[1]) != ZP_OK) return b->err->status;
  }
  *out = (zp_qty){ digits_and_places[0], (uint8_t)digits_and_places[1] };
  return ZP_OK;
}

static zp_status date(builder *b, zp_text key, zp_date *out)
{
  int64_t y = 0, m = 0, d = 0;
  if (list_of(b, key, 3, ZP_W_RECORD_DATE) != ZP_OK) return b->err->status;
  if (number(b, key, YEAR_LEAST, YEAR_MOST, &y) != ZP_OK || number(b, key, 1, 12, &m) != ZP_OK ||
      number(b, key, 1, zp_month_days((int)y, (int)m), &d) != ZP_OK)
    return b->err->status;
  *out = (zp_date){ (int16_t)y, (uint8_t)m, (uint8_t)d };
  return ZP_OK;
}

// ---- records ---------------------------------------------------------------------------------------------------------

static zp_status fields(builder *b, const zp_record_schema *schema, size_t pairs, void *into);

static zp_status inner(builder *b, const zp_record_field *field, void *into)
{
  if (next(b) != ZP_OK) return b->err->status;
  if (b->token.kind != ZP_TOKEN_MAP) return refuse_type(b, field->key, ZP_W_RECORD_RECORD);
  b->inside = field->key;
  if (fields(b, field->schema, b->token.count, into) != ZP_OK) return b->err->status;
  b->inside = none;
  return ZP_OK;
}

/// A value of a record, and the cell that shows it.
typedef struct shown_value { zp_value value; zp_cell cell; } shown_value;

/// The map of a value is open.
static zp_status typed_value(builder *b, zp_text key, const zp_cell **shown, const zp_value **out)
{
  shown_value *both = ZP_TAKE(b->arena, shown_value, 1);
  if (both == NULL) return zp_fail_memory(b->err);
  zp_value *value = &both->value;
  zp_cell *own = &both->cell;
  own->place = place_of(b);
  b->inside = key;
  if (fields(b, &zp_schema_value, b->token.count, value) != ZP_OK) return b->err->status;
  zp_word fault;
  if (!zp_value_sound(value, &fault)) return refuse_record(b, &own->place, ZP_E_RECORD_VALUE, none, zp_word_arg(fault));
  b->inside = none;
  value->dates = value->kind == ZP_KIND_RANGE && value->date.month != 0;
  if (value->text.len == 0) value->text = zp_value_shown(value, b->arena);
  if (value->text.len == 0) return zp_fail_memory(b->err);
  own->text = value->text;
  *shown = own;
  *out = value;
  return ZP_OK;
}

/// A text that is read like a cell of a form, or a value.
static zp_status target_or_actual(builder *b, zp_text key, const zp_cell **shown, const zp_value **typed)
{
  if (next(b) != ZP_OK) return b->err->status;
  if (b->token.kind == ZP_TOKEN_MAP) return typed_value(b, key, shown, typed);
  bool fine = b->token.kind == ZP_TOKEN_TEXT && (b->token.text.len == 0 || memchr(b->token.text.ptr, 0, b->token.text.len) == NULL);
  if (!fine) return refuse_type(b, key, ZP_W_RECORD_TEXT_OR_VALUE);
  return new_cell(b, zp_text_trim(b->token.text), shown);
}

static zp_status own_cell(builder *b, zp_text key, const zp_cell **out)
{
  zp_text content;
  if (text(b, key, &content) != ZP_OK) return b->err->status;
  return new_cell(b, content, out);
}

static zp_status repeated(builder *b, zp_text key, const zp_cell **last, const zp_cell **out)
{
  zp_text content;
  if (*last == NULL || !repeats(b, (*last)->text)) {
    if (text(b, key, &content) != ZP_OK) return b->err->status;
    bool same = *last != NULL && zp_text_equal((*last)->text, content);
    if (!same && new_cell(b, content, last) != ZP_OK) return b->err->status;
  }
  *out = *last;
  return ZP_OK;
}

/// Room for the items a list announces: for few at once, so that memory follows the items that are
/// there.
static size_t reserved(size_t announced)
{
  return announced < RESERVED_MOST ? announced : RESERVED_MOST;
}

static zp_status indicators(builder *b, zp_text key, zp_project *project)
{
  if (next(b) != ZP_OK) return b->err->status;
  if (b->token.kind != ZP_TOKEN_LIST) return refuse_type(b, key, ZP_W_RECORD_LIST);
  size_t capacity = reserved(b->token.count);
  zp_indicator *items = capacity == 0 ? NULL : ZP_ROOM(b->arena, zp_indicator, capacity);
  if (capacity != 0 && items == NULL) return zp_fail_memory(b->err);
  project->indicators = items;
  for (size_t i = 0, count = b->token.count; i < count; i++) {
    items = zp_arena_grow(b->arena, project->indicators, i, &capacity, sizeof *items);
    if (items == NULL) return zp_fail_memory(b->err);
    project->indicators = items;
    items[i] = zp_no_indicator;
    b->indicator = i;
    if (next(b) != ZP_OK) return b->err->status;
    if (b->token.kind != ZP_TOKEN_MAP) return refuse_type(b, none, ZP_W_RECORD_RECORD);
    if (fields(b, &zp_schema_indicator, b->token.count, &items[i]) != ZP_OK) return b->err->status;
    if (items[i].level3->text.len == 0) return refuse_record(b, &items[i].level3->place, ZP_E_RECORD_MISSING, ZP_TEXT("level3"), none);
    project->indicator_count = i + 1;
  }
  b->indicator = SIZE_MAX;
  return ZP_OK;
}

static zp_status projects(builder *b, zp_text key, zp_unit *unit)
{
  if (next(b) != ZP_OK) return b->err->status;
  if (b->token.kind != ZP_TOKEN_LIST) return refuse_type(b, key, ZP_W_RECORD_LIST);
  size_t capacity = reserved(b->token.count);
  unit->projects = capacity == 0 ? NULL : ZP_ROOM(b->arena, zp_project, capacity);
  if (capacity != 0 && unit->projects == NULL) return zp_fail_memory(b->err);
  for (size_t i = 0, count = b->token.count; i < count; i++) {
    zp_project *items = zp_arena_grow(b->arena, unit->projects, i, &capacity, sizeof *items);
    if (items == NULL) return zp_fail_memory(b->err);
    unit->projects = items;
    items[i] = (zp_project){ .filled = true };
    b->project = i;
    if (next(b) != ZP_OK) return b->err->status;
    if (b->token.kind != ZP_TOKEN_MAP) return refuse_type(b, none, ZP_W_RECORD_RECORD);
    zp_place head = place_of(b);
    items[i].name.place = items[i].code.place = head;
    if (fields(b, &zp_schema_project, b->token.count, &items[i]) != ZP_OK) return b->err->status;
    if (items[i].code.text.len + items[i].name.text.len == 0) return refuse_record(b, &head, ZP_E_RECORD_MISSING, ZP_TEXT("name"), none);
    unit->project_count = i + 1;
  }
  b->project = SIZE_MAX;
  return ZP_OK;
}

static zp_status field(builder *b, const zp_record_field *f, size_t slot, void *into)
{
  char *here = (char *)into + f->offset, *flag = (char *)into + f->flag;
  switch (f->type) {
    case ZP_R_VERSION: return version(b, f->key);
    case ZP_R_CELL: return cell(b, f->key, (void *)here);
    case ZP_R_OWN: return own_cell(b, f->key, (void *)here);
    case ZP_R_REPEATED: return repeated(b, f->key, &b->last[slot], (void *)here);
    case ZP_R_VALUE: return target_or_actual(b, f->key, (void *)here, (void *)flag);
    case ZP_R_YEAR: return year(b, f->key, (void *)here);
    case ZP_R_FEN: return fen(b, f->key, (void *)here);
    case ZP_R_POINTS: return points(b, f->key, (void *)here);
    case ZP_R_OWN_POINTS: return own_points(b, f->key, (void *)here);
    case ZP_R_KIND: return kind(b, f->key, (void *)here);
    case ZP_R_OP: return op(b, f->key, (void *)here);
    case ZP_R_QUANTITY: *(bool *)flag = true; return quantity(b, f->key, (void *)here);
    case ZP_R_DATE: return date(b, f->key, (void *)here);
    case ZP_R_TEXT: return text(b, f->key, (void *)here);
    case ZP_R_UNIT: return unit_text(b, f->key, (void *)here);
    case ZP_R_RECORD: return inner(b, f, here);
    case ZP_R_PROJECTS: return projects(b, f->key, into);
    case ZP_R_INDICATORS: return indicators(b, f->key, into);
  }
  return ZP_E_INTERNAL;
}

/// Index of the key just read, looked for from `likely` on; schema->count when there is none.
static size_t find_field(const builder *b, const zp_record_schema *schema, size_t likely)
{
  for (size_t i = likely; i < schema->count; i++)
    if (zp_text_equal(schema->fields[i].key, b->token.text)) return i;
  for (size_t i = 0; i < likely; i++)
    if (zp_text_equal(schema->fields[i].key, b->token.text)) return i;
  return schema->count;
}

/// Reads a key, which most likely is the one at *at or a later one, and sets *at to its index.
static zp_status key(builder *b, const zp_record_schema *schema, const zp_spelling *keys, size_t *at)
{
  size_t likely = *at < schema->count ? *at : 0;
  *at = zp_known_pass(b->tokens, keys, likely, schema->count);
  if (*at != schema->count) return ZP_OK;
  if (next(b) != ZP_OK) return b->err->status;
  if (b->token.kind != ZP_TOKEN_TEXT) return refuse_type(b, none, ZP_W_RECORD_TEXT);
  *at = find_field(b, schema, likely);
  return *at == schema->count ? refuse_key(b, schema) : ZP_OK;
}

/// `here`: where the key begins, in formats that say so. One that was passed has no place yet: it is read once more.
static zp_status refuse_twice(builder *b, zp_text key, const char *here)
{
  if (here != NULL) {
    b->tokens->at = here;
    b->tokens->owed++;
    if (next(b) != ZP_OK) return b->err->status;
  }
  return refuse(b, ZP_E_RECORD_TWICE, key, none);
}

static zp_status fields(builder *b, const zp_record_schema *schema, size_t pairs, void *into)
{
  uint32_t seen = 0;
  size_t required = 0;
  const uint32_t row = b->token.row, column = b->token.column;
  const zp_spelling *keys = zp_known_keys(&b->known, b->tokens, schema, b->arena);
  for (size_t at = 0; pairs > 0; pairs--, at++) {
    const char *here = b->tokens->at;
    if (key(b, schema, keys, &at) != ZP_OK) return b->err->status;
    if ((seen >> at & 1) != 0) return refuse_twice(b, schema->fields[at].key, here);
    seen |= 1u << at;
    required += schema->fields[at].required;
    if (field(b, &schema->fields[at], at, into) != ZP_OK) return b->err->status;
  }
  for (size_t i = 0; required != schema->required && i < schema->count; i++)
    if (schema->fields[i].required && (seen >> i & 1) == 0)
      return refuse_record(b, &(zp_place){ .row = row, .column = column }, ZP_E_RECORD_MISSING,
                           schema->fields[i].key, none);
  return ZP_OK;
}

// ---- the file --------------------------------------------------------------------------------------------------------

typedef struct unit_list { zp_unit *items; size_t count, capacity; } unit_list;

static zp_status unit(builder *b, unit_list *list, zp_submission *out)
{
  zp_unit_record record = { .unit = { .year = 0 } };
  if (b->token.kind != ZP_TOKEN_MAP) return refuse_type(b, none, ZP_W_RECORD_RECORD);
  zp_unit *items = zp_arena_grow(b->arena, list->items, list->count, &list->capacity, sizeof *items);
  if (items == NULL) return zp_fail_memory(b->err);
  list->items = items;
  zp_place head = place_of(b);
  record.unit.name.place = record.unit.code.place = head;
  if (fields(b, &zp_schema_unit, b->token.count, &record) != ZP_OK) return b->err->status;
  if (record.unit.code.text.len + record.unit.name.text.len == 0) return refuse_record(b, &head, ZP_E_RECORD_MISSING, ZP_TEXT("name"), none);
  if (out->district.text.len == 0) out->district = record.district;
  items[list->count++] = record.unit;
  return ZP_OK;
}

zp_status zp_records_read(zp_tokens *tokens, zp_arena *arena, zp_submission *out, zp_error *err)
{
  builder b = { .tokens = tokens, .arena = arena, .err = err, .project = SIZE_MAX, .indicator = SIZE_MAX };
  unit_list list = { .count = 0 };
  zp_known_start(tokens, &b.known);
  *out = (zp_submission){ .unit_count = 0 };
  for (;;) {
    if (next(&b) != ZP_OK) return err->status;
    if (b.token.kind == ZP_TOKEN_END) break;
    bool many = b.token.kind == ZP_TOKEN_LIST;
    for (size_t left = many ? b.token.count : 1; left > 0; left--) {
      if (many && next(&b) != ZP_OK) return err->status;
      if (unit(&b, &list, out) != ZP_OK) return err->status;
    }
  }
  zp_place whole = { .file = tokens->file };
  if (list.count == 0) return zp_fail_with(err, ZP_E_NO_ROWS, &whole, "");
  out->units = list.items;
  out->unit_count = list.count;
  return ZP_OK;
}

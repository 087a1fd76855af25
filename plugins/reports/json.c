// json.c: the whole result as JSON, member by member in the order of model/schema.h; core/store/README.md has the schema.
#include "model/format.h"
#include "model/schema.h"
#include "plugins/reports/json_parts.h"
#include "plugins/reports/wording.h"

static json_t *integer_of(uint64_t number)
{
  return json_integer((json_int_t)number);
}

/// Puts `item` behind the list; false, and the list is to be dropped, when memory is short.
static bool append(json_t *list, json_t *item)
{
  return json_array_append_new(list, item) == 0;
}

static json_t *dropped(json_t *whole)
{
  json_decref(whole);
  return NULL;
}

/// As the result file writes it; ptr NULL becomes a NULL value.
static json_t *arg_of(zp_text arg, zp_wording *say)
{
  zp_text written = zp_arg_written(arg, say->arena);
  return written.ptr == NULL ? NULL : zp_json_text(written);
}

static json_t *args_of(const zp_text args[3], zp_wording *say)
{
  json_t *list = json_array();
  for (int i = 0; i < 3; i++)
    if (!append(list, arg_of(args[i], say))) return dropped(list);
  return list;
}

static json_t *notes_of(uint32_t notes)
{
  json_t *list = json_array();
  for (int bit = 0; bit < ZP_NOTE_COUNT; bit++)
    if ((notes >> bit & 1) != 0 && !append(list, json_string(zp_note_name(bit)))) return dropped(list);
  return list;
}

/// How "nothing" looks: every object has all its keys, so that readers need not ask.
static json_t *nothing(const zp_member *member)
{
  switch (member->type) {
    case ZP_M_TEXT: case ZP_M_ARG: return json_string("");
    case ZP_M_FLAG: return json_false();
    case ZP_M_BYTES: return json_integer(0);
    case ZP_M_ARGS: case ZP_M_NOTES: case ZP_M_LIST: return json_array();
    default: return json_null();
  }
}

static json_t *object_of(const zp_record *kind, const void *record, zp_wording *say);

static json_t *list_of(const zp_member *member, const void *record, zp_wording *say)
{
  size_t count;
  const char *items = zp_member_items(member, record, &count);
  json_t *list = json_array();
  for (size_t i = 0; i < count; i++)
    if (!append(list, object_of(member->record, items + i * member->record->size, say))) return dropped(list);
  return list;
}

static json_t *member_of(const zp_member *member, const void *record, zp_wording *say)
{
  char room[ZP_NUMBER_ROOM];
  const void *here = (const char *)record + member->offset;
  if (!zp_member_there(member, record)) return nothing(member);
  switch (member->type) {
    case ZP_M_TEXT: return zp_json_text(*(const zp_text *)here);
    case ZP_M_ARG: return arg_of(*(const zp_text *)here, say);
    case ZP_M_ARGS: return args_of(here, say);
    case ZP_M_FLAG: return json_true();
    case ZP_M_COUNT: return integer_of(*(const size_t *)here);
    case ZP_M_NUMBER: case ZP_M_BYTES: return integer_of(*(const uint32_t *)here);
    case ZP_M_YEAR: return json_integer(*(const int *)here);
    case ZP_M_POINTS: return zp_json_text(zp_dec_print_short(*(const zp_dec *)here, 2, room));
    case ZP_M_MONEY: return zp_json_text(zp_money_print_yuan(*(const zp_money *)here, room));
    case ZP_M_QUANTITY: return zp_json_text(zp_qty_print(*(const zp_qty *)here, room));
    case ZP_M_DATE: return zp_json_text(zp_date_print(*(const zp_date *)here, room));
    case ZP_M_NAME: return json_string(zp_member_name(member, record));
    case ZP_M_NOTES: return notes_of(*(const uint32_t *)here);
    case ZP_M_RECORD: return object_of(member->record, here, say);
    case ZP_M_LIST: return list_of(member, record, say);
  }
  return NULL;
}

static bool set(json_t *object, zp_text key, json_t *value)
{
  return json_object_setn_new(object, key.ptr, key.len, value) == 0;
}

/// What the catalogue says about a finding: derived, not stored.
static bool explain(json_t *object, const zp_finding *finding, zp_wording *say)
{
  static const char *const severities[] = { "info", "warning", "error" };
  return set(object, ZP_TEXT("severity"), json_string(severities[zp_status_severity(finding->status)])) &&
         set(object, ZP_TEXT("sentence"), zp_json_text(zp_wording_sentence(say, finding))) &&
         set(object, ZP_TEXT("suggestion"), zp_json_text(zp_wording_suggestion(say, finding)));
}

/// "fault_sentence" behind "fault".
static bool explain_arg(json_t *object, const zp_member *member, const void *record, zp_wording *say)
{
  zp_text key = zp_text_format(say->arena, "%s_sentence", member->key);
  zp_text arg = *(const zp_text *)(const void *)((const char *)record + member->offset);
  return key.ptr != NULL && set(object, key, zp_json_text(zp_wording_arg(say, arg)));
}

static json_t *object_of(const zp_record *kind, const void *record, zp_wording *say)
{
  json_t *object = json_object();
  for (size_t i = 0; i < kind->count; i++) {
    const zp_member *member = &kind->members[i];
    if (!set(object, zp_member_word(member), member_of(member, record, say))) return dropped(object);
    if (member->type == ZP_M_ARG && !explain_arg(object, member, record, say)) return dropped(object);
  }
  if (kind == &zp_record_finding && !explain(object, record, say)) return dropped(object);
  return object;
}

static json_t *counts_of(zp_counts counts)
{
  return json_pack("{s:I, s:I, s:I}", "scored", (json_int_t)counts.scored, "unscored", (json_int_t)counts.unscored,
                   "fault", (json_int_t)counts.fault);
}

// ---- the whole -------------------------------------------------------------------------------------------------------------

/// The members of the result one by one, and its units one by one, as jansson would write them in one piece.
typedef struct writer {
  const zp_result *result;
  const zp_report_options *how;
  zp_sink *sink;
  zp_wording say;   // its arena is that of the value being written
  size_t depth;     // spaces before every line but the first
  zp_error *err;
} writer;

enum { INDENT = 2 };

static void begin_line(writer *w)
{
  static const char spaces[] = "\n        ";
  zp_sink_put(w->sink, (zp_text){ spaces, 1 + w->depth });
}

/// Line ends stand between values only: in texts they are escaped.
static int put(const char *bytes, size_t len, void *context)
{
  writer *w = context;
  for (zp_text rest = { bytes, len }; rest.len != 0;) {
    size_t end = zp_text_find(rest, ZP_TEXT("\n"));
    if (end > rest.len) end = rest.len;
    zp_sink_put(w->sink, zp_text_slice(rest, 0, end));
    if (end < rest.len) begin_line(w);
    rest = zp_text_slice(rest, end < rest.len ? end + 1 : end, rest.len);
  }
  return 0;  // a sink remembers that it failed
}

static zp_status put_value(writer *w, json_t *value)
{
  int failed = value == NULL || w->say.failed
                   ? 1 : json_dump_callback(value, put, w, JSON_INDENT(INDENT) | JSON_PRESERVE_ORDER | JSON_ENCODE_ANY);
  json_decref(value);
  return failed != 0 || w->sink->failed ? zp_fail_memory(w->err) : ZP_OK;
}

static void put_key(writer *w, zp_text key, bool first)
{
  zp_sink_put(w->sink, first ? ZP_TEXT("{") : ZP_TEXT(","));
  begin_line(w);
  zp_sink_print(w->sink, "\"%.*s\": ", ZP_ARG(key));
}

static zp_status put_unit(writer *w, size_t i)
{
  enum { KEPT = 1 << 20 };
  const zp_unit_result *unit;
  zp_arena_reset(w->say.arena, KEPT);
  if (zp_unit_whole(w->result, w->how, i, w->say.arena, &unit, w->err) != ZP_OK) return w->err->status;
  if (i != 0) zp_sink_put(w->sink, ZP_TEXT(","));
  begin_line(w);
  return put_value(w, object_of(&zp_record_unit, unit, &w->say));
}

static zp_status put_units(writer *w)
{
  zp_status status = ZP_OK;
  zp_sink_put(w->sink, ZP_TEXT("["));
  w->depth += INDENT;
  for (size_t i = 0; i < w->result->unit_count && status == ZP_OK; i++) status = put_unit(w, i);
  w->depth -= INDENT;
  if (w->result->unit_count != 0) begin_line(w);
  zp_sink_put(w->sink, ZP_TEXT("]"));
  return status;
}

static zp_status put_members(writer *w)
{
  zp_status status = ZP_OK;
  for (size_t i = 0; i < zp_record_result.count && status == ZP_OK; i++) {
    const zp_member *member = &zp_record_result.members[i];
    put_key(w, zp_member_word(member), false);
    if (member->record == &zp_record_unit) status = put_units(w);
    else status = put_value(w, member_of(member, w->result, &w->say));
  }
  return status;
}

static zp_status put_all(writer *w)
{
  w->depth = INDENT;
  put_key(w, ZP_TEXT("schema"), true);
  if (put_value(w, json_integer(ZP_RESULT_SCHEMA)) != ZP_OK) return w->err->status;
  put_key(w, ZP_TEXT("counts"), false);
  if (put_value(w, counts_of(zp_report_counts(w->result, w->how))) != ZP_OK) return w->err->status;
  if (put_members(w) != ZP_OK) return w->err->status;
  zp_sink_put(w->sink, ZP_TEXT("\n}\n"));
  return w->sink->failed ? zp_fail_memory(w->err) : ZP_OK;
}

static zp_status write_json(const zp_result *result, const zp_report_options *options, zp_sink *sink, zp_error *err)
{
  zp_error own = { 0 };
  writer w = { .result = result, .how = options, .sink = sink, .say = { zp_arena_beside(sink->arena), options->lang, false },
               .err = err != NULL ? err : &own };
  zp_status status = w.say.arena == NULL ? zp_fail_memory(w.err) : put_all(&w);
  zp_arena_free(w.say.arena);
  return status;
}

const zp_report zp_report_json = {
  .name = "json",
  .title = ZP_W_REPORT_JSON,
  .suffix = ".json",
  .write = write_json,
  .by_unit = true,
};

// records.c: packs by jansson and msgpack-c, so that neither reader is tested with its own eyes.
#include "records.h"

#include <jansson.h>
#include <msgpack.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void pack(msgpack_packer *out, json_t *node)
{
  const char *key;
  json_t *item;
  size_t i;
  switch (json_typeof(node)) {
    case JSON_OBJECT:
      msgpack_pack_map(out, json_object_size(node));
      json_object_foreach(node, key, item) {
        msgpack_pack_str_with_body(out, key, strlen(key));
        pack(out, item);
      }
      break;
    case JSON_ARRAY:
      msgpack_pack_array(out, json_array_size(node));
      json_array_foreach(node, i, item) pack(out, item);
      break;
    case JSON_STRING: msgpack_pack_str_with_body(out, json_string_value(node), json_string_length(node)); break;
    case JSON_INTEGER: msgpack_pack_int64(out, json_integer_value(node)); break;
    case JSON_REAL: msgpack_pack_double(out, json_real_value(node)); break;
    case JSON_TRUE: msgpack_pack_true(out); break;
    case JSON_FALSE: msgpack_pack_false(out); break;
    case JSON_NULL: msgpack_pack_nil(out); break;
  }
}

zp_text records_pack(const char *json, zp_arena *arena)
{
  msgpack_sbuffer buffer;
  msgpack_packer packer;
  msgpack_sbuffer_init(&buffer);
  msgpack_packer_init(&packer, &buffer, msgpack_sbuffer_write);
  for (const char *at = json; at[strspn(at, " \n")] != '\0';) {
    json_error_t error;
    json_t *node = json_loads(at, JSON_DISABLE_EOF_CHECK | JSON_DECODE_ANY, &error);
    if (node == NULL) {
      fprintf(stderr, "%s: %s\n", error.text, at);
      abort();
    }
    pack(&packer, node);
    json_decref(node);
    at += error.position;
  }
  zp_text bytes = zp_text_copy((zp_text){ buffer.data, buffer.size }, arena);
  msgpack_sbuffer_destroy(&buffer);
  return bytes;
}

static void put_cell(zp_sink *sink, const char *name, const zp_cell *cell)
{
  if (cell->text.len != 0) zp_sink_print(sink, " %s=%.*s", name, ZP_ARG(cell->text));
}

static void put_value(zp_sink *sink, const zp_value *value)
{
  char low[ZP_NUMBER_ROOM], high[ZP_NUMBER_ROOM];
  if (value == NULL) return;
  const char *op = zp_op_name(value->op);
  zp_sink_print(sink, "<%s %s", zp_kind_name(value->kind), op == NULL ? "" : op);
  if (value->has_number) zp_sink_print(sink, " %.*s", ZP_ARG(zp_qty_print(value->number, low)));
  if (value->has_high) zp_sink_print(sink, "..%.*s", ZP_ARG(zp_qty_print(value->high, high)));
  if (value->date.month != 0) zp_sink_print(sink, " %.*s", ZP_ARG(zp_date_print(value->date, low)));
  if (value->high_date.month != 0) zp_sink_print(sink, "..%.*s", ZP_ARG(zp_date_print(value->high_date, high)));
  zp_sink_print(sink, " %.*s>", ZP_ARG(value->unit));
}

static void put_indicator(zp_sink *sink, const zp_indicator *i)
{
  zp_sink_print(sink, "[%.*s/%.*s/%.*s", ZP_ARG(i->level1->text), ZP_ARG(i->level2->text), ZP_ARG(i->level3->text));
  put_cell(sink, "description", i->description);
  put_cell(sink, "target", i->target);
  put_value(sink, i->typed_target);
  put_cell(sink, "actual", i->actual);
  put_value(sink, i->typed_actual);
  put_cell(sink, "op", i->op);
  put_cell(sink, "unit", i->unit);
  put_cell(sink, "weight", i->weight);
  put_cell(sink, "declared", i->declared);
  put_cell(sink, "note", i->note);
  zp_sink_print(sink, "]");
}

zp_text records_sketch(const zp_submission *read, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  put_cell(&sink, "district", &read->district);
  for (size_t u = 0; u < read->unit_count; u++) {
    const zp_unit *unit = &read->units[u];
    zp_sink_print(&sink, "{%.*s %.*s %d", ZP_ARG(unit->code.text), ZP_ARG(unit->name.text), unit->year);
    for (size_t p = 0; p < unit->project_count; p++) {
      const zp_project *project = &unit->projects[p];
      zp_sink_print(&sink, "(%.*s %.*s", ZP_ARG(project->code.text), ZP_ARG(project->name.text));
      put_cell(&sink, "initial", &project->budget.initial);
      put_cell(&sink, "revised", &project->budget.revised);
      put_cell(&sink, "executed", &project->budget.executed);
      put_cell(&sink, "weight", &project->budget.weight);
      put_cell(&sink, "declared", &project->budget.declared);
      put_cell(&sink, "note", &project->budget.note);
      for (size_t i = 0; i < project->indicator_count; i++) put_indicator(&sink, &project->indicators[i]);
      zp_sink_print(&sink, ")");
    }
    zp_sink_print(&sink, "}");
  }
  return (zp_text){ sink.bytes, sink.len };
}

static void check_cell(const zp_cell *cell)
{
  size_t bad;
  bool fine = cell != NULL && zp_text_utf8(cell->text, &bad) && zp_text_trim(cell->text).len == cell->text.len &&
              (cell->text.len == 0 || (cell->place.row != 0 && cell->place.column != 0));
  if (fine) return;
  fprintf(stderr, "broken: a cell is UTF-8, trimmed and has a place\n");
  abort();
}

static void check_indicator(const zp_indicator *i)
{
  const zp_cell *const cells[] = { i->level1, i->level2, i->level3, i->description, i->target, i->op,
                                   i->unit, i->basis, i->actual, i->weight, i->declared, i->note };
  for (size_t k = 0; k < sizeof cells / sizeof cells[0]; k++) check_cell(cells[k]);
  if (i->level3->text.len == 0) abort();
}

void records_check(const zp_submission *read)
{
  check_cell(&read->district);
  for (size_t u = 0; u < read->unit_count; u++)
    for (size_t p = 0; p < read->units[u].project_count; p++) {
      const zp_project *project = &read->units[u].projects[p];
      check_cell(&project->budget.revised);
      for (size_t i = 0; i < project->indicator_count; i++) check_indicator(&project->indicators[i]);
    }
}

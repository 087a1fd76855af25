// cmd_value.c: ziping value: how texts are read as values, one line of JSON each.
#include <getopt.h>
#include <jansson.h>
#include <string.h>

#include "cli/cli.h"
#include "form/value_text.h"

typedef struct options {
  zp_value_hints hints;
  int first;  // argv index of the first text; 0: nothing left to do
} options;

static bool is_role(const char *name, zp_role *role)
{
  bool target = strcmp(name, "target") == 0, actual = strcmp(name, "actual") == 0;
  if (target || actual) *role = target ? ZP_ROLE_TARGET : ZP_ROLE_ACTUAL;
  return target || actual;
}

/// "-5%", "-" and "——" are texts; "--unit", "-h" and a wrong "-x" are meant as options.
static bool is_option(const char *word)
{
  const char *p = word + 1;
  if (word[0] != '-') return false;
  if (*p == '-') p++;
  return (*p >= 'a' && *p <= 'z') || strcmp(word, "--") == 0;
}

static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *out)
{
  static const struct option table[] = {
    { "role", required_argument, NULL, 'r' }, { "op", required_argument, NULL, 'o' },
    { "unit", required_argument, NULL, 'u' }, { "name", required_argument, NULL, 'n' },
    { "lang", required_argument, NULL, 'l' }, { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
  };
  optind = 0;
  opterr = 0;
  for (int at = 1; at < argc && is_option(argv[at]); at = optind) {
    int c = getopt_long(argc, argv, "+:h", table, NULL);
    if (c == -1) break;
    switch (c) {
      case 'r':
        if (!is_role(optarg, &out->hints.role)) return zp_say_usage(cli, ZP_W_USAGE_ROLE, optarg);
        break;
      case 'o': out->hints.op = zp_text_from(optarg); break;
      case 'u': out->hints.unit = zp_text_from(optarg); break;
      case 'n': out->hints.name = zp_text_from(optarg); break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return zp_say_help(cli, ZP_W_HELP_VALUE);
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[at]);
    }
  }
  out->first = optind == 0 ? 1 : optind;
  return out->first < argc ? ZP_EXIT_OK : zp_say_usage(cli, ZP_W_USAGE_NO_TEXT, "");
}

// ---- JSON ------------------------------------------------------------------------------------------------------------

/// A JSON string; bytes that are no UTF-8 become U+FFFD. null for an empty unit and the like is the caller's choice.
static json_t *json_text(zp_text text, zp_arena *arena)
{
  size_t bad, len = 0;
  if (zp_text_utf8(text, &bad)) return json_stringn(text.len == 0 ? "" : text.ptr, text.len);
  char *room = zp_arena_bytes(arena, 3 * text.len);
  if (room == NULL) return NULL;
  for (size_t at = 0; at < text.len;) {
    size_t from = at;
    bool good = zp_text_next(text, &at) != UINT32_MAX;
    memcpy(room + len, good ? text.ptr + from : "\xEF\xBF\xBD", good ? at - from : 3);
    len += good ? at - from : 3;
  }
  return json_stringn(room, len);
}

static json_t *json_or_null(zp_text text, zp_arena *arena)
{
  return text.len == 0 ? json_null() : json_text(text, arena);
}

static json_t *json_number(bool there, zp_qty number)
{
  char room[ZP_NUMBER_ROOM];
  return there ? json_string(zp_qty_print(number, room).ptr) : json_null();
}

/// The end of a span of dates: "2021-01-01", or "2021-01" when the span is written by month.
static json_t *json_end(const zp_value *value, zp_date date)
{
  char room[16];
  zp_text text = zp_date_print(date, room);
  return json_stringn(text.ptr, value->to_month ? text.len - 3 : text.len);
}

static json_t *json_date(const zp_value *value)
{
  char room[16];
  if (value->kind != ZP_KIND_DATE && !value->dates) return json_null();
  return json_string(zp_date_print(value->dates ? value->high_date : value->date, room).ptr);
}

static json_t *make_line(const zp_cli *cli, zp_text text, const zp_value *value, zp_arena *arena)
{
  const char *op = zp_op_name(value->op);
  return json_pack("{s:o, s:s, s:s?, s:o, s:o, s:o, s:o, s:o}", "text", json_text(text, arena), "kind", zp_kind_name(value->kind),
                   "op", op, "value", value->dates ? json_end(value, value->date) : json_number(value->has_number, value->number),
                   "high", value->dates ? json_end(value, value->high_date) : json_number(value->has_high, value->high), "unit",
                   json_or_null(value->unit, arena), "date", json_date(value), "note",
                   json_or_null(zp_notes_text(value->notes, cli->lang, arena), arena));
}

static zp_status print_value(const zp_cli *cli, zp_text text, const zp_value_hints *hints, zp_error *err)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_value value;
  if (arena == NULL) return zp_fail_memory(err);
  if (zp_value_read(text, hints, arena, &value, err) == ZP_OK) {
    json_t *line = make_line(cli, text, &value, arena);
    if (line == NULL) zp_fail_memory(err);
    else if (json_dumpf(line, cli->out, JSON_COMPACT) != 0 || fputc('\n', cli->out) == EOF) zp_fail_with(err, ZP_E_WRITE, NULL, "-");
    json_decref(line);
  }
  zp_arena_free(arena);
  return err->status;
}

zp_exit zp_cmd_value(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  options given = { .hints = { .role = ZP_ROLE_TARGET } };
  zp_error err = { 0 };
  zp_exit status = read_options(&own, argc, argv, &given);
  if (status != ZP_EXIT_OK || given.first == 0) return status;
  for (int i = given.first; i < argc; i++) {
    if (print_value(&own, zp_text_from(argv[i]), &given.hints, &err) == ZP_OK) continue;
    zp_say_error(&own, &err);
    return ZP_EXIT_INTERNAL;
  }
  return ZP_EXIT_OK;
}

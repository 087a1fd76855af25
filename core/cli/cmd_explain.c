// cmd_explain.c: ziping explain: what a unit, a project or an indicator of a result rests on, or what a finding's code means.
#include <getopt.h>
#include <string.h>

#include "cli/select.h"
#include "form/near_name.h"

typedef struct options {
  const char *result, *path;  // path NULL: the only unit, or `result` is a code
} options;

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *o, bool *done)
{
  static const struct option table[] = {
    { "lang", required_argument, NULL, 'l' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
  };
  *done = true;
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":h", table, NULL)) != -1;) {
    switch (c) {
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return zp_say_help(cli, ZP_W_HELP_EXPLAIN);
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  if (optind >= argc) return zp_say_usage(cli, ZP_W_USAGE_EXPLAIN, "");
  if (optind + 2 < argc) return zp_say_usage(cli, ZP_W_USAGE_EXPLAIN_MORE, argv[optind + 2]);
  o->result = argv[optind];
  o->path = optind + 1 < argc ? argv[optind + 1] : NULL;
  *done = false;
  return ZP_EXIT_OK;
}

static zp_exit finish(const zp_cli *cli, const zp_sink *sink, const zp_error *err)
{
  if (err->status == ZP_OK) fwrite(sink->bytes, 1, sink->len, cli->out);  // main looks at the stream's error
  else zp_say_error(cli, err);
  return zp_result_exit(err->status);
}

// ---- a code --------------------------------------------------------------------------------------------------------------

/// A letter and three digits: no result is called so.
static bool is_code(zp_text text)
{
  if (text.len != 4 || strchr("EWIewi", text.ptr[0]) == NULL) return false;
  return strspn(text.ptr + 1, "0123456789") == 3;
}

static zp_exit code_unknown(const zp_cli *cli, zp_text code, zp_arena *arena)
{
  zp_text codes[ZP_STATUS_COUNT];
  size_t tries = ZP_STATUS_COUNT;
  for (int i = 1; i < ZP_STATUS_COUNT; i++) codes[i - 1] = zp_text_from(zp_status_code((zp_status)i));
  zp_text near = zp_near_names(code, codes, ZP_STATUS_COUNT - 1, &tries, arena);
  zp_finding finding = { .status = ZP_E_CODE_UNKNOWN, .args = { code, near } };
  zp_say_finding(cli, &finding);
  return ZP_EXIT_USAGE;
}

static zp_exit explain_code(const zp_cli *cli, zp_text wanted, zp_arena *arena)
{
  char room[] = { (char)(wanted.ptr[0] & ~0x20), wanted.ptr[1], wanted.ptr[2], wanted.ptr[3] };  // e101 is E101
  zp_status code = zp_status_from_code((zp_text){ room, sizeof room });
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  if (code == ZP_STATUS_COUNT) return code_unknown(cli, wanted, arena);
  zp_explain_code(code, cli->lang, &sink, &err);
  return finish(cli, &sink, &err);
}

// ---- a part of a result --------------------------------------------------------------------------------------------------

static zp_exit explain_part(const zp_cli *cli, const options *o, const zp_result *result, zp_arena *arena)
{
  zp_selected selected = { .what = { 0, 0, 0 } };
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  if (zp_select_path(result, zp_text_from(o->path), arena, &selected, &err) == ZP_OK) {
    if (selected.problem.status != ZP_OK) {
      zp_say_finding(cli, &selected.problem);
      return ZP_EXIT_USAGE;
    }
    zp_explain(result, &selected.what, cli->lang, &sink, &err);
  }
  return finish(cli, &sink, &err);
}

/// Without a path: of several units the district.
static zp_exit explain_result(const zp_cli *cli, const options *o, zp_arena *arena)
{
  zp_result *result = NULL;
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  if (zp_result_open(o->result, arena, &result, &err) != ZP_OK) return finish(cli, &sink, &err);
  if (o->path != NULL || result->unit_count <= 1 || !result->has_district) return explain_part(cli, o, result, arena);
  zp_explain_district(result, cli->lang, &sink, &err);
  return finish(cli, &sink, &err);
}

zp_exit zp_cmd_explain(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  options o = { NULL, NULL };
  zp_error err = { 0 };
  bool done;
  zp_exit usage = read_options(&own, argc, argv, &o, &done);
  if (done) return usage;
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (arena == NULL) {
    zp_fail_memory(&err);
    return finish(&own, NULL, &err);
  }
  bool code = o.path == NULL && is_code(zp_text_from(o.result));
  zp_exit status = code ? explain_code(&own, zp_text_from(o.result), arena) : explain_result(&own, &o, arena);
  zp_arena_free(arena);
  return status;
}

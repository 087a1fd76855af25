// cmd_audit.c: ziping audit: declared points against those that the rules give. It scores with --review into a folder of its own, as ziping
// check does, and tells what is in doubt by points at stake.
#include <getopt.h>
#include <string.h>

#include "cli/score_apart.h"
#include "plugins/reports/audit.h"
#include "store/result_file.h"

typedef struct options {
  zp_review_options how;
  const char *out;
  bool json, all;
  int first;  // argv index of the first input
} options;

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *o, bool *done)
{
  static const struct option table[] = {
    { "format", required_argument, NULL, 'f' },   { "out", required_argument, NULL, 'o' }, { "pack", required_argument, NULL, 'p' },
    { "all", no_argument, NULL, 'a' },            { "jobs", required_argument, NULL, 'j' }, { "lang", required_argument, NULL, 'l' },
    { "encoding", required_argument, NULL, 'e' }, { "office", no_argument, NULL, 'w' },     { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
  };
  *done = true;
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":f:o:p:h", table, NULL)) != -1;) {
    switch (c) {
      case 'f':
        o->json = strcmp(optarg, "json") == 0;
        if (!o->json && strcmp(optarg, "text") != 0) return zp_say_usage(cli, ZP_W_USAGE_VALUE, optarg);
        break;
      case 'o': o->out = optarg; break;
      case 'p': o->how.pack = optarg; break;
      case 'a': o->all = true; break;
      case 'j': o->how.jobs = optarg; break;
      case 'e': o->how.encoding = optarg; break;
      case 'w': o->how.office = true; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return zp_say_help(cli, ZP_W_HELP_AUDIT);
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  if (optind >= argc) return zp_say_usage(cli, ZP_W_USAGE_NO_INPUT, "");
  o->first = optind;
  *done = false;
  return ZP_EXIT_OK;
}

static zp_status write(const zp_cli *cli, const options *o, const zp_audit *audit, zp_arena *arena, zp_error *err)
{
  zp_sink sink = { .arena = arena };
  const zp_report_options how = { .lang = cli->lang, .width = o->out == NULL ? cli->width : 0, .brief = !o->all };
  zp_status status = o->json ? zp_audit_json(audit, &sink, err) : zp_audit_text(audit, &how, &sink, err);
  if (status != ZP_OK) return status;
  if (o->out != NULL) return zp_file_write(o->out, (zp_text){ sink.bytes, sink.len }, err);
  fwrite(sink.bytes, 1, sink.len, cli->out);  // main looks at the stream's error when all is written
  return ZP_OK;
}

static zp_exit report(const zp_cli *cli, const options *o, zp_text folder, zp_arena *arena)
{
  zp_result *result = NULL;
  zp_audit audit;
  zp_error err = { 0 };
  if (zp_result_open(folder.ptr, arena, &result, &err) == ZP_OK && zp_audit_make(result, arena, &audit, &err) == ZP_OK &&
      write(cli, o, &audit, arena, &err) == ZP_OK) {
    if (o->out != NULL) zp_say_written(cli, o->out);
    return audit.unit_count == 0 && result->finding_count == 0 ? ZP_EXIT_OK : ZP_EXIT_PARTLY;
  }
  zp_say_error(cli, &err);
  return ZP_EXIT_INTERNAL;
}

static zp_exit run(const zp_cli *cli, const options *o, zp_arena *arena, int argc, char **argv)
{
  zp_score_apart apart = { .word_count = 0 };
  zp_exit status = zp_score_apart_review(&apart, cli, &o->how, argv + o->first, (size_t)(argc - o->first), arena);
  if (status == ZP_EXIT_OK || status == ZP_EXIT_PARTLY) status = report(cli, o, apart.folder, arena);
  zp_score_apart_end(&apart);
  return status;
}

zp_exit zp_cmd_audit(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  options o = { .json = false };
  bool done;
  zp_exit status = read_options(&own, argc, argv, &o, &done);
  if (done) return status;
  zp_arena *arena = zp_cli_arena(&own);
  if (arena == NULL) return ZP_EXIT_INTERNAL;
  status = run(&own, &o, arena, argc, argv);
  zp_arena_free(arena);
  return status;
}

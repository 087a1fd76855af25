// cmd_check.c: ziping check: what a reviewer of the bureau objects to in goals and filled forms. It scores with --review into a
// folder of its own, so that files are read by confined workers and belong together as everywhere, and reports the findings.
#include <getopt.h>
#include <string.h>

#include "cli/score_apart.h"
#include "plugins/registry.h"
#include "plugins/reports/remarks.h"

typedef struct options {
  zp_review_options how;
  const char *out;
  const zp_report *report;
  zp_severity fail_on;
  bool never;
  int first;  // argv index of the first input
} options;

static bool take_fail_on(options *o, const char *word)
{
  o->never = strcmp(word, "never") == 0;
  o->fail_on = strcmp(word, "warning") == 0 ? ZP_WARNING : ZP_ERROR;
  return o->never || o->fail_on == ZP_WARNING || strcmp(word, "error") == 0;
}

static zp_exit check_options(const zp_cli *cli, int argc, const char *format, options *o)
{
  o->report = zp_finding_report_named(zp_text_from(format));
  if (o->report == NULL) return zp_say_usage(cli, ZP_W_USAGE_FINDINGS_FORMAT, format);
  if (o->out == NULL && strcmp(format, "xlsx") == 0) return zp_say_usage(cli, ZP_W_USAGE_FORMAT_OUT, format);
  if (optind >= argc) return zp_say_usage(cli, ZP_W_USAGE_NO_INPUT, "");
  o->first = optind;
  return ZP_EXIT_OK;
}

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *o, bool *done)
{
  static const struct option table[] = {
    { "format", required_argument, NULL, 'f' }, { "out", required_argument, NULL, 'o' },
    { "pack", required_argument, NULL, 'p' },   { "fail-on", required_argument, NULL, 'x' },
    { "jobs", required_argument, NULL, 'j' },   { "lang", required_argument, NULL, 'l' },
    { "encoding", required_argument, NULL, 'e' }, { "office", no_argument, NULL, 'w' },
    { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
  };
  const char *format = "text";
  *done = true;
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":f:o:p:h", table, NULL)) != -1;) {
    switch (c) {
      case 'f': format = optarg; break;
      case 'o': o->out = optarg; break;
      case 'p': o->how.pack = optarg; break;
      case 'j': o->how.jobs = optarg; break;
      case 'e': o->how.encoding = optarg; break;
      case 'w': o->how.office = true; break;
      case 'x':
        if (!take_fail_on(o, optarg)) return zp_say_usage(cli, ZP_W_USAGE_FAIL_ON, optarg);
        break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return zp_say_help(cli, ZP_W_HELP_CHECK);
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  zp_exit status = check_options(cli, argc, format, o);
  *done = status != ZP_EXIT_OK;
  return status;
}

// ---- the check -------------------------------------------------------------------------------------------------------

static zp_exit verdict(const options *o, const zp_remarks *all)
{
  size_t grave = all->by_severity[ZP_ERROR] + (o->fail_on == ZP_WARNING ? all->by_severity[ZP_WARNING] : 0);
  return !o->never && grave != 0 ? ZP_EXIT_PARTLY : ZP_EXIT_OK;
}

static zp_exit report(const zp_cli *cli, const options *o, zp_text folder, zp_arena *arena)
{
  zp_result *result = NULL;
  zp_remarks all;
  zp_error err = { 0 };
  const zp_report_options how = { .lang = cli->lang };
  if (zp_result_open(folder.ptr, arena, &result, &err) == ZP_OK) zp_remarks_make(result, &how, arena, &all, &err);
  if (err.status == ZP_OK) zp_report_write(cli, o->report, o->out, result, NULL, arena, &err);
  if (err.status == ZP_OK) return verdict(o, &all);
  zp_say_error(cli, &err);
  return ZP_EXIT_INTERNAL;
}

static zp_exit check(const zp_cli *cli, const options *o, zp_arena *arena, int argc, char **argv)
{
  zp_score_apart apart = { .word_count = 0 };
  zp_exit status = zp_score_apart_review(&apart, cli, &o->how, argv + o->first, (size_t)(argc - o->first), arena);
  if (status == ZP_EXIT_OK || status == ZP_EXIT_PARTLY) status = report(cli, o, apart.folder, arena);
  zp_score_apart_end(&apart);
  return status;
}

zp_exit zp_cmd_check(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  options o = { .fail_on = ZP_ERROR };
  bool done;
  zp_exit status = read_options(&own, argc, argv, &o, &done);
  if (done) return status;
  zp_arena *arena = zp_cli_arena(&own);
  if (arena == NULL) return ZP_EXIT_INTERNAL;
  status = check(&own, &o, arena, argc, argv);
  zp_arena_free(arena);
  return status;
}

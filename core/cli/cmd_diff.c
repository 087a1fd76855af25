// cmd_diff.c: ziping diff: what changed between two results.
#include <getopt.h>

#include "cli/tell_changes.h"

typedef struct options {
  zp_telling telling;
  const char *before, *after;
} options;

static zp_exit take_results(const zp_cli *cli, int argc, char **argv, options *o)
{
  if (optind + 1 >= argc) return zp_say_usage(cli, ZP_W_USAGE_TWO_RESULTS, "");
  if (optind + 2 < argc) return zp_say_usage(cli, ZP_W_USAGE_RULES_MORE, argv[optind + 2]);
  o->before = argv[optind];
  o->after = argv[optind + 1];
  return ZP_EXIT_OK;
}

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *o, bool *done)
{
  static const struct option table[] = {
    { "format", required_argument, NULL, 'f' },
    { "all", no_argument, NULL, 'a' },
    { "lang", required_argument, NULL, 'l' },
    { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
  };
  *done = true;
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":f:h", table, NULL)) != -1;) {
    switch (c) {
      case 'f':
        if (!zp_telling_format(&o->telling, optarg))
          return zp_say_usage(cli, ZP_W_USAGE_VALUE, optarg);
        break;
      case 'a': o->telling.all = true; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return zp_say_help(cli, ZP_W_HELP_DIFF);
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  zp_exit status = take_results(cli, argc, argv, o);
  *done = status != ZP_EXIT_OK;
  return status;
}

zp_exit zp_cmd_diff(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  options o = { .before = NULL };
  zp_result *before = NULL, *after = NULL;
  zp_error err = { 0 };
  bool done;
  zp_exit status = read_options(&own, argc, argv, &o, &done);
  if (done) return status;
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (arena == NULL) zp_fail_memory(&err);
  if (err.status == ZP_OK) zp_result_open(o.before, arena, &before, &err);
  if (err.status == ZP_OK) zp_result_open(o.after, arena, &after, &err);
  if (err.status == ZP_OK) {
    status = zp_tell_changes(&own, &o.telling, before, after, arena);
  } else {
    zp_say_error(&own, &err);
    status = zp_result_exit(err.status);
  }
  zp_arena_free(arena);
  return status;
}

// cmd_merge.c: ziping merge: the results of the shards of a run -> DIR/result.msgpack.
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "store/merge.h"

typedef struct options {
  const char *out;
  int first;  // argv index of the first shard
} options;

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *o, bool *done)
{
  static const struct option table[] = {
    { "out", required_argument, NULL, 'o' }, { "lang", required_argument, NULL, 'l' }, { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
  };
  *done = true;
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":o:h", table, NULL)) != -1;) {
    switch (c) {
      case 'o': o->out = optarg; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': fputs(zp_word_text(ZP_W_HELP_MERGE, cli->lang), cli->out); return ZP_EXIT_OK;
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  o->first = optind;
  if (o->out == NULL) return zp_say_usage(cli, ZP_W_USAGE_NO_OUT, "");
  if (optind >= argc) return zp_say_usage(cli, ZP_W_USAGE_NO_SHARD, "");
  *done = false;
  return ZP_EXIT_OK;
}

/// Names of units are compared as they were when the shards were made: "X镇" and "X镇人民政府" are one.
static zp_status join(const options *o, int argc, char **argv, const char *path, size_t *units, zp_error *err)
{
  zp_layouts layouts;
  zp_lexicon lexicon;
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (arena == NULL) return zp_fail_memory(err);
  zp_status status = zp_forms_load(arena, &layouts, err);
  if (status == ZP_OK) status = zp_lexicon_make(&layouts, arena, &lexicon, err);
  if (status == ZP_OK)
    status = zp_shards_merge((const char *const *)argv + o->first, (size_t)(argc - o->first), &lexicon, NULL, path, units, err);
  zp_arena_free(arena);
  return status;
}

static zp_status merge(const options *o, int argc, char **argv, size_t *units, zp_error *err)
{
  char path[PATH_MAX], room[ZP_ERROR_ARG];
  int cause = mkdir(o->out, 0777) != 0 && errno != EEXIST ? errno : 0;
  int length = snprintf(path, sizeof path, "%s/result.msgpack", o->out);
  if (cause == 0 && (length < 0 || (size_t)length >= sizeof path)) cause = ENAMETOOLONG;
  if (cause != 0)
    return zp_fail(err, ZP_E_WRITE, NULL, zp_text_from(o->out), zp_error_cause(cause, room), (zp_text){ NULL, 0 });
  return join(o, argc, argv, path, units, err);
}

static zp_exit exit_of(zp_status status)
{
  switch (status) {
    case ZP_E_PART_OTHER: case ZP_E_UNIT_TWICE: case ZP_E_SHARD_NAME: case ZP_E_SHARD_MISSING: case ZP_E_SHARD_UNEQUAL:
    case ZP_E_SHARD_PLAN:
      return ZP_EXIT_PARTLY;
    default: return zp_result_exit(status);
  }
}

zp_exit zp_cmd_merge(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  options o = { .out = NULL };
  zp_error err = { 0 };
  size_t units = 0;
  bool done;
  char line[256], files[24], count[24];
  zp_exit usage = read_options(&own, argc, argv, &o, &done);
  if (done) return usage;
  zp_status status = merge(&o, argc, argv, &units, &err);
  if (status != ZP_OK) {
    zp_say_error(&own, &err);
    return exit_of(status);
  }
  snprintf(files, sizeof files, "%d", argc - o.first);
  snprintf(count, sizeof count, "%zu", units);
  const zp_text args[3] = { zp_text_from(files), zp_text_from(count) };
  zp_message_fill(zp_word_text(ZP_W_MERGED, own.lang), own.lang, args, line, sizeof line);
  fprintf(own.out, "%s\n%s%s%s/result.msgpack\n", line, zp_word_text(ZP_W_RESULT_FILE, own.lang),
          zp_word_text(ZP_W_COLON, own.lang), o.out);
  return ZP_EXIT_OK;
}

// cmd_merge.c: ziping merge: the results of the shards of a run -> DIR/result.msgpack.
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "pipeline/district.h"
#include "store/merge.h"

typedef struct options {
  const char *out, *pack;  // pack NULL: only needed when the total of the district is a function of the pack
  int first;  // argv index of the first shard
} options;

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *o, bool *done)
{
  static const struct option table[] = {
    { "out", required_argument, NULL, 'o' },  { "pack", required_argument, NULL, 'p' },
    { "lang", required_argument, NULL, 'l' }, { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
  };
  *done = true;
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":o:p:h", table, NULL)) != -1;) {
    switch (c) {
      case 'o': o->out = optarg; break;
      case 'p': o->pack = optarg; break;
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

static zp_status result_path(const options *o, char path[PATH_MAX], zp_error *err)
{
  char room[ZP_ERROR_ARG];
  int cause = mkdir(o->out, 0777) != 0 && errno != EEXIST ? errno : 0;
  int length = snprintf(path, PATH_MAX, "%s/result.msgpack", o->out);
  if (cause == 0 && (length < 0 || length >= PATH_MAX)) cause = ENAMETOOLONG;
  if (cause == 0) return ZP_OK;
  return zp_fail(err, ZP_E_WRITE, NULL, zp_text_from(o->out), zp_error_cause(cause, room), (zp_text){ NULL, 0 });
}

static zp_status open_pack(const zp_cli *cli, const options *o, zp_arena *arena, zp_host **host, zp_error *err)
{
  zp_pack_place place;
  if (o->pack == NULL) return ZP_OK;
  if (zp_pack_find(cli, zp_text_from(o->pack), arena, &place, err) != ZP_OK) return err->status;
  return zp_host_open(&place, host, err);
}

/// The pack only makes the total of the district: it has to be the one the shards were scored with.
typedef struct joining { zp_district *district; const zp_host *host; } joining;

static zp_status begin(void *context, zp_result *result, zp_error *err)
{
  const joining *j = context;
  zp_text digest = j->host == NULL ? result->pack_digest : zp_host_policy(j->host)->digest;
  if (!zp_text_equal(digest, result->pack_digest)) return zp_fail(err, ZP_E_VERIFY_PACK, NULL, result->pack, result->pack_digest, digest);
  return zp_district_begin(j->district, result, err);
}

static void add(void *context, const zp_unit_result *unit)
{
  zp_district_add(((const joining *)context)->district, unit);
}

static zp_status end(void *context, zp_result *result, zp_error *err)
{
  return zp_district_finish(((const joining *)context)->district, result, err);
}

static zp_status merge(const zp_cli *cli, const options *o, int argc, char **argv, size_t *units, zp_error *err)
{
  char path[PATH_MAX];
  zp_host *host = NULL;
  joining j = { NULL, NULL };
  const zp_district_hook hook = { NULL, begin, add, end, &j };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_status status = arena == NULL ? zp_fail_memory(err) : open_pack(cli, o, arena, &host, err);
  const zp_district_setup setup = { .arena = arena, .host = host };
  j.host = host;
  if (status == ZP_OK) status = zp_district_new(&setup, &j.district, err);
  if (status == ZP_OK) status = result_path(o, path, err);
  if (status == ZP_OK)
    status = zp_shards_merge((const char *const *)argv + o->first, (size_t)(argc - o->first), &hook, path, units, err);
  zp_host_close(host);
  zp_arena_free(arena);
  return status;
}

static zp_exit exit_of(zp_status status)
{
  switch (status) {
    case ZP_E_PART_OTHER: case ZP_E_UNIT_TWICE: case ZP_E_SHARD_NAME: case ZP_E_SHARD_MISSING: case ZP_E_SHARD_UNEQUAL:
    case ZP_E_DISTRICT_PACK: case ZP_E_VERIFY_PACK:
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
  zp_status status = merge(&own, &o, argc, argv, &units, &err);
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

// cmd_merge.c: ziping merge: the results of the shards of a run -> DIR/result.msgpack.
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "pipeline/district.h"
#include "store/merge.h"

typedef struct options {
  const char *out, *roster;
  const char *pack;        // NULL: none; needed when the total of the district is a function of the pack
  int first;  // argv index of the first shard
} options;

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *o, bool *done)
{
  static const struct option table[] = {
    { "out", required_argument, NULL, 'o' },  { "pack", required_argument, NULL, 'p' },
    { "roster", required_argument, NULL, 'r' },
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
      case 'r': o->roster = optarg; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return zp_say_help(cli, ZP_W_HELP_MERGE);
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

/// What joining takes. The pack only makes the total of the district: it has to be the one the shards were scored with.
typedef struct joining {
  zp_arena *arena;
  zp_layouts layouts;
  zp_lexicon lexicon;     // names of units are compared as when the shards were made: "X镇" and "X镇人民政府" are one
  zp_host *host;          // NULL: no pack was given
  zp_roster roster;
  zp_district *district;
  size_t left, failed, missing;  // what is not in the total of the district
} joining;

static zp_status open_pack(const zp_cli *cli, const char *pack, joining *j, zp_error *err)
{
  zp_pack_place place;
  if (zp_pack_find(cli, zp_text_from(pack), j->arena, &place, err) != ZP_OK) return err->status;
  return zp_host_open(&place, &j->host, err);
}

static zp_status prepare(const zp_cli *cli, const options *o, joining *j, zp_error *err)
{
  zp_status status = zp_forms_load(j->arena, &j->layouts, err);
  if (status == ZP_OK) status = zp_lexicon_make(&j->layouts, j->arena, &j->lexicon, err);
  if (status == ZP_OK && o->pack != NULL) status = open_pack(cli, o->pack, j, err);
  if (status == ZP_OK && o->roster != NULL) status = zp_roster_open(o->roster, &j->lexicon, j->arena, &j->roster, err);
  const zp_district_setup setup = { j->arena, j->host, o->roster == NULL ? NULL : &j->roster };
  return status == ZP_OK ? zp_district_new(&setup, &j->district, err) : status;
}

static zp_status meet(void *context, zp_text code, zp_text name, zp_error *err)
{
  return zp_district_meet(((const joining *)context)->district, code, name, err);
}

static zp_status begin(void *context, zp_result *result, zp_error *err)
{
  const joining *j = context;
  zp_text digest = j->host == NULL ? result->pack_digest : zp_host_policy(j->host)->digest;
  if (!zp_text_equal(digest, result->pack_digest)) return zp_fail(err, ZP_E_VERIFY_PACK, NULL, result->pack, result->pack_digest, digest);
  return zp_district_begin(j->district, result, err);
}

static void add(void *context, const zp_unit_extract *unit)
{
  zp_district_take(((const joining *)context)->district, unit);
}

static zp_status finish(void *context, zp_result *result, zp_error *err)
{
  joining *j = context;
  const zp_district_result *d = &result->district;
  if (zp_district_finish(j->district, result, err) != ZP_OK) return err->status;
  j->left = d->ranking_count - d->counted;
  j->failed = d->failed_count;
  j->missing = d->missing_count;
  return ZP_OK;
}

static void say(const zp_cli *cli, zp_word sentence, size_t a, size_t b, size_t c)
{
  char line[256], rooms[3][24];
  snprintf(rooms[0], sizeof rooms[0], "%zu", a);
  snprintf(rooms[1], sizeof rooms[1], "%zu", b);
  snprintf(rooms[2], sizeof rooms[2], "%zu", c);
  const zp_text args[3] = { zp_text_from(rooms[0]), zp_text_from(rooms[1]), zp_text_from(rooms[2]) };
  zp_message_fill(zp_word_text(sentence, cli->lang), cli->lang, args, line, sizeof line);
  fprintf(cli->out, "%s\n", line);
}

static zp_status merge(const zp_cli *cli, const options *o, int argc, char **argv, joining *j, zp_error *err)
{
  char path[PATH_MAX];
  size_t units = 0, files = (size_t)(argc - o->first);
  const zp_district_hook hook = { meet, begin, add, finish, j };
  if (prepare(cli, o, j, err) != ZP_OK || result_path(o, path, err) != ZP_OK) return err->status;
  if (zp_shards_merge((const char *const *)argv + o->first, files, &j->lexicon, &hook, path, &units, err) != ZP_OK)
    return err->status;
  say(cli, ZP_W_MERGED, files, units, 0);
  if (j->left + j->failed + j->missing != 0) say(cli, ZP_W_DISTRICT_LEFT, j->left, j->failed, j->missing);
  fprintf(cli->out, "%s%s%s\n", zp_word_text(ZP_W_RESULT_FILE, cli->lang), zp_word_text(ZP_W_COLON, cli->lang), path);
  return ZP_OK;
}

static zp_exit exit_of(zp_status status)
{
  switch (status) {
    case ZP_E_PART_OTHER: case ZP_E_UNIT_TWICE: case ZP_E_SHARD_NAME: case ZP_E_SHARD_MISSING: case ZP_E_SHARD_UNEQUAL:
    case ZP_E_DISTRICT_PACK: case ZP_E_VERIFY_PACK:
    case ZP_E_SHARD_PLAN: case ZP_E_SHARD_STOPPED:
      return ZP_EXIT_PARTLY;
    default: return zp_result_exit(status);
  }
}

zp_exit zp_cmd_merge(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  options o = { .out = NULL };
  zp_error err = { 0 };
  bool done;
  zp_exit usage = read_options(&own, argc, argv, &o, &done);
  if (done) return usage;
  joining j = { .arena = zp_arena_new(NULL, 0) };
  zp_status status = j.arena == NULL ? zp_fail_memory(&err) : merge(&own, &o, argc, argv, &j, &err);
  if (status != ZP_OK) zp_say_error(&own, &err);
  zp_host_close(j.host);
  zp_arena_free(j.arena);
  if (status != ZP_OK) return exit_of(status);
  return j.failed + j.missing != 0 ? ZP_EXIT_PARTLY : ZP_EXIT_OK;
}

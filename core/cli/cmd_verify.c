// cmd_verify.c: ziping verify: a result computed again from its inputs and compared, figure by figure.
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/encoding.h"
#include "batch/shard.h"
#include "cli/score_apart.h"
#include "store/compare.h"

enum { LINE_ROOM = 4096 };  // bytes of a line

typedef struct options {
  const char *pack, *roster, *result;
  bool quiet;
  zp_encoding encoding;
  bool office;
  int first;  // argv index of the first input
} options;

/// What a verification holds besides the arena.
typedef struct session {
  const zp_cli *cli;
  options options;
  zp_arena *arena;
  zp_host *host;
  zp_result *stored, *fresh;
} session;

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *o, bool *done)
{
  static const struct option table[] = {
    { "pack", required_argument, NULL, 'p' }, { "lang", required_argument, NULL, 'l' }, { "quiet", no_argument, NULL, 'q' },
    { "roster", required_argument, NULL, 'r' }, { "encoding", required_argument, NULL, 'e' },
    { "office", no_argument, NULL, 'w' },
    { "help", no_argument, NULL, 'h' },       { NULL, 0, NULL, 0 },
  };
  *done = true;
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":p:qh", table, NULL)) != -1;) {
    switch (c) {
      case 'p': o->pack = optarg; break;
      case 'r': o->roster = optarg; break;
      case 'e':
        if (!zp_encoding_named(zp_text_from(optarg), &o->encoding)) return zp_say_usage(cli, ZP_W_USAGE_VALUE, optarg);
        break;
      case 'q': o->quiet = true; break;
      case 'w': o->office = true; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return zp_say_help(cli, ZP_W_HELP_VERIFY);
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  if (optind >= argc) return zp_say_usage(cli, ZP_W_USAGE_NO_RESULT, "");
  if (optind + 1 >= argc) return zp_say_usage(cli, ZP_W_USAGE_NO_INPUT, "");
  o->result = argv[optind];
  o->first = optind + 1;
  *done = false;
  return ZP_EXIT_OK;
}

// ---- computing again -------------------------------------------------------------------------------------------------------------

/// The pack by its name in the result, or as given; only the very same one will do.
static zp_status open_pack(session *s, zp_error *err)
{
  zp_pack_place place;
  zp_text wanted = s->options.pack != NULL ? zp_text_from(s->options.pack) : s->stored->pack;
  if (zp_pack_find(s->cli, wanted, s->arena, &place, err) != ZP_OK) return err->status;
  if (zp_host_open(&place, &s->host, err) != ZP_OK) return err->status;
  zp_text digest = zp_host_policy(s->host)->digest;
  if (zp_text_equal(digest, s->stored->pack_digest)) return ZP_OK;
  return zp_fail(err, ZP_E_VERIFY_PACK, NULL, s->stored->pack, s->stored->pack_digest, digest);
}

/// Rules that were out of use then are so now.
static void list_stopped(const session *s, zp_score_apart *apart)
{
  for (size_t i = 0; i < s->stored->finding_count; i++)
    if (s->stored->findings[i].status == ZP_E_RULE_STOPPED)
      zp_score_apart_add(apart, "--without", zp_text_copy(s->stored->findings[i].args[0], s->arena).ptr);
}

/// Why they were is not computed: that is taken from the result.
static void take_reasons(session *s)
{
  for (size_t i = 0; i < s->fresh->finding_count; i++) {
    zp_finding *fresh = &s->fresh->findings[i];
    for (size_t k = 0; k < s->stored->finding_count; k++) {
      const zp_finding *stored = &s->stored->findings[k];
      bool both = fresh->status == ZP_E_RULE_STOPPED && stored->status == ZP_E_RULE_STOPPED;
      if (both && zp_text_equal(fresh->args[0], stored->args[0])) fresh->args[1] = stored->args[1];
    }
  }
}

/// The one result in the folder, whatever its name.
static zp_status open_fresh(session *s, zp_text folder, zp_error *err)
{
  zp_shard shard = { 0, 0 };
  zp_shard_read(s->stored->shard, &shard);
  zp_text stem = zp_shard_stem(&shard, s->arena);
  zp_text path = zp_text_format(s->arena, "%.*s/%.*s.msgpack", ZP_ARG(folder), ZP_ARG(stem));
  if (stem.ptr == NULL || path.ptr == NULL) return zp_fail_memory(err);
  if (zp_result_open(path.ptr, s->arena, &s->fresh, err) != ZP_OK) return err->status;
  take_reasons(s);
  return ZP_OK;
}

/// From the files alone: RESULT's folder may be read-only, and its journal is not asked.
static zp_exit run_again(session *s, int argc, char **argv, zp_error *err)
{
  zp_score_apart apart = { .word_count = 0 };
  const options *o = &s->options;
  zp_score_apart_add(&apart, "--pack", o->pack != NULL ? o->pack : zp_text_copy(s->stored->pack, s->arena).ptr);
  if (o->roster != NULL) zp_score_apart_add(&apart, "--roster", o->roster);
  if (s->stored->shard.len != 0) zp_score_apart_add(&apart, "--shard", zp_text_copy(s->stored->shard, s->arena).ptr);
  if (o->encoding != ZP_ENCODING_DETECT) zp_score_apart_add(&apart, "--encoding", zp_encoding_name(o->encoding));
  if (o->office) zp_score_apart_add(&apart, "--office", NULL);
  list_stopped(s, &apart);
  if (zp_arena_short(s->arena)) {
    zp_fail_memory(err);
    return ZP_EXIT_INTERNAL;
  }
  zp_exit status = zp_score_apart_run(&apart, s->cli, argv + o->first, (size_t)(argc - o->first), s->arena);
  if (status == ZP_EXIT_OK || status == ZP_EXIT_PARTLY)
    status = open_fresh(s, apart.folder, err) == ZP_OK ? ZP_EXIT_OK : ZP_EXIT_INTERNAL;
  zp_score_apart_end(&apart);
  return status;
}

// ---- saying what differs ---------------------------------------------------------------------------------------------------------

static void say(const zp_cli *cli, FILE *file, zp_word sentence, zp_text arg1, zp_text arg2, zp_text arg3)
{
  char line[LINE_ROOM];
  const zp_text args[3] = { arg1, arg2, arg3 };
  zp_message_fill(zp_word_text(sentence, cli->lang), cli->lang, args, line, sizeof line);
  fprintf(file, "%s\n", line);
}

/// What a person can read of a value: cleaned, so that no file can write to the terminal.
static zp_text clean(const zp_cli *cli, zp_text value, char room[LINE_ROOM / 4])
{
  if (value.len == 0) return zp_text_from(zp_word_text(ZP_W_VERIFY_NONE, cli->lang));
  return (zp_text){ room, zp_text_clean(value, room, LINE_ROOM / 4) };
}

static void say_differences(const session *s, const zp_differences *differences)
{
  const zp_cli *cli = s->cli;
  char path[LINE_ROOM / 4], stored[LINE_ROOM / 4], fresh[LINE_ROOM / 4], number[24], units[24];
  zp_text none = { NULL, 0 };
  for (size_t i = 0; i < differences->count && !s->options.quiet; i++) {
    const zp_difference *one = &differences->items[i];
    say(cli, cli->out, ZP_W_VERIFY_LINE, clean(cli, one->path, path), clean(cli, one->stored, stored), clean(cli, one->fresh, fresh));
  }
  snprintf(number, sizeof number, "%zu", differences->total - differences->count);
  if (differences->total > differences->count && !s->options.quiet) say(cli, cli->out, ZP_W_VERIFY_MORE, zp_text_from(number), none, none);
  snprintf(number, sizeof number, "%zu", differences->total == 0 ? s->stored->unit_count : differences->total);
  snprintf(units, sizeof units, "%zu", differences->units);
  say(cli, cli->out, differences->total == 0 ? ZP_W_VERIFY_EQUAL : ZP_W_VERIFY_DIFFERS, zp_text_from(number), zp_text_from(units), none);
}

static zp_exit fail(const session *s, const zp_error *err, zp_exit status)
{
  zp_say_error(s->cli, err);
  return err->status == ZP_E_MEMORY ? ZP_EXIT_INTERNAL : status;
}

static zp_exit verify(session *s, int argc, char **argv)
{
  zp_error err = { 0 };
  zp_differences differences;
  zp_text none = { NULL, 0 };
  if (zp_result_open(s->options.result, s->arena, &s->stored, &err) != ZP_OK) return fail(s, &err, zp_result_exit(err.status));
  if (open_pack(s, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_PACK);
  if (!zp_text_equal(s->stored->version, ZP_TEXT(ZP_VERSION)))
    say(s->cli, s->cli->err, ZP_W_VERIFY_VERSION, s->stored->version, ZP_TEXT(ZP_VERSION), none);
  zp_exit status = run_again(s, argc, argv, &err);
  if (err.status != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  if (status != ZP_EXIT_OK) return status;
  if (zp_result_compare(s->stored, s->fresh, s->arena, &differences, &err) != ZP_OK) return fail(s, &err, ZP_EXIT_INTERNAL);
  say_differences(s, &differences);
  return differences.total == 0 ? ZP_EXIT_OK : ZP_EXIT_PARTLY;
}

zp_exit zp_cmd_verify(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  session s = { .cli = &own };
  zp_error err = { 0 };
  bool done;
  zp_exit status = read_options(&own, argc, argv, &s.options, &done);
  if (done) return status;
  s.arena = zp_arena_new(NULL, 0);
  if (s.arena == NULL) {
    zp_fail_memory(&err);
    return fail(&s, &err, ZP_EXIT_INTERNAL);
  }
  status = verify(&s, argc, argv);
  zp_host_close(s.host);
  zp_arena_free(s.arena);
  return status;
}

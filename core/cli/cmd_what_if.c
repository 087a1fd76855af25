// cmd_what_if.c: ziping what-if: the same files scored with two packs, and what that changes.
#include <getopt.h>

#include "cli/score_apart.h"
#include "cli/suppose.h"
#include "cli/tell_changes.h"

enum { SIDES = 2 };

typedef struct options {
  const char *packs[SIDES];
  size_t pack_count;
  zp_suppose suppose;
  zp_telling telling;
  const char *roster, *encoding, *jobs;
  int first; // argv index of the first input
} options;

// ---- options ------------------------------------------------------------------------------------

static zp_exit check(const zp_cli *cli, int argc, options *o)
{
  if (optind >= argc) return zp_say_usage(cli, ZP_W_USAGE_NO_INPUT, "");
  if (o->pack_count < SIDES && o->suppose.count == 0)
    return zp_say_usage(cli, ZP_W_USAGE_WHAT_IF, "");
  o->first = optind;
  if (o->pack_count == 0) o->packs[0] = "mof-2020";
  if (o->pack_count < SIDES) o->packs[1] = o->packs[0];
  return ZP_EXIT_OK;
}

/// The options with an argument that is not looked at here; ZP_EXIT_USAGE, told, when one is wrong.
static zp_exit take(const zp_cli *cli, int option, options *o)
{
  zp_word why;
  switch (option) {
    case 'p':
      if (o->pack_count == SIDES) return zp_say_usage(cli, ZP_W_USAGE_TWO_PACKS, optarg);
      o->packs[o->pack_count++] = optarg;
      return ZP_EXIT_OK;
    case 's':
      return zp_suppose_add(&o->suppose, optarg, &why) ? ZP_EXIT_OK
                                                       : zp_say_usage(cli, why, optarg);
    case 'f':
      return zp_telling_format(&o->telling, optarg) ? ZP_EXIT_OK
                                                    : zp_say_usage(cli, ZP_W_USAGE_VALUE, optarg);
    case 'r': o->roster = optarg; return ZP_EXIT_OK;
    case 'e': o->encoding = optarg; return ZP_EXIT_OK;
    default: o->jobs = optarg; return ZP_EXIT_OK;
  }
}

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *o, bool *done)
{
  static const struct option table[] = {
    { "pack", required_argument, NULL, 'p' },   { "set", required_argument, NULL, 's' },
    { "format", required_argument, NULL, 'f' }, { "all", no_argument, NULL, 'a' },
    { "roster", required_argument, NULL, 'r' }, { "encoding", required_argument, NULL, 'e' },
    { "jobs", required_argument, NULL, 'j' },   { "lang", required_argument, NULL, 'l' },
    { "help", no_argument, NULL, 'h' },         { NULL, 0, NULL, 0 },
  };
  zp_exit status;
  *done = true;
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":p:f:j:h", table, NULL)) != -1;) {
    switch (c) {
      case 'p':
      case 's':
      case 'f':
      case 'r':
      case 'e':
      case 'j':
        if ((status = take(cli, c, o)) != ZP_EXIT_OK) return status;
        break;
      case 'a': o->telling.all = true; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return zp_say_help(cli, ZP_W_HELP_WHAT_IF);
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  status = check(cli, argc, o);
  *done = status != ZP_EXIT_OK;
  return status;
}

// ---- both sides ---------------------------------------------------------------------------------

/// Scores with one pack; what went wrong has been told. The result lives in the arena.
static zp_exit score(const zp_cli *cli, const options *o, const char *pack, char *const *inputs,
                     size_t count, zp_arena *arena, zp_result **out)
{
  zp_score_apart apart = { .word_count = 0 };
  zp_error err = { 0 };
  zp_score_apart_add(&apart, "--pack", pack);
  if (o->roster != NULL) zp_score_apart_add(&apart, "--roster", o->roster);
  if (o->encoding != NULL) zp_score_apart_add(&apart, "--encoding", o->encoding);
  if (o->jobs != NULL) zp_score_apart_add(&apart, "--jobs", o->jobs);
  zp_exit status = zp_score_apart_run(&apart, cli, inputs, count, arena);
  if (status == ZP_EXIT_PARTLY) status = ZP_EXIT_OK; // what is not scored is part of the answer
  if (status == ZP_EXIT_OK && zp_result_open(apart.folder.ptr, arena, out, &err) != ZP_OK) {
    zp_say_error(cli, &err);
    status = ZP_EXIT_INTERNAL;
  }
  zp_score_apart_end(&apart);
  return status;
}

/// Refused before any file is read.
static zp_exit suppose(const zp_cli *cli, options *o, zp_arena *arena)
{
  zp_error err = { 0 };
  if (o->suppose.count == 0) return ZP_EXIT_OK;
  if (zp_suppose_make(&o->suppose, cli, zp_text_from(o->packs[1]), arena, &err) == ZP_OK) {
    o->packs[1] = o->suppose.pack.ptr;
    return ZP_EXIT_OK;
  }
  zp_say_error(cli, &err);
  return err.status == ZP_E_MEMORY || err.status == ZP_E_WRITE ? ZP_EXIT_INTERNAL : ZP_EXIT_PACK;
}

static zp_exit answer(const zp_cli *cli, options *o, int argc, char **argv, zp_arena *arena)
{
  zp_result *sides[SIDES] = { NULL, NULL };
  zp_exit status = suppose(cli, o, arena);
  for (size_t i = 0; i < SIDES && status == ZP_EXIT_OK; i++)
    status =
        score(cli, o, o->packs[i], argv + o->first, (size_t)(argc - o->first), arena, &sides[i]);
  if (status == ZP_EXIT_OK) status = zp_tell_changes(cli, &o->telling, sides[0], sides[1], arena);
  zp_suppose_end(&o->suppose, arena);
  return status;
}

zp_exit zp_cmd_what_if(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  options o = { .telling = { .supposed = true } };
  bool done;
  zp_exit status = read_options(&own, argc, argv, &o, &done);
  if (done) return status;
  zp_arena *arena = zp_cli_arena(&own);
  if (arena == NULL) return ZP_EXIT_INTERNAL;
  status = answer(&own, &o, argc, argv, arena);
  zp_arena_free(arena);
  return status;
}

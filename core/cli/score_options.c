// score_options.c: the words of `ziping score`.
#include <errno.h>
#include <getopt.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "batch/pool.h"
#include "cli/score_kit.h"

enum { OPT_JOBS = 256, OPT_DEADLINE, OPT_RESUME, OPT_FRESH, OPT_DRY_RUN, OPT_MAX_ERRORS, OPT_FAIL_UNDER, OPT_LOG, OPT_ROSTER,
       OPT_SHADOW, OPT_SHARD, OPT_WITHOUT, OPT_RETRY, OPT_ENCODING, OPT_REVIEW, OPT_OFFICE };

static const struct option table[] = {
  { "out", required_argument, NULL, 'o' },
  { "pack", required_argument, NULL, 'p' },
  { "jobs", required_argument, NULL, OPT_JOBS },
  { "deadline", required_argument, NULL, OPT_DEADLINE },
  { "resume", no_argument, NULL, OPT_RESUME },
  { "fresh", no_argument, NULL, OPT_FRESH },
  { "retry-failed", no_argument, NULL, OPT_RETRY },
  { "dry-run", no_argument, NULL, OPT_DRY_RUN },
  { "max-errors", required_argument, NULL, OPT_MAX_ERRORS },
  { "fail-under", required_argument, NULL, OPT_FAIL_UNDER },
  { "log-format", required_argument, NULL, OPT_LOG },
  { "roster", required_argument, NULL, OPT_ROSTER },
  { "encoding", required_argument, NULL, OPT_ENCODING },
  { "shard", required_argument, NULL, OPT_SHARD },
  { "shadow", no_argument, NULL, OPT_SHADOW },
  { "without", required_argument, NULL, OPT_WITHOUT },
  { "review", no_argument, NULL, OPT_REVIEW },
  { "office", no_argument, NULL, OPT_OFFICE },
  { "lang", required_argument, NULL, 'l' },
  { "quiet", no_argument, NULL, 'q' },
  { "help", no_argument, NULL, 'h' },
  { NULL, 0, NULL, 0 },
};

static size_t processors(void)
{
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  size_t count = (size_t)CPU_COUNT(&set);
  return count < 1 ? 1 : count > ZP_WORKERS_MOST ? ZP_WORKERS_MOST : count;
}

static bool take_number(const char *text, unsigned long least, unsigned long most, unsigned long *out)
{
  char *end;
  errno = 0;
  *out = strtoul(text, &end, 10);
  return text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0 && *out >= least && *out <= most;
}

/// One option with an argument; false when the argument is none for it.
static bool take(int option, const char *argument, zp_score_options *out)
{
  unsigned long number = 0;
  switch (option) {
    case OPT_JOBS:
      if (!take_number(argument, 1, ZP_WORKERS_MOST, &number)) return false;
      out->jobs = number;
      return true;
    case OPT_DEADLINE:
      if (!take_number(argument, 1, 86400, &number)) return false;
      out->deadline = (unsigned)number;
      return true;
    case OPT_MAX_ERRORS:
      if (!take_number(argument, 0, 1000000000, &number)) return false;
      out->failures_most = number;
      return true;
    case OPT_FAIL_UNDER:
      out->has_fail_under = true;
      return zp_dec_parse(zp_text_from(argument), &out->fail_under, NULL) == ZP_OK;
    case OPT_WITHOUT:
      if (out->without_count == ZP_WITHOUT_MOST) return false;
      out->without[out->without_count++] = argument;
      return true;
    case OPT_ENCODING: return zp_encoding_named(zp_text_from(argument), &out->encoding);
    case OPT_LOG:
      out->json_log = strcmp(argument, "json") == 0;
      return out->json_log || strcmp(argument, "text") == 0;
    default: return false;
  }
}

static zp_exit check(const zp_cli *cli, int argc, char **argv, zp_score_options *out)
{
  out->given = argv + optind;
  out->given_count = (size_t)(argc - optind);
  if (out->out == NULL && !out->dry_run) return zp_say_usage(cli, ZP_W_USAGE_NO_OUT, "");
  if (optind >= argc) return zp_say_usage(cli, ZP_W_USAGE_NO_INPUT, "");
  if (out->resume + out->fresh + out->retry > 1) return zp_say_usage(cli, ZP_W_USAGE_RESUME_FRESH, "");
  return ZP_EXIT_OK;
}

zp_exit zp_score_read_options(zp_cli *cli, int argc, char **argv, zp_score_options *out)
{
  *out = (zp_score_options){ .pack = "mof-2020", .jobs = processors(), .deadline = 300, .failures_most = SIZE_MAX };
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":o:p:qh", table, NULL)) != -1;) {
    switch (c) {
      case 'o': out->out = optarg; break;
      case 'p': out->pack = optarg; break;
      case 'q': out->quiet = true; break;
      case OPT_SHADOW: out->shadow = true; break;
      case OPT_REVIEW: out->review = true; break;
      case OPT_OFFICE: out->office = true; break;
      case OPT_SHARD: out->shard_word = optarg; break;
      case OPT_RESUME: out->resume = true; break;
      case OPT_FRESH: out->fresh = true; break;
      case OPT_RETRY: out->retry = true; break;
      case OPT_DRY_RUN: out->dry_run = true; break;
      case OPT_ROSTER: out->roster = optarg; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return zp_say_help(cli, ZP_W_HELP_SCORE);
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      case '?': return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
      default:
        if (!take(c, optarg, out)) return zp_say_usage(cli, ZP_W_USAGE_VALUE, optarg);
    }
  }
  return check(cli, argc, argv, out);
}

// cmd_demo.c: ziping demo: scores the sample that came with the program, and writes its pages and its workbook.
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "cli/cli.h"

enum { FOLDERS_MOST = 1000 };  // of the default name in one place

static const zp_text none = { NULL, 0 };

static zp_exit fail(const zp_cli *cli, const zp_error *err)
{
  zp_say_error(cli, err);
  return zp_result_exit(err->status);
}

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, const char **out, bool *done)
{
  static const struct option table[] = {
    { "out", required_argument, NULL, 'o' },
    { "lang", required_argument, NULL, 'l' },
    { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
  };
  *done = true;
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":o:h", table, NULL)) != -1;) {
    switch (c) {
      case 'o': *out = optarg; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return zp_say_help(cli, ZP_W_HELP_DEMO);
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  if (optind < argc) return zp_say_usage(cli, ZP_W_USAGE_DEMO_WORD, argv[optind]);
  *done = false;
  return ZP_EXIT_OK;
}

static zp_status find_sample(zp_arena *arena, zp_text *out, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  *out = zp_sample_folder(arena);
  if (out->len != 0) return ZP_OK;
  return zp_fail(err, ZP_E_OPEN, NULL, ZP_TEXT("share/ziping/sample"), zp_error_cause(ENOENT, room), none);
}

/// ziping-demo, ziping-demo-2 …, the first that is not there; empty when the working folder takes none.
static zp_text make_here(zp_arena *arena)
{
  for (unsigned n = 1; n <= FOLDERS_MOST; n++) {
    zp_text path = n == 1 ? ZP_TEXT("ziping-demo") : zp_text_format(arena, "ziping-demo-%u", n);
    if (path.ptr == NULL) return none;
    if (mkdir(path.ptr, 0777) == 0) return path;
    if (errno != EEXIST) return none;
  }
  return none;
}

/// A new folder: here, or where temporary files go.
static zp_status make_folder(zp_arena *arena, zp_text *out, zp_error *err)
{
  const char *base = getenv("TMPDIR");
  char room[ZP_ERROR_ARG];
  *out = make_here(arena);
  if (out->len != 0) return ZP_OK;
  *out = zp_text_format(arena, "%s/ziping-demo-XXXXXX", base == NULL || base[0] == '\0' ? "/tmp" : base);
  if (out->ptr == NULL) return zp_fail_memory(err);
  if (mkdtemp((char *)(uintptr_t)out->ptr) != NULL) return ZP_OK;
  return zp_fail(err, ZP_E_WRITE, NULL, *out, zp_error_cause(errno, room), none);
}

static zp_exit report(const zp_cli *cli, const char *to, zp_text path, zp_text result)
{
  const char *words[] = { "report", "--to", to, "--out", path.ptr, "--", result.ptr, NULL };
  return zp_cmd_report(cli, (int)(sizeof words / sizeof words[0]) - 1, (char **)(uintptr_t)words);
}

/// Some rows of the sample are blank or unreadable on purpose: "finished, something unscored" is what is expected of it.
static zp_exit show(const zp_cli *cli, zp_text out, zp_text sample, zp_arena *arena)
{
  zp_error err = { 0 };
  zp_text goals = zp_text_format(arena, "%.*s/laozhuangzi-goals.txt", ZP_ARG(sample));
  zp_text filled = zp_text_format(arena, "%.*s/laozhuangzi-filled.csv", ZP_ARG(sample));
  zp_text pages = zp_text_format(arena, "%.*s/pages", ZP_ARG(out));
  zp_text book = zp_text_format(arena, "%.*s/result.xlsx", ZP_ARG(out));
  zp_text result = zp_text_format(arena, "%.*s/result.msgpack", ZP_ARG(out));
  if (zp_arena_short(arena)) {
    zp_fail_memory(&err);
    return fail(cli, &err);
  }
  const char *words[] = { "score", "--out", out.ptr, "--", goals.ptr, filled.ptr, NULL };
  zp_exit status = zp_cmd_score(cli, (int)(sizeof words / sizeof words[0]) - 1, (char **)(uintptr_t)words);
  if (status != ZP_EXIT_OK && status != ZP_EXIT_PARTLY) return status;
  fputc('\n', cli->out);
  status = report(cli, "html", pages, result);
  return status == ZP_EXIT_OK ? report(cli, "xlsx", book, result) : status;
}

zp_exit zp_cmd_demo(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  const char *given = NULL;
  zp_error err = { 0 };
  bool done;
  zp_exit usage = read_options(&own, argc, argv, &given, &done);
  if (done) return usage;
  zp_arena *arena = zp_cli_arena(&own);
  if (arena == NULL) return ZP_EXIT_INTERNAL;
  zp_text sample, out = zp_text_from(given);
  bool ready = find_sample(arena, &sample, &err) == ZP_OK && (given != NULL || make_folder(arena, &out, &err) == ZP_OK);
  zp_exit status = ready ? show(&own, out, sample, arena) : fail(&own, &err);
  zp_arena_free(arena);
  return status;
}

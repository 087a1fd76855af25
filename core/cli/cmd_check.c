// cmd_check.c: ziping check: what a reviewer of the bureau objects to in goals and filled forms. It scores with --review into a
// folder of its own, so that files are read by confined workers and belong together as everywhere, and reports the findings.
#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "plugins/registry.h"
#include "plugins/reports/remarks.h"
#include "store/result_file.h"

enum { ARGUMENTS = 16 };  // words before the inputs

typedef struct options {
  const char *pack, *out, *jobs;
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
    { "help", no_argument, NULL, 'h' },         { NULL, 0, NULL, 0 },
  };
  const char *format = "text";
  *done = true;
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":f:o:p:h", table, NULL)) != -1;) {
    switch (c) {
      case 'f': format = optarg; break;
      case 'o': o->out = optarg; break;
      case 'p': o->pack = optarg; break;
      case 'j': o->jobs = optarg; break;
      case 'x':
        if (!take_fail_on(o, optarg)) return zp_say_usage(cli, ZP_W_USAGE_FAIL_ON, optarg);
        break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': fputs(zp_word_text(ZP_W_HELP_CHECK, cli->lang), cli->out); return ZP_EXIT_OK;
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  zp_exit status = check_options(cli, argc, format, o);
  *done = status != ZP_EXIT_OK;
  return status;
}

// ---- a folder of its own ---------------------------------------------------------------------------------------------

/// Empty: `err` has the cause.
static zp_text make_folder(zp_arena *arena, zp_error *err)
{
  const char *base = getenv("TMPDIR");
  char room[ZP_ERROR_ARG];
  zp_text none = { NULL, 0 };
  zp_text path = zp_text_format(arena, "%s/ziping-check-XXXXXX", base == NULL || base[0] == '\0' ? "/tmp" : base);
  if (path.ptr == NULL) zp_fail_memory(err);
  else if (mkdtemp((char *)(uintptr_t)path.ptr) == NULL) zp_fail(err, ZP_E_WRITE, NULL, path, zp_error_cause(errno, room), none);
  return err->status == ZP_OK ? path : none;
}

/// Nothing but what `score` writes is in it.
static void remove_folder(zp_text path)
{
  DIR *dir = opendir(path.ptr);
  for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) unlinkat(dirfd(dir), entry->d_name, 0);
  if (dir != NULL) closedir(dir);
  rmdir(path.ptr);
}

// ---- the check -------------------------------------------------------------------------------------------------------

/// The result of the inputs with what a reviewer finds. Anything but OK or PARTLY has been told already.
static zp_exit score(const zp_cli *cli, const options *o, zp_text folder, zp_arena *arena, int argc, char **argv)
{
  zp_cli quiet = *cli;
  const char *head[ARGUMENTS] = { "score", "--quiet", "--review", "--out", folder.ptr };
  size_t count = 5;
  if (o->pack != NULL) head[count++] = "--pack", head[count++] = o->pack;
  if (o->jobs != NULL) head[count++] = "--jobs", head[count++] = o->jobs;
  head[count++] = "--";
  const char **all = ZP_TAKE(arena, const char *, count + (size_t)argc + 1);
  quiet.out = fopen("/dev/null", "w");
  if (all == NULL || quiet.out == NULL) {
    if (quiet.out != NULL) fclose(quiet.out);
    return ZP_EXIT_INTERNAL;
  }
  memcpy(all, head, count * sizeof *all);
  for (int i = o->first; i < argc; i++) all[count++] = argv[i];
  zp_exit status = zp_cmd_score(&quiet, (int)count, (char **)(uintptr_t)all);
  fclose(quiet.out);
  return status;
}

static zp_status write_report(const zp_cli *cli, const options *o, const zp_result *result, zp_arena *arena, zp_error *err)
{
  zp_sink sink = { .arena = arena };
  zp_report_options how = { .lang = cli->lang, .width = o->out == NULL ? cli->width : 0 };
  if (o->report->write(result, &how, &sink, err) != ZP_OK) return err->status;
  zp_text bytes = { sink.bytes, sink.len };
  if (o->out != NULL) return zp_file_write(o->out, bytes, err);
  fwrite(bytes.ptr, 1, bytes.len, cli->out);  // main looks at the stream's error when all is written
  return ZP_OK;
}

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
  if (zp_result_open(folder.ptr, arena, &result, &err) == ZP_OK && !zp_remarks_make(result, arena, &all)) zp_fail_memory(&err);
  if (err.status == ZP_OK) write_report(cli, o, result, arena, &err);
  if (err.status == ZP_OK) return verdict(o, &all);
  zp_say_error(cli, &err);
  return ZP_EXIT_INTERNAL;
}

static zp_exit check(const zp_cli *cli, const options *o, zp_arena *arena, int argc, char **argv)
{
  zp_error err = { 0 };
  zp_text folder = make_folder(arena, &err);
  if (err.status != ZP_OK) {
    zp_say_error(cli, &err);
    return ZP_EXIT_INTERNAL;
  }
  zp_exit status = score(cli, o, folder, arena, argc, argv);
  if (status == ZP_EXIT_OK || status == ZP_EXIT_PARTLY) status = report(cli, o, folder, arena);
  remove_folder(folder);
  return status;
}

zp_exit zp_cmd_check(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  options o = { .fail_on = ZP_ERROR };
  bool done;
  zp_exit status = read_options(&own, argc, argv, &o, &done);
  if (done) return status;
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (arena == NULL) {
    zp_error err = { 0 };
    zp_fail_memory(&err);
    zp_say_error(&own, &err);
    return ZP_EXIT_INTERNAL;
  }
  status = check(&own, &o, arena, argc, argv);
  zp_arena_free(arena);
  return status;
}

// cmd_report.c: ziping report: a result file -> one of the forms of plugins/registry.c, to the screen or into a file.
#include <getopt.h>

#include "cli/cli.h"
#include "plugins/registry.h"
#include "store/folder.h"
#include "store/result_file.h"

typedef struct options {
  const zp_report *report;            // one of the two
  const zp_folder_report *folder;
  const char *out, *result;  // out NULL: the screen
} options;

static void put_form(const zp_cli *cli, const char *name, zp_word title)
{
  fprintf(cli->out, "      %-8s  %s\n", name, zp_word_text(title, cli->lang));
}

/// The forms there are stand in the midst of the help.
static zp_exit help(const zp_cli *cli)
{
  fputs(zp_word_text(ZP_W_HELP_REPORT, cli->lang), cli->out);
  for (const zp_report *const *r = zp_reports; *r != NULL; r++) put_form(cli, (*r)->name, (*r)->title);
  for (const zp_folder_report *const *r = zp_folder_reports; *r != NULL; r++)
    put_form(cli, (*r)->name, (*r)->title);
  return zp_say_help(cli, ZP_W_HELP_REPORT_END);
}

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *o, bool *done)
{
  static const struct option table[] = {
    { "to", required_argument, NULL, 't' },   { "out", required_argument, NULL, 'o' },
    { "lang", required_argument, NULL, 'l' }, { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
  };
  const char *format = "text";
  *done = true;
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":t:o:h", table, NULL)) != -1;) {
    switch (c) {
      case 't': format = optarg; break;
      case 'o': o->out = optarg; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return help(cli);
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  o->report = zp_report_named(zp_text_from(format));
  o->folder = zp_folder_report_named(zp_text_from(format));
  if (o->report == NULL && o->folder == NULL) return zp_say_usage(cli, ZP_W_USAGE_FORMAT, format);
  if (o->folder != NULL && o->out == NULL) return zp_say_usage(cli, ZP_W_USAGE_FOLDER_OUT, format);
  if (o->report != NULL && o->report->binary && o->out == NULL) return zp_say_usage(cli, ZP_W_USAGE_FORMAT_OUT, format);
  if (optind >= argc) return zp_say_usage(cli, ZP_W_USAGE_NO_RESULT, "");
  if (optind + 1 < argc) return zp_say_usage(cli, ZP_W_USAGE_ONE_RESULT, argv[optind + 1]);
  o->result = argv[optind];
  *done = false;
  return ZP_EXIT_OK;
}

static zp_status write_folder(const zp_cli *cli, const options *o, const zp_result *result, const zp_unit_source *units,
                              zp_arena *arena, zp_error *err)
{
  zp_folder_draft draft;
  zp_report_options how = { .lang = cli->lang, .units = units };
  zp_status status = zp_folder_open(o->out, o->folder->owns, &draft, err);
  if (status == ZP_OK) status = o->folder->write(result, &how, arena, &draft.folder, err);
  if (status == ZP_OK) status = zp_folder_replace(&draft, err);
  zp_folder_close(&draft);
  return status;
}

static zp_status write_report(const zp_cli *cli, const options *o, const zp_result *result, const zp_unit_source *units, zp_arena *arena,
                              zp_error *err)
{
  if (o->folder != NULL) return write_folder(cli, o, result, units, arena, err);
  return zp_report_write(cli, o->report, o->out, result, units, arena, err);
}

/// A report that reads unit by unit needs the result in memory without its rows only.
static zp_status report(const zp_cli *cli, const options *o, zp_arena *arena, zp_error *err)
{
  zp_result *result = NULL;
  zp_stored stored;
  if (!(o->folder != NULL ? o->folder->by_unit : o->report->by_unit)) {
    if (zp_result_open(o->result, arena, &result, err) != ZP_OK) return err->status;
    return write_report(cli, o, result, NULL, arena, err);
  }
  if (zp_result_open_by_unit(o->result, arena, &stored, err) != ZP_OK) return err->status;
  const zp_unit_source units = zp_stored_source(&stored);
  zp_status status = write_report(cli, o, stored.result, &units, arena, err);
  zp_stored_close(&stored);
  return status;
}

zp_exit zp_cmd_report(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  options o = { .report = NULL };
  zp_error err = { 0 };
  bool done;
  zp_exit usage = read_options(&own, argc, argv, &o, &done);
  if (done) return usage;
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_status status = arena == NULL ? zp_fail_memory(&err) : report(&own, &o, arena, &err);
  if (status != ZP_OK) zp_say_error(&own, &err);
  else if (o.out != NULL) zp_say_written(&own, o.out);
  zp_arena_free(arena);
  return zp_result_exit(status);
}

// cmd_monitor.c: ziping monitor: at a day during the year, execution against the plan and actuals
// against targets.
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli/read_units.h"
#include "form/value_text.h"
#include "pipeline/monitor.h"
#include "plugins/reports/monitor_report.h"
#include "store/folder.h"
#include "store/result_file.h"

typedef enum format { TEXT, JSON, HTML, FORMATS } format;

typedef struct options {
  const char *pack, *quarter, *date, *out; // out NULL: the screen
  format format;
  bool quiet;
  zp_watch_wish wish;
  char *const *given;
  size_t given_count;
} options;

// ---- options ------------------------------------------------------------------------------------

/// A whole day with its year, in any way that a form may write it.
static bool read_day(const char *text, zp_date *out)
{
  const zp_text none = { NULL, 0 };
  const zp_value_hints hints = { ZP_ROLE_ACTUAL, none, none, none, 0, NULL };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_value value;
  bool fine = arena != NULL &&
              zp_value_read(zp_text_from(text), &hints, arena, &value, NULL) == ZP_OK &&
              value.kind == ZP_KIND_DATE && value.op == ZP_OP_NONE && value.date.year != 0;
  if (fine) *out = value.date;
  zp_arena_free(arena);
  return fine;
}

static bool read_format(const char *name, format *out)
{
  static const char *const names[FORMATS] = { "text", "json", "html" };
  for (int i = 0; i < FORMATS; i++) {
    if (strcmp(name, names[i]) != 0) continue;
    *out = (format)i;
    return true;
  }
  return false;
}

static zp_exit check(const zp_cli *cli, options *o)
{
  if (o->format == HTML && o->out == NULL) return zp_say_usage(cli, ZP_W_USAGE_FOLDER_OUT, "html");
  if ((o->quarter == NULL) == (o->date == NULL))
    return zp_say_usage(cli, ZP_W_USAGE_MONITOR_DAY, "");
  bool one_digit =
      o->quarter != NULL && o->quarter[0] >= '1' && o->quarter[0] <= '4' && o->quarter[1] == '\0';
  if (o->quarter != NULL && !one_digit) return zp_say_usage(cli, ZP_W_USAGE_VALUE, o->quarter);
  if (o->date != NULL && !read_day(o->date, &o->wish.date))
    return zp_say_usage(cli, ZP_W_USAGE_VALUE, o->date);
  if (o->quarter != NULL) o->wish.quarter = o->quarter[0] - '0';
  return o->given_count == 0 ? zp_say_usage(cli, ZP_W_USAGE_NO_INPUT, "") : ZP_EXIT_OK;
}

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *o, bool *done)
{
  static const struct option table[] = {
    { "quarter", required_argument, NULL, 'Q' }, { "date", required_argument, NULL, 'd' },
    { "format", required_argument, NULL, 'f' },  { "out", required_argument, NULL, 'o' },
    { "pack", required_argument, NULL, 'p' },    { "lang", required_argument, NULL, 'l' },
    { "quiet", no_argument, NULL, 'q' },         { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
  };
  *done = true;
  *o = (options){ .pack = "mof-2020" };
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":o:p:qh", table, NULL)) != -1;) {
    switch (c) {
      case 'Q': o->quarter = optarg; break;
      case 'd': o->date = optarg; break;
      case 'p': o->pack = optarg; break;
      case 'q': o->quiet = true; break;
      case 'f':
        if (!read_format(optarg, &o->format)) return zp_say_usage(cli, ZP_W_USAGE_VALUE, optarg);
        break;
      case 'o': o->out = optarg; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return zp_say_help(cli, ZP_W_HELP_MONITOR);
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  o->given = argv + optind;
  o->given_count = (size_t)(argc - optind);
  zp_exit status = check(cli, o);
  *done = status != ZP_EXIT_OK; // --help ended above
  return status;
}

// ---- the units ----------------------------------------------------------------------------------

static zp_status watch_all(const options *o, const zp_read_units *read, zp_monitoring *out,
                           zp_error *err)
{
  const zp_policy *policy = read->policy;
  *out = (zp_monitoring){ .pack = policy->id,
                          .pack_version = policy->version,
                          .execution = policy->watch_execution,
                          .goals = policy->watch_goals,
                          .units = ZP_TAKE(read->arena, zp_monitor, read->count) };
  if (out->units == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < read->count; i++) {
    zp_monitor *unit = &out->units[out->unit_count++];
    if (zp_watch_unit(&read->units[i].reading, policy, &o->wish, read->arena, unit, err) != ZP_OK)
      return err->status;
  }
  return ZP_OK;
}

static bool all_well(const zp_monitoring *all)
{
  for (size_t i = 0; i < all->unit_count; i++)
    if (all->units[i].light > ZP_LIGHT_GREEN) return false;
  return true;
}

// ---- telling ------------------------------------------------------------------------------------

static zp_status write_pages(const zp_cli *cli, const options *o, const zp_monitoring *all,
                             zp_arena *arena, zp_error *err)
{
  zp_folder_draft draft;
  const zp_report_options how = { .lang = cli->lang };
  zp_status status = zp_folder_open(o->out, zp_monitor_owns, &draft, err);
  if (status == ZP_OK) status = zp_monitor_html(all, &how, arena, &draft.folder, err);
  if (status == ZP_OK) status = zp_folder_replace(&draft, err);
  zp_folder_close(&draft);
  return status;
}

static zp_status write_text(const zp_cli *cli, const options *o, const zp_monitoring *all,
                            zp_arena *arena, zp_error *err)
{
  zp_sink sink = { .arena = arena };
  const zp_report_options how = { .lang = cli->lang, .width = o->out == NULL ? cli->width : 0 };
  zp_status status = o->format == JSON ? zp_monitor_json(all, &sink, err)
                                       : zp_monitor_text(all, &how, &sink, err);
  if (status != ZP_OK) return status;
  if (o->out != NULL) return zp_file_write(o->out, (zp_text){ sink.bytes, sink.len }, err);
  fwrite(sink.bytes, 1, sink.len, cli->out); // main looks at the stream's error when all is written
  return ZP_OK;
}

static zp_status tell(const zp_cli *cli, const options *o, const zp_monitoring *all,
                      zp_arena *arena, zp_error *err)
{
  zp_status status = o->format == HTML ? write_pages(cli, o, all, arena, err)
                                       : write_text(cli, o, all, arena, err);
  if (status == ZP_OK && o->out != NULL) zp_say_written(cli, o->out);
  return status;
}

static zp_exit monitor(const zp_cli *cli, const options *o, const zp_read_units *read)
{
  zp_monitoring all;
  zp_error err = { 0 };
  if (!read->policy->has_monitor) {
    zp_fail_with(&err, ZP_E_MONITOR_PACK, NULL, read->policy->id.ptr);
    zp_say_error(cli, &err);
    return ZP_EXIT_PACK;
  }
  size_t errors = zp_read_units_say(cli, read, ZP_OK, o->quiet);
  if (watch_all(o, read, &all, &err) == ZP_OK) tell(cli, o, &all, read->arena, &err);
  if (err.status != ZP_OK) {
    zp_say_error(cli, &err);
    return err.status == ZP_E_FOLDER_FOREIGN ? ZP_EXIT_USAGE : ZP_EXIT_INTERNAL;
  }
  return all_well(&all) && errors == 0 ? ZP_EXIT_OK : ZP_EXIT_PARTLY;
}

zp_exit zp_cmd_monitor(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  options o;
  zp_read_units read = { .count = 0 };
  bool done;
  zp_exit status = read_options(&own, argc, argv, &o, &done);
  if (done) return status;
  status = zp_read_units_open(&own, o.pack, o.given, o.given_count, &read);
  if (status == ZP_EXIT_OK) status = monitor(&own, &o, &read);
  zp_read_units_close(&read);
  return status;
}

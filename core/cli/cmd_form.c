// cmd_form.c: ziping form: goals -> the official self-evaluation workbook to fill in, one for each
// unit.
#include <errno.h>
#include <getopt.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/read_units.h"
#include "pipeline/blank_form.h"
#include "plugins/reports/form_workbook.h"
#include "store/result_file.h"

static const zp_text none = { NULL, 0 };

typedef struct options {
  const char *pack, *out;
  bool quiet;
  char *const *given;
  size_t given_count;
} options;

typedef struct session {
  const zp_cli *cli;
  options options;
  zp_read_units read;
  zp_text *paths; // of the workbooks written so far
  size_t written;
  size_t unused; // units without a workbook
} session;

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *o, bool *done)
{
  static const struct option table[] = {
    { "out", required_argument, NULL, 'o' },  { "pack", required_argument, NULL, 'p' },
    { "lang", required_argument, NULL, 'l' }, { "quiet", no_argument, NULL, 'q' },
    { "help", no_argument, NULL, 'h' },       { NULL, 0, NULL, 0 },
  };
  *done = true;
  *o = (options){ .pack = "mof-2020" };
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":o:p:qh", table, NULL)) != -1;) {
    switch (c) {
      case 'o': o->out = optarg; break;
      case 'p': o->pack = optarg; break;
      case 'q': o->quiet = true; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return zp_say_help(cli, ZP_W_HELP_FORM);
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  o->given = argv + optind;
  o->given_count = (size_t)(argc - optind);
  if (o->out == NULL) return zp_say_usage(cli, ZP_W_USAGE_NO_OUT, "");
  if (o->given_count == 0) return zp_say_usage(cli, ZP_W_USAGE_NO_INPUT, "");
  *done = false;
  return ZP_EXIT_OK;
}

// ---- where a workbook goes ----------------------------------------------------------------------

static bool is_workbook(const char *path)
{
  return zp_text_ends(zp_text_from(path), ZP_TEXT(".xlsx"));
}

/// A unit's name as part of a file's: nothing that leads elsewhere, hides the file or is refused by
/// other systems.
static zp_text file_stem(zp_text name, zp_arena *arena)
{
  enum { BYTES_MOST = 200 };
  char *bytes = zp_arena_bytes(arena, name.len + 1);
  size_t len = 0;
  if (bytes == NULL) return none;
  for (size_t at = 0; at < name.len;) {
    size_t from = at;
    uint32_t c = zp_text_next(name, &at);
    if (at - from + len > BYTES_MOST) break;
    if (c == UINT32_MAX || zp_is_control(c) ||
        (c < 0x80 && strchr("/\\:*?\"<>|", (int)c) != NULL) || (c == '.' && len == 0))
      continue;
    memcpy(bytes + len, name.ptr + from, at - from);
    len += at - from;
  }
  return (zp_text){ bytes, len };
}

static bool is_taken(const session *s, zp_text path)
{
  for (size_t i = 0; i < s->written; i++)
    if (zp_text_equal(s->paths[i], path)) return true;
  return false;
}

/// Two units may have names that make one file's.
static zp_status choose_path(session *s, zp_text unit, zp_text *out, zp_error *err)
{
  char name[512];
  zp_arena *arena = s->read.arena;
  *out = zp_text_from(s->options.out);
  if (is_workbook(s->options.out)) return ZP_OK;
  zp_text stem = file_stem(unit, arena);
  if (stem.ptr == NULL) return zp_fail_memory(err);
  for (size_t n = 1; n == 1 || is_taken(s, *out); n++) {
    zp_text numbered = n == 1 ? stem : zp_text_format(arena, "%.*s-%zu", ZP_ARG(stem), n);
    const zp_text args[3] = { numbered, none, none };
    zp_message_fill(zp_word_text(ZP_W_FORM_FILE, ZP_LANG_ZH), ZP_LANG_ZH, args, name, sizeof name);
    *out = zp_text_format(arena, "%s/%s", s->options.out, name);
    if (out->ptr == NULL || numbered.ptr == NULL) return zp_fail_memory(err);
  }
  return ZP_OK;
}

static zp_status make_folder(const session *s, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  if (is_workbook(s->options.out) || mkdir(s->options.out, 0777) == 0 || errno == EEXIST)
    return ZP_OK;
  return zp_fail(err, ZP_E_WRITE, NULL, zp_text_from(s->options.out), zp_error_cause(errno, room),
                 none);
}

// ---- the workbooks ------------------------------------------------------------------------------

static void tell(const session *s, zp_text path, const zp_blank *form)
{
  char line[1024], projects[24], indicators[24];
  size_t rows = 0;
  for (size_t i = 0; i < form->sheet_count; i++) rows += form->sheets[i].row_count;
  snprintf(projects, sizeof projects, "%zu", form->sheet_count);
  snprintf(indicators, sizeof indicators, "%zu", rows);
  const zp_text args[3] = { path, zp_text_from(projects), zp_text_from(indicators) };
  zp_message_fill(zp_word_text(ZP_W_FORM_WRITTEN, s->cli->lang), s->cli->lang, args, line,
                  sizeof line);
  fprintf(s->cli->out, "%s\n", line);
}

static zp_status write_unit(session *s, const zp_read_unit *unit, zp_error *err)
{
  zp_blank form;
  zp_text path;
  zp_sink sink = { .arena = s->read.arena };
  if (zp_blank_form(&unit->reading, s->read.policy, s->read.arena, &form, err) != ZP_OK)
    return err->status;
  if (form.sheet_count == 0) {
    zp_findings_add(&s->read.findings, ZP_E_FORM_EMPTY, &unit->reading.unit->name.place, form.unit,
                    none, none);
    s->unused++;
    return s->read.findings.lost ? zp_fail_memory(err) : ZP_OK;
  }
  if (choose_path(s, form.unit, &path, err) != ZP_OK ||
      zp_form_workbook(&form, &sink, err) != ZP_OK)
    return err->status;
  if (zp_file_write(path.ptr, (zp_text){ sink.bytes, sink.len }, err) != ZP_OK) return err->status;
  s->paths[s->written++] = path;
  tell(s, path, &form);
  return ZP_OK;
}

static zp_exit write_all(session *s)
{
  char count[24];
  zp_error err = { 0 };
  snprintf(count, sizeof count, "%zu", s->read.count);
  if (s->read.count > 1 && is_workbook(s->options.out))
    return zp_say_usage(s->cli, ZP_W_USAGE_FORM_FOLDER, count);
  s->paths = ZP_TAKE(s->read.arena, zp_text, s->read.count);
  if (s->paths == NULL)
    zp_fail_memory(&err);
  else
    make_folder(s, &err);
  for (size_t i = 0; err.status == ZP_OK && i < s->read.count; i++)
    write_unit(s, &s->read.units[i], &err);
  // That nothing is filled in is what a form is for.
  size_t errors =
      zp_read_units_say(s->cli, &s->read, ZP_E_NO_ACTUALS, s->options.quiet && s->written != 0);
  if (err.status != ZP_OK) {
    zp_say_error(s->cli, &err);
    return ZP_EXIT_INTERNAL;
  }
  if (s->written == 0) return ZP_EXIT_NO_INPUT;
  return errors == 0 && s->unused == 0 ? ZP_EXIT_OK : ZP_EXIT_PARTLY;
}

zp_exit zp_cmd_form(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  session s = { .cli = &own };
  bool done;
  zp_exit status = read_options(&own, argc, argv, &s.options, &done);
  if (done) return status;
  status =
      zp_read_units_open(&own, s.options.pack, s.options.given, s.options.given_count, &s.read);
  if (status == ZP_EXIT_OK) status = write_all(&s);
  zp_read_units_close(&s.read);
  return status;
}

// diagnose.c: errors and findings as people read them: place, severity, code, sentence; the cell with a caret; a suggestion.
#include "cli/cli.h"

#include <string.h>

#include "base/caret.h"

enum { LINE_ROOM = 2048 };

static const char *word(const zp_cli *cli, zp_word key)
{
  return zp_word_text(key, cli->lang);
}

static void print_place(const zp_cli *cli, const zp_place *place)
{
  if (place->file.len == 0) return;
  fprintf(cli->err, "%.*s", ZP_ARG(place->file));
  if (place->sheet.len != 0) fprintf(cli->err, "!%.*s", ZP_ARG(place->sheet));
  char within[ZP_PLACE_ROOM];
  zp_place_within(place, within);
  fprintf(cli->err, "%s: ", within);
}

static void print_cell(const zp_cli *cli, zp_text cell, size_t from, size_t bytes)
{
  char room[ZP_CARET_ROOM];
  zp_text lines = zp_caret_lines(cell, from, bytes, room);
  fprintf(cli->err, "%.*s", ZP_ARG(lines));
}

static const char *colour_of(const zp_cli *cli, zp_severity severity)
{
  static const char *const colours[] = { "\033[36m", "\033[33m", "\033[31m" };
  return cli->color ? colours[severity] : "";
}

void zp_say_finding(const zp_cli *cli, const zp_finding *finding)
{
  char line[LINE_ROOM];
  static const zp_word severities[] = { ZP_W_INFO, ZP_W_WARNING, ZP_W_ERROR };
  zp_severity severity = zp_status_severity(finding->status);

  print_place(cli, &finding->place);
  zp_message_fill(zp_status_sentence(finding->status, cli->lang), cli->lang, finding->args, line, sizeof line);
  fprintf(cli->err, "%s%s %s%s%s%s\n", colour_of(cli, severity), word(cli, severities[severity]),
          zp_status_code(finding->status), cli->color ? "\033[0m" : "", word(cli, ZP_W_COLON), line);
  print_cell(cli, finding->cell, finding->caret_from, finding->caret_bytes);
  zp_message_fill(zp_status_suggestion(finding->status, cli->lang), cli->lang, finding->args, line, sizeof line);
  if (line[0] != '\0') fprintf(cli->err, "    %s%s%s\n", word(cli, ZP_W_SUGGESTION), word(cli, ZP_W_COLON), line);
}

void zp_say_error(const zp_cli *cli, const zp_error *err)
{
  zp_finding finding = {
    .status = err->status,
    .place = { zp_text_from(err->file), zp_text_from(err->sheet), err->row, err->column },
    .cell = zp_text_from(err->cell), .caret_from = err->caret_from, .caret_bytes = err->caret_bytes,
    .args = { zp_text_from(err->arg[0]), zp_text_from(err->arg[1]), zp_text_from(err->arg[2]) },
  };
  zp_say_finding(cli, &finding);
}

bool zp_take_language(zp_cli *cli, const char *name)
{
  bool zh = strcmp(name, "zh") == 0, en = strcmp(name, "en") == 0;
  if (zh || en) cli->lang = en ? ZP_LANG_EN : ZP_LANG_ZH;
  return zh || en;
}

zp_exit zp_say_help(const zp_cli *cli, zp_word help)
{
  fputs(zp_word_text(help, cli->lang), cli->out);
  fputs(zp_word_text(ZP_W_HELP_COMMON, cli->lang), cli->out);
  return ZP_EXIT_OK;
}

zp_exit zp_say_usage(const zp_cli *cli, zp_word sentence, const char *argument)
{
  char line[LINE_ROOM];
  zp_text args[3] = { zp_text_from(argument), { NULL, 0 }, { NULL, 0 } };
  zp_error err = { 0 };
  zp_message_fill(word(cli, sentence), cli->lang, args, line, sizeof line);
  zp_fail_with(&err, ZP_E_USAGE, NULL, line);
  zp_say_error(cli, &err);
  return ZP_EXIT_USAGE;
}

zp_arena *zp_cli_arena(const zp_cli *cli)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_error err = { 0 };
  if (arena != NULL) return arena;
  zp_fail_memory(&err);
  zp_say_error(cli, &err);
  return NULL;
}

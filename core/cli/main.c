// main.c: chooses language and terminal facts, then the subcommand.
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/cli.h"

typedef struct command {
  const char *name;
  zp_exit (*run)(const zp_cli *cli, int argc, char **argv);
} command;

static const command commands[] = {
  { "score", zp_cmd_score },
  { "report", zp_cmd_report },
  { "explain", zp_cmd_explain },
  { "value", zp_cmd_value },
  { "rules", zp_cmd_rules },
};

/// ZIPING_LANG, then the locale's language; Chinese when neither says.
static zp_lang choose_language(void)
{
  const char *names[] = { "ZIPING_LANG", "LC_ALL", "LC_MESSAGES", "LANG" };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    const char *value = getenv(names[i]);
    if (value == NULL || value[0] == '\0') continue;
    if (strncmp(value, "en", 2) == 0) return ZP_LANG_EN;
    if (strncmp(value, "zh", 2) == 0) return ZP_LANG_ZH;
  }
  return ZP_LANG_ZH;
}

/// Tables need a UTF-8 character type; timers and services run without one.
static void choose_characters(void)
{
  if (setlocale(LC_CTYPE, "") == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
}

static size_t terminal_width(int fd)
{
  struct winsize size;
  return isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static zp_exit help(const zp_cli *cli, FILE *file, zp_exit status)
{
  fputs(zp_word_text(ZP_W_HELP, cli->lang), file);
  return status;
}

static zp_exit dispatch(const zp_cli *cli, int argc, char **argv)
{
  if (argc < 2) return help(cli, cli->err, ZP_EXIT_USAGE);
  const char *name = argv[1];
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) return help(cli, cli->out, ZP_EXIT_OK);
  if (strcmp(name, "--version") == 0) {
    fprintf(cli->out, "ziping %s\n", ZP_VERSION);
    return ZP_EXIT_OK;
  }
  for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
    if (strcmp(name, commands[i].name) == 0) return commands[i].run(cli, argc - 1, argv + 1);
  return zp_say_usage(cli, ZP_W_USAGE_COMMAND, name);
}

/// `--lang zh|en` may stand before the subcommand; returns how many words it took.
static int take_language(zp_cli *cli, int argc, char **argv)
{
  if (argc < 3 || strcmp(argv[1], "--lang") != 0) return 0;
  cli->lang = strcmp(argv[2], "en") == 0 ? ZP_LANG_EN : ZP_LANG_ZH;
  return 2;
}

int main(int argc, char **argv)
{
  choose_characters();
  const char *no_color = getenv("NO_COLOR");
  zp_cli cli = {
    .out = stdout, .err = stderr, .lang = choose_language(),
    .color = isatty(STDERR_FILENO) && (no_color == NULL || no_color[0] == '\0'),
    .width = terminal_width(STDOUT_FILENO), .packs = zp_text_from(getenv("ZIPING_PACKS")),
  };
  int taken = take_language(&cli, argc, argv);
  zp_exit status = dispatch(&cli, argc - taken, argv + taken);
  if (fflush(stdout) != 0 || ferror(stdout)) return ZP_EXIT_INTERNAL;
  return (int)status;
}

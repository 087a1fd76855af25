// main.c: chooses language and terminal facts, then the subcommand.
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/digest.h"
#include "cli/cli.h"

typedef struct command {
  const char *name;
  zp_exit (*run)(const zp_cli *cli, int argc, char **argv);
} command;

static const command commands[] = {
  { "score", zp_cmd_score },
  { "check", zp_cmd_check },
  { "audit", zp_cmd_audit },
  { "report", zp_cmd_report },
  { "explain", zp_cmd_explain },
  { "verify", zp_cmd_verify },
  { "merge", zp_cmd_merge },
  { "form", zp_cmd_form },
  { "monitor", zp_cmd_monitor },
  { "value", zp_cmd_value },
  { "rules", zp_cmd_rules },
  { "diff", zp_cmd_diff },
  { "years", zp_cmd_years },
  { "what-if", zp_cmd_what_if },
  { "demo", zp_cmd_demo },
  { "doctor", zp_cmd_doctor },
  { "worker", zp_cmd_worker },
  { "unpack", zp_cmd_unpack },
  { "convert", zp_cmd_convert },
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

/// `--lang zh|en` may stand before the subcommand; *taken is how many words it took. Where it stands behind, the command reads it; that the
/// words before it are answered in its language too, it is looked for here.
static bool read_language(zp_cli *cli, int argc, char **argv, int *taken)
{
  *taken = 0;
  for (int i = 1; i + 1 < argc && strcmp(argv[i], "--") != 0; i++)
    if (strcmp(argv[i], "--lang") == 0) zp_take_language(cli, argv[i + 1]);
  if (argc < 3 || strcmp(argv[1], "--lang") != 0) return true;
  *taken = 2;
  return zp_take_language(cli, argv[2]);
}

/// What was printed may be lost only now: the disk is full.
static zp_exit close_output(const zp_cli *cli, zp_exit status)
{
  char room[ZP_ERROR_ARG];
  zp_error err = { 0 };
  bool failed = ferror(cli->out) != 0;
  int cause = fflush(cli->out) != 0 ? errno : EIO;
  if (!failed && ferror(cli->out) == 0) return status;
  zp_fail(&err, ZP_E_WRITE, NULL, zp_word_arg(ZP_W_STANDARD_OUTPUT), zp_error_cause(cause, room), (zp_text){ NULL, 0 });
  zp_say_error(cli, &err);
  return ZP_EXIT_INTERNAL;
}

/// A timer may start the program without standard files; what it opens next must not take their place, or a table is
/// printed into a journal. Writing to one that was not there goes on to fail.
static void fill_standard_files(void)
{
  for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
    if (fcntl(file, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDONLY) != file) _exit(ZP_EXIT_INTERNAL);
}

int main(int argc, char **argv)
{
  fill_standard_files();
  choose_characters();
  zp_digest_prepare();
  const char *no_color = getenv("NO_COLOR");
  zp_cli cli = {
    .out = stdout, .err = stderr, .lang = choose_language(),
    .color = isatty(STDERR_FILENO) && (no_color == NULL || no_color[0] == '\0'),
    .width = terminal_width(STDOUT_FILENO), .packs = zp_text_from(getenv("ZIPING_PACKS")),
  };
  int taken;
  if (!read_language(&cli, argc, argv, &taken)) return (int)zp_say_usage(&cli, ZP_W_USAGE_LANG, argv[2]);
  return (int)close_output(&cli, dispatch(&cli, argc - taken, argv + taken));
}

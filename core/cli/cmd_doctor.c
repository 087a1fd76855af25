// cmd_doctor.c: ziping doctor: looks at this machine for what ziping needs and says what is missing.
#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/encoding.h"
#include "batch/confine.h"
#include "batch/office.h"
#include "cli/cli.h"

enum { OFFICE_SECONDS = 60, FREE_LEAST = 1 << 30, FILES_LEAST = 256, ROWS_MOST = 8 };  // bytes, open files
static const zp_text none = { "", 0 };

typedef enum judged { GOOD, OPTIONAL, BAD } judged;

/// What was looked at, and what was found.
typedef struct row {
  const char *id;
  zp_word name;
  judged verdict;
  zp_text found;    // empty: nothing
  zp_text advice;   // empty when it is good
} row;

typedef struct doctor {
  const zp_cli *cli;
  zp_arena *arena;
  row rows[ROWS_MOST];
  size_t count;
} doctor;

static zp_text filled(doctor *d, zp_word word, zp_text a, zp_text b)
{
  enum { ROOM = 2 * ZP_ERROR_ARG + 256 };
  char room[ROOM];
  const zp_text args[3] = { a, b, none };
  size_t len = zp_message_fill(zp_word_text(word, d->cli->lang), d->cli->lang, args, room, sizeof room);
  return zp_text_copy((zp_text){ room, len }, d->arena);
}

static void add(doctor *d, const char *id, zp_word name, judged verdict, zp_text found, zp_word advice, zp_text about)
{
  d->rows[d->count++] = (row){ id, name, verdict, found, verdict == GOOD ? none : filled(d, advice, about, none) };
}

/// The sentence of an error as an argument of an advice.
static zp_text said(doctor *d, const zp_error *err)
{
  enum { ROOM = 4 * ZP_ERROR_ARG };
  char room[ROOM];
  const zp_text args[3] = { zp_text_from(err->arg[0]), zp_text_from(err->arg[1]), zp_text_from(err->arg[2]) };
  size_t len = zp_message_fill(zp_status_sentence(err->status, d->cli->lang), d->cli->lang, args, room, sizeof room);
  return zp_text_copy((zp_text){ room, len }, d->arena);
}

/// Form layouts and the usual pack, opened as a run opens them.
static void look_at_rules(doctor *d)
{
  zp_error err = { 0 };
  zp_layouts layouts;
  zp_pack_place place;
  zp_host *host = NULL;
  zp_status status = zp_forms_load(d->arena, &layouts, &err);
  if (status == ZP_OK) status = zp_pack_find(d->cli, ZP_TEXT("mof-2020"), d->arena, &place, &err);
  if (status == ZP_OK) status = zp_host_open(&place, &host, &err);
  zp_host_close(host);
  add(d, "rules", ZP_W_DOCTOR_RULES, status == ZP_OK ? GOOD : BAD, zp_rules_folder(d->arena), ZP_W_DOCTOR_RULES_BAD,
      status == ZP_OK ? none : said(d, &err));
}

static void look_at_sample(doctor *d)
{
  zp_text folder = zp_sample_folder(d->arena);
  add(d, "sample", ZP_W_DOCTOR_SAMPLE, folder.len != 0 ? GOOD : OPTIONAL, folder, ZP_W_DOCTOR_SAMPLE_NONE, none);
}

/// A process confines itself as a worker does, and lives.
static void look_at_sandbox(doctor *d)
{
  zp_error err = { 0 };
  int status = 0;
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) _exit(zp_confine_limits(&err) == ZP_OK && zp_confine_calls(&err) == ZP_OK ? 0 : 1);
  bool ended = child > 0 && waitpid(child, &status, 0) == child;
  bool fine = ended && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  add(d, "sandbox", ZP_W_DOCTOR_SANDBOX, fine ? GOOD : BAD, fine ? ZP_TEXT("seccomp") : none, ZP_W_DOCTOR_SANDBOX_BAD, none);
}

static void look_at_encoding(doctor *d)
{
  zp_error err = { 0 };
  zp_text text;
  bool fine = zp_encoding_read(ZP_TEXT("\xD7\xD4"), none, ZP_ENCODING_GB18030, d->arena, &text, &err) == ZP_OK;
  add(d, "encoding", ZP_W_DOCTOR_ENCODING, fine ? GOOD : BAD, fine ? ZP_TEXT("UTF-8, GB18030") : none, ZP_W_DOCTOR_ENCODING_BAD, none);
}

static const char *temporary(void)
{
  const char *folder = getenv("TMPDIR");
  return folder == NULL || folder[0] != '/' ? "/tmp" : folder;
}

/// A file can be made there, and there is room.
static void look_at_temporary(doctor *d)
{
  struct statvfs disk;
  char cause[ZP_ERROR_ARG];
  zp_text path = zp_text_format(d->arena, "%s/ziping-doctor-XXXXXX", temporary()), folder = zp_text_from(temporary());
  int file = path.ptr == NULL ? -1 : mkstemp((char *)(uintptr_t)path.ptr);
  if (file < 0) {
    add(d, "temporary", ZP_W_DOCTOR_TEMPORARY, BAD, folder, ZP_W_DOCTOR_TEMPORARY_BAD, zp_error_cause(errno, cause));
    return;
  }
  unlink(path.ptr);
  bool told = fstatvfs(file, &disk) == 0;
  close(file);
  uint64_t free_bytes = told ? (uint64_t)disk.f_bavail * disk.f_frsize : 0;
  zp_text room = zp_text_format(d->arena, "%llu MiB", (unsigned long long)(free_bytes >> 20));
  add(d, "temporary", ZP_W_DOCTOR_TEMPORARY, free_bytes >= FREE_LEAST ? GOOD : OPTIONAL, filled(d, ZP_W_DOCTOR_FREE, folder, room),
      ZP_W_DOCTOR_FREE_LITTLE, room);
}

static void look_at_limits(doctor *d)
{
  struct rlimit files = { 0, 0 };
  getrlimit(RLIMIT_NOFILE, &files);
  zp_text number = zp_text_format(d->arena, "%llu", (unsigned long long)files.rlim_cur);
  add(d, "files", ZP_W_DOCTOR_FILES, files.rlim_cur >= FILES_LEAST ? GOOD : OPTIONAL, number, ZP_W_DOCTOR_FILES_FEW, number);
  add(d, "processors", ZP_W_DOCTOR_PROCESSORS, GOOD, zp_text_format(d->arena, "%ld", sysconf(_SC_NPROCESSORS_ONLN)),
      ZP_W_DOCTOR_PROCESSORS, none);
}

static void look_at_office(doctor *d)
{
  const zp_office_setup setup = { "/proc/self/exe", getenv("PATH"), temporary(), OFFICE_SECONDS };
  zp_office office = { .version = none };
  zp_error err = { 0 };
  bool fine = zp_office_open(&setup, d->arena, &office, &err) == ZP_OK && office.soffice.len != 0;
  add(d, "libreoffice", ZP_W_DOCTOR_OFFICE, fine ? GOOD : OPTIONAL, fine ? office.version : none, ZP_W_DOCTOR_OFFICE_NONE, none);
}

// ---- telling -------------------------------------------------------------------------------------------------------------

static size_t rows_of(const doctor *d, judged verdict)
{
  size_t count = 0;
  for (size_t i = 0; i < d->count; i++) count += d->rows[i].verdict == verdict;
  return count;
}

static void pad(FILE *file, const char *text, size_t width)
{
  fputs(text, file);
  for (size_t at = zp_text_width(zp_text_from(text)); at < width; at++) fputc(' ', file);
}

static void tell_rows(doctor *d)
{
  static const zp_word verdicts[] = { ZP_W_DOCTOR_GOOD, ZP_W_DOCTOR_OPTIONAL, ZP_W_DOCTOR_BAD };
  FILE *out = d->cli->out;
  zp_lang lang = d->cli->lang;
  size_t first = 0, second = 0;
  for (size_t i = 0; i < d->count; i++) {
    size_t a = zp_text_width(zp_text_from(zp_word_text(verdicts[d->rows[i].verdict], lang)));
    size_t b = zp_text_width(zp_text_from(zp_word_text(d->rows[i].name, lang)));
    if (a > first) first = a;
    if (b > second) second = b;
  }
  for (size_t i = 0; i < d->count; i++) {
    const row *r = &d->rows[i];
    char shown[ZP_ERROR_ARG];
    zp_text_clean(r->found, shown, sizeof shown);
    pad(out, zp_word_text(verdicts[r->verdict], lang), first + 2);
    pad(out, zp_word_text(r->name, lang), shown[0] == '\0' ? 0 : second + 2);
    fprintf(out, "%s\n", shown);
    if (r->advice.len != 0) fprintf(out, "%*s%.*s\n", (int)first + 2, "", ZP_ARG(r->advice));
  }
  char number[32];
  size_t bad = rows_of(d, BAD);
  snprintf(number, sizeof number, "%zu", bad);
  zp_text end = filled(d, bad == 0 ? ZP_W_DOCTOR_FINE : ZP_W_DOCTOR_NOT_FINE, zp_text_from(number), none);
  fprintf(out, "\n%.*s\n", ZP_ARG(end));
}

/// False when memory is short.
static bool tell_json(const doctor *d)
{
  static const char *const verdicts[] = { "ok", "optional", "bad" };
  json_t *list = json_array();
  for (size_t i = 0; i < d->count; i++) {
    const row *r = &d->rows[i];
    json_t *item = json_pack("{s:s, s:s, s:s%, s:s%}", "id", r->id, "verdict", verdicts[r->verdict], "found", r->found.ptr, r->found.len,
                             "advice", r->advice.ptr, r->advice.len);
    if (item == NULL || json_array_append_new(list, item) != 0) {
      json_decref(list);
      return false;
    }
  }
  json_t *root = json_pack("{s:b, s:o}", "ready", rows_of(d, BAD) == 0, "checks", list);
  bool fine = root != NULL && json_dumpf(root, d->cli->out, JSON_INDENT(2)) == 0;
  fputc('\n', d->cli->out);
  json_decref(root);
  return fine;
}

// ---- the command ---------------------------------------------------------------------------------------------------------

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, bool *json, bool *done)
{
  static const struct option table[] = {
    { "format", required_argument, NULL, 'f' },
    { "lang", required_argument, NULL, 'l' },
    { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
  };
  *done = true;
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":h", table, NULL)) != -1;) {
    switch (c) {
      case 'f':
        *json = strcmp(optarg, "json") == 0;
        if (!*json && strcmp(optarg, "text") != 0) return zp_say_usage(cli, ZP_W_USAGE_DOCTOR_FORMAT, optarg);
        break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return zp_say_help(cli, ZP_W_HELP_DOCTOR);
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  if (optind < argc) return zp_say_usage(cli, ZP_W_USAGE_DOCTOR_WORD, argv[optind]);
  *done = false;
  return ZP_EXIT_OK;
}

zp_exit zp_cmd_doctor(const zp_cli *cli, int argc, char **argv)
{
  static void (*const looks[])(doctor *) = { look_at_rules,     look_at_sample, look_at_sandbox, look_at_encoding,
                                             look_at_temporary, look_at_limits, look_at_office };
  zp_cli own = *cli;
  bool json = false, done;
  zp_error err = { 0 };
  zp_exit usage = read_options(&own, argc, argv, &json, &done);
  if (done) return usage;
  doctor d = { .cli = &own, .arena = zp_cli_arena(&own) };
  if (d.arena == NULL) return ZP_EXIT_INTERNAL;
  for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) looks[i](&d);
  bool fine = !zp_arena_short(d.arena);
  if (fine && json) fine = tell_json(&d);
  else if (fine) tell_rows(&d);
  if (!fine) {
    zp_fail_memory(&err);
    zp_say_error(&own, &err);
  }
  zp_exit status = !fine ? ZP_EXIT_INTERNAL : rows_of(&d, BAD) == 0 ? ZP_EXIT_OK : ZP_EXIT_PARTLY;
  zp_arena_free(d.arena);
  return status;
}

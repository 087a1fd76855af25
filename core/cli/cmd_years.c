// cmd_years.c: ziping years: the results of several years side by side.
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "plugins/reports/years_report.h"
#include "store/years.h"

typedef struct options {
  bool json, all;
  char *const *results;
  size_t count;
  bool labelled;
  zp_text labels;       // "2022,2023"
} options;

/// A result, its year and what it is called.
typedef struct source {
  zp_stored stored;
  int year;             // 0: not known
  zp_text label;
  size_t order;         // as given
} source;

typedef struct session {
  const zp_cli *cli;
  source sources[ZP_YEARS_MOST];
  size_t count;
  zp_arena *arena;
} session;

// ---- options -----------------------------------------------------------------------------------------------------------------

static zp_exit take_results(const zp_cli *cli, int argc, char **argv, options *o)
{
  o->results = argv + optind;
  o->count = (size_t)(argc - optind);
  if (o->count < 2) return zp_say_usage(cli, ZP_W_USAGE_YEARS_TWO, "");
  if (o->count > ZP_YEARS_MOST) return zp_say_usage(cli, ZP_W_USAGE_YEARS_MOST, argv[optind + ZP_YEARS_MOST]);
  return ZP_EXIT_OK;
}

/// Sets *done when nothing more is to be done and the status returned is the command's.
static zp_exit read_options(zp_cli *cli, int argc, char **argv, options *o, bool *done)
{
  static const struct option table[] = {
    { "format", required_argument, NULL, 'f' }, { "label", required_argument, NULL, 'L' }, { "all", no_argument, NULL, 'a' },
    { "lang", required_argument, NULL, 'l' },   { "help", no_argument, NULL, 'h' },        { NULL, 0, NULL, 0 },
  };
  *done = true;
  optind = 0;
  opterr = 0;
  for (int c; (c = getopt_long(argc, argv, ":h", table, NULL)) != -1;) {
    switch (c) {
      case 'f':
        o->json = strcmp(optarg, "json") == 0;
        if (!o->json && strcmp(optarg, "text") != 0) return zp_say_usage(cli, ZP_W_USAGE_VALUE, optarg);
        break;
      case 'L':
        o->labelled = true;
        o->labels = zp_text_from(optarg);
        break;
      case 'a': o->all = true; break;
      case 'l':
        if (!zp_take_language(cli, optarg)) return zp_say_usage(cli, ZP_W_USAGE_LANG, optarg);
        break;
      case 'h': return zp_say_help(cli, ZP_W_HELP_YEARS);
      case ':': return zp_say_usage(cli, ZP_W_USAGE_ARGUMENT, argv[optind - 1]);
      default: return zp_say_usage(cli, ZP_W_USAGE_OPTION, argv[optind - 1]);
    }
  }
  zp_exit status = take_results(cli, argc, argv, o);
  *done = status != ZP_EXIT_OK;
  return status;
}

// ---- what the years are called -------------------------------------------------------------------------------------------------

/// As many names as results, none of them blank.
static bool take_labels(session *s, zp_text labels)
{
  for (size_t i = 0; i < s->count; i++) {
    size_t comma = zp_text_find(labels, ZP_TEXT(","));
    bool last = comma == SIZE_MAX;
    if (last != (i + 1 == s->count)) return false;
    s->sources[i].label = zp_text_trim(zp_text_slice(labels, 0, last ? labels.len : comma));
    if (s->sources[i].label.len == 0) return false;
    if (!last) labels = zp_text_slice(labels, comma + 1, labels.len);
  }
  return true;
}

/// The folder that the result is in, or its own name.
static zp_text place_label(const char *path, zp_arena *arena)
{
  zp_text whole = zp_text_copy(zp_text_from(path), arena);
  while (whole.len > 1 && whole.ptr[whole.len - 1] == '/') whole.len--;
  zp_text last = zp_text_last_part(whole);
  if (!zp_text_equal(last, ZP_TEXT("result.msgpack")) || last.len == whole.len) return last;
  return zp_text_last_part(zp_text_slice(whole, 0, whole.len - last.len - 1));
}

/// Names of folders, and what was typed, may be anything: fit to be shown, and UTF-8.
static bool clean_labels(session *s)
{
  for (size_t i = 0; i < s->count; i++) {
    char room[ZP_ERROR_ARG];
    zp_text_clean(s->sources[i].label, room, sizeof room);
    s->sources[i].label = zp_text_copy(zp_text_from(room), s->arena);
  }
  return !zp_arena_short(s->arena);
}

static bool make_labels(session *s, const options *o)
{
  if (o->labelled) return take_labels(s, o->labels);
  for (size_t i = 0; i < s->count; i++) {
    source *one = &s->sources[i];
    one->label = one->year != 0 ? zp_text_format(s->arena, "%d", one->year) : place_label(o->results[i], s->arena);
  }
  return true;
}

static int by_year(const void *a, const void *b)
{
  const source *left = a, *right = b;
  if (left->year != right->year) return left->year < right->year ? -1 : 1;
  return left->order < right->order ? -1 : 1;
}

/// In the order of their years when all are known, else as given.
static void sort_years(session *s)
{
  for (size_t i = 0; i < s->count; i++)
    if (s->sources[i].year == 0) return;
  qsort(s->sources, s->count, sizeof s->sources[0], by_year);
}

/// Of two the same, which is said by the usage error.
static zp_text twice(const session *s)
{
  for (size_t i = 0; i < s->count; i++)
    for (size_t k = 0; k < i; k++)
      if (zp_text_equal(s->sources[i].label, s->sources[k].label)) return s->sources[i].label;
  return ZP_TEXT("");
}

/// A result that was given before, which would be compared with itself; NULL: none.
static const char *given_twice(const session *s, const options *o)
{
  for (size_t i = 0; i < s->count; i++)
    for (size_t k = 0; k < i; k++)
      if (zp_text_equal(s->sources[i].stored.result->digest, s->sources[k].stored.result->digest)) return o->results[i];
  return NULL;
}

// ---- all of it -------------------------------------------------------------------------------------------------------------------

static zp_status open_all(session *s, const options *o, zp_error *err)
{
  for (size_t i = 0; i < o->count; i++) {
    source *one = &s->sources[i];
    if (zp_result_open_by_unit(o->results[i], s->arena, &one->stored, err) != ZP_OK) return err->status;
    s->count++;
    one->year = zp_result_year(one->stored.result);
    one->order = i;
  }
  return ZP_OK;
}

static zp_status write(const session *s, const options *o, zp_error *err)
{
  zp_years_source years[ZP_YEARS_MOST];
  zp_years all;
  zp_sink sink = { .arena = s->arena };
  const zp_report_options how = { .lang = s->cli->lang, .width = s->cli->width, .brief = !o->all };
  for (size_t i = 0; i < s->count; i++) years[i] = (zp_years_source){ &s->sources[i].stored, s->sources[i].label };
  zp_status status = zp_years_make(years, s->count, s->arena, &all, err);
  if (status == ZP_OK) status = o->json ? zp_years_json(&all, &sink, err) : zp_years_text(&all, &how, &sink, err);
  if (status == ZP_OK) fwrite(sink.bytes, 1, sink.len, s->cli->out);  // main looks at the stream's error when all is written
  return status;
}

static zp_exit run(session *s, const options *o)
{
  char label[ZP_ERROR_ARG];
  zp_error err = { 0 };
  zp_status status = open_all(s, o, &err);
  if (status == ZP_OK && !make_labels(s, o)) return zp_say_usage(s->cli, ZP_W_USAGE_YEARS_LABELS, "");
  if (status == ZP_OK && !clean_labels(s)) status = zp_fail_memory(&err);
  const char *again = status == ZP_OK ? given_twice(s, o) : NULL;
  if (again != NULL) return zp_say_usage(s->cli, ZP_W_USAGE_YEARS_SAME, again);
  zp_text same = status == ZP_OK ? twice(s) : ZP_TEXT("");
  zp_text_clean(same, label, sizeof label);
  if (same.len != 0) return zp_say_usage(s->cli, ZP_W_USAGE_YEARS_TWICE, label);
  sort_years(s);
  if (status == ZP_OK) status = write(s, o, &err);
  if (status != ZP_OK) zp_say_error(s->cli, &err);
  return zp_result_exit(status);
}

zp_exit zp_cmd_years(const zp_cli *cli, int argc, char **argv)
{
  zp_cli own = *cli;
  options o = { .json = false };
  bool done;
  zp_exit status = read_options(&own, argc, argv, &o, &done);
  if (done) return status;
  session *s = calloc(1, sizeof *s);
  if (s != NULL) *s = (session){ .cli = &own, .arena = zp_arena_new(NULL, 0) };
  if (s == NULL || s->arena == NULL) {
    zp_error err = { 0 };
    zp_fail_memory(&err);
    zp_say_error(&own, &err);
    free(s);
    return ZP_EXIT_INTERNAL;
  }
  status = run(s, &o);
  for (size_t i = 0; i < s->count; i++) zp_stored_close(&s->sources[i].stored);
  zp_arena_free(s->arena);
  free(s);
  return status;
}

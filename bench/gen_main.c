// gen_main.c: ziping_gen: writes a seeded district into a folder, a folder for each unit or all in one file.
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "gen.h"

typedef enum format { FORMAT_CSV, FORMAT_JSON, FORMAT_MSGPACK, FORMAT_TSV } format;
static const char *const formats[] = { "csv", "json", "msgpack", "tsv" };
enum { FORMATS = sizeof formats / sizeof formats[0], PATH_ROOM = 4096 };

typedef struct options {
  zp_gen gen;
  int format;
  bool single;
  const char *out;
} options;

static const char usage[] =
  "usage: ziping_gen --out DIR [--units N] [--projects P] [--indicators I] [--seed S] [--format NAME]\n"
  "                  [--single] [--mess PERCENT] [--change PERCENT]\n"
  "  --units 10 --projects 10 --indicators 10 (1 to 90 a project) --seed 1\n"
  "  --format csv      filled forms, as people write them (the default)\n"
  "           json, msgpack  unit records\n"
  "           tsv            typed rows, for programs that read no records\n"
  "  --single          one file DIR/district.FORMAT instead of a folder for each unit\n"
  "  --mess PERCENT    of the indicators are spoilt: blank, unreadable, another unit, written twice\n"
  "  --change PERCENT  of the units get other values: the same district a day later\n";

static int stop(const char *what, const char *name)
{
  fprintf(stderr, "ziping_gen: %s: %s\n", what, name);
  exit(1);
}

static size_t number(const char *text, size_t least, size_t most)
{
  char *end;
  errno = 0;
  unsigned long long value = strtoull(text, &end, 10);
  if (errno != 0 || *end != '\0' || end == text || text[0] == '-' || value < least || value > most) stop("not a number in range", text);
  return (size_t)value;
}

static int format_named(const char *name)
{
  for (int i = 0; i < FORMATS; i++)
    if (strcmp(formats[i], name) == 0) return i;
  return stop("no such format", name);
}

static options read_options(int argc, char **argv)
{
  static const struct option table[] = {
    { "units", required_argument, NULL, 'u' },  { "projects", required_argument, NULL, 'p' },
    { "indicators", required_argument, NULL, 'i' }, { "seed", required_argument, NULL, 's' },
    { "format", required_argument, NULL, 'f' }, { "out", required_argument, NULL, 'o' },
    { "mess", required_argument, NULL, 'm' },   { "change", required_argument, NULL, 'c' },
    { "single", no_argument, NULL, '1' },       { NULL, 0, NULL, 0 },
  };
  options o = { .gen = { .seed = 1, .units = 10, .projects = 10, .indicators = 10 } };
  for (int c; (c = getopt_long(argc, argv, "", table, NULL)) != -1;) {
    switch (c) {
      case 'u': o.gen.units = number(optarg, 1, 1000000); break;
      case 'p': o.gen.projects = number(optarg, 1, 999); break;
      case 'i': o.gen.indicators = number(optarg, 1, 90); break;
      case 's': o.gen.seed = number(optarg, 0, UINT32_MAX); break;
      case 'f': o.format = format_named(optarg); break;
      case 'o': o.out = optarg; break;
      case 'm': o.gen.mess = (unsigned)number(optarg, 0, 100); break;
      case 'c': o.gen.change = (unsigned)number(optarg, 0, 100); break;
      case '1': o.single = true; break;
      default: fputs(usage, stderr); exit(2);
    }
  }
  if (o.out != NULL && optind == argc) return o;
  fputs(usage, stderr);
  exit(2);
}

static void put_head(format how, zp_sink *sink)
{
  if (how == FORMAT_CSV) zp_gen_csv_head(sink);
  if (how == FORMAT_TSV) zp_gen_tsv_head(sink);
}

static void put_unit(format how, const zp_gen_unit *unit, zp_sink *sink)
{
  switch (how) {
    case FORMAT_CSV: zp_gen_csv_unit(unit, sink); break;
    case FORMAT_JSON: zp_gen_record(unit, true, sink); break;
    case FORMAT_MSGPACK: zp_gen_record(unit, false, sink); break;
    case FORMAT_TSV: zp_gen_tsv_unit(unit, sink); break;
  }
}

static void make_folder(const char *path)
{
  if (mkdir(path, 0777) != 0 && errno != EEXIST) stop(path, strerror(errno));
}

/// The file a unit goes to, opened; the folder is made.
static FILE *open_unit(const options *o, const zp_gen_unit *unit)
{
  char path[PATH_ROOM];
  int len = snprintf(path, sizeof path, "%s/%s-%s", o->out, unit->code, unit->name);
  if (len < 0 || len >= PATH_ROOM) stop("too long a path", o->out);
  make_folder(path);
  size_t rest = sizeof path - (size_t)len;
  len = snprintf(path + len, rest, "/%s.%s", zp_gen_word_text(GEN_WORD_FILE), formats[o->format]);
  if (len < 0 || (size_t)len >= rest) stop("too long a path", o->out);
  FILE *file = fopen(path, "wb");
  if (file == NULL) stop(path, strerror(errno));
  return file;
}

static FILE *open_single(const options *o)
{
  char path[PATH_ROOM];
  int len = snprintf(path, sizeof path, "%s/district.%s", o->out, formats[o->format]);
  if (len < 0 || len >= PATH_ROOM) stop("too long a path", o->out);
  FILE *file = fopen(path, "wb");
  if (file == NULL) stop(path, strerror(errno));
  return file;
}

static void write_all(const zp_sink *sink, FILE *file)
{
  if (sink->failed || fwrite(sink->bytes, 1, sink->len, file) != sink->len) stop("writing", sink->failed ? "no memory" : strerror(errno));
}

static void write_unit(const options *o, size_t index, FILE *single)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  const zp_gen_unit *unit = arena == NULL ? NULL : zp_gen_draw(&o->gen, index, arena);
  if (unit == NULL) stop("drawing", "no memory");
  zp_sink sink = { .arena = arena };
  if (single == NULL || index == 0) put_head((format)o->format, &sink);
  put_unit((format)o->format, unit, &sink);
  FILE *file = single != NULL ? single : open_unit(o, unit);
  write_all(&sink, file);
  if (single == NULL && fclose(file) != 0) stop("writing", strerror(errno));
  zp_arena_free(arena);
}

int main(int argc, char **argv)
{
  options o = read_options(argc, argv);
  make_folder(o.out);
  FILE *single = o.single ? open_single(&o) : NULL;
  for (size_t u = 0; u < o.gen.units; u++) write_unit(&o, u, single);
  if (single != NULL && fclose(single) != 0) stop("writing", strerror(errno));
  return 0;
}

// limit.c: the rules of mof-2020 hard-coded over unit records, with msgpack-c: what ziping is measured against. Trusts its input,
// keeps no evidence, computes in doubles, reads no other form.
// Usage: limit OUT PATH… ; a PATH is a file of records or a folder of such files and folders. Prints rows and cents.
#include <fcntl.h>
#include <fts.h>
#include <math.h>
#include <msgpack.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/gen_words.def"

typedef enum kind { KIND_NONE, KIND_NUMBER, KIND_PERCENT, KIND_MONEY, KIND_DATE, KIND_WORDS } kind;
typedef enum op { OP_NONE, OP_EQ, OP_GE, OP_LE } op;
typedef enum band { BAND_NONE, BAND_MET, BAND_PARTIAL, BAND_UNMET } band;

typedef struct text { const char *ptr; size_t len; } text;

typedef struct value {
  kind kind;
  op op;
  double number;  // dates: as year, month and day in one number
  text unit, words;
} value;

typedef struct row {
  value target, actual;
  bool cost;
  double weight, declared;  // declared -1: none
} row;

typedef struct tally {
  msgpack_packer packer;
  uint64_t rows;
  int64_t cents;
} tally;

static int stop(const char *what)
{
  fprintf(stderr, "limit: %s\n", what);
  exit(1);
}

#define IS(text, literal) ((text).len == sizeof literal - 1 && memcmp((text).ptr, literal, sizeof literal - 1) == 0)

static text text_of(const msgpack_object *o)
{
  if (o->type != MSGPACK_OBJECT_STR) stop("no text");
  return (text){ o->via.str.ptr, o->via.str.size };
}

static double whole_of(const msgpack_object *o)
{
  if (o->type == MSGPACK_OBJECT_POSITIVE_INTEGER) return (double)o->via.u64;
  if (o->type == MSGPACK_OBJECT_NEGATIVE_INTEGER) return (double)o->via.i64;
  return stop("no whole number");
}

// ---- rules ---------------------------------------------------------------------------------------------------------

static double execution(double executed, double revised, double weight)
{
  if (revised == 0) return executed == 0 ? weight : stop("spent without a budget");
  return executed > revised ? weight : weight * executed / revised;
}

static double up(double actual, double target, double weight)
{
  if (actual >= target) return weight;
  return actual <= 0 ? 0 : weight * actual / target;
}

static double down(double actual, double target, double weight)
{
  if (actual <= target) return weight;
  return target == 0 ? 0 : weight * target / actual;
}

static band band_of(const row *r)
{
  static const struct { band band; text words; } known[] = {
#define VERDICT(band, words, share) { BAND_##band, { words, sizeof words - 1 } },
    ZP_GEN_VERDICTS(VERDICT)
  };
  text said = r->actual.words, wanted = r->target.words;
  if (said.len == wanted.len && memcmp(said.ptr, wanted.ptr, said.len) == 0) return BAND_MET;
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    if (said.len == known[i].words.len && memcmp(said.ptr, known[i].words.ptr, said.len) == 0) return known[i].band;
  return (band)stop("a verdict that is not known");
}

/// Declared points inside of the band are kept.
static double qualitative(band verdict, double weight, double declared)
{
  double share = verdict == BAND_MET ? 1 : verdict == BAND_PARTIAL ? 0.7 : 0;
  double from = verdict == BAND_MET ? 0.8 : verdict == BAND_PARTIAL ? 0.6 : 0;
  double to = verdict == BAND_MET ? 1 : verdict == BAND_PARTIAL ? 0.8 : 0.6;
  if (declared < 0 || weight <= 0) return weight * share;
  double part = declared / weight;
  return part >= from && (part < to || (part == 1 && to == 1)) ? declared : weight * share;
}

static double quantity(const row *r)
{
  double target = r->target.number, actual = r->actual.number;
  if (r->target.unit.len != r->actual.unit.len || memcmp(r->target.unit.ptr, r->actual.unit.ptr, r->target.unit.len) != 0)
    stop("another unit");
  if (r->target.op == OP_GE) return up(actual, target, r->weight);
  if (r->target.op == OP_LE) return down(actual, target, r->weight);
  if (target == 0) return actual <= 0 ? r->weight : 0;
  if (r->cost && r->target.kind != KIND_PERCENT) return down(actual, target, r->weight);
  return up(actual, target, r->weight);
}

static double judge(const row *r)
{
  if (r->target.kind == KIND_WORDS) return qualitative(band_of(r), r->weight, r->declared);
  if (r->actual.kind == KIND_WORDS) return band_of(r) == BAND_MET ? r->weight : stop("a verdict without points");
  if (r->actual.kind != r->target.kind) stop("kinds that differ");
  if (r->target.kind == KIND_DATE) return r->actual.number <= r->target.number ? r->weight : 0;
  return quantity(r);
}

/// Half up to 0.01 of what is left of the answer at 1e-9.
static void add(tally *t, double points)
{
  int64_t cents = (llround(points * 1e9) + 5000000) / 10000000;
  t->rows++;
  t->cents += cents;
  msgpack_pack_int64(&t->packer, cents);
}

// ---- records -------------------------------------------------------------------------------------------------------

static kind kind_of(text name)
{
  if (IS(name, "percent")) return KIND_PERCENT;
  if (IS(name, "number")) return KIND_NUMBER;
  if (IS(name, "qualitative")) return KIND_WORDS;
  if (IS(name, "money")) return KIND_MONEY;
  if (IS(name, "date")) return KIND_DATE;
  return (kind)stop("a kind that is not known");
}

static op op_of(text name)
{
  if (IS(name, ">=")) return OP_GE;
  if (IS(name, "=")) return OP_EQ;
  if (IS(name, "<=")) return OP_LE;
  return (op)stop("an operator that is not known");
}

static double decimal(const msgpack_object *o)
{
  static const double power[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000 };
  if (o->type != MSGPACK_OBJECT_ARRAY || o->via.array.size != 2) stop("no quantity");
  uint64_t places = o->via.array.ptr[1].via.u64;
  return places > 8 ? stop("too many places") : whole_of(&o->via.array.ptr[0]) / power[places];
}

static double date(const msgpack_object *o)
{
  if (o->type != MSGPACK_OBJECT_ARRAY || o->via.array.size != 3) stop("no date");
  const msgpack_object *part = o->via.array.ptr;
  return whole_of(&part[0]) * 10000 + whole_of(&part[1]) * 100 + whole_of(&part[2]);
}

static const msgpack_object_map *map_of(const msgpack_object *o)
{
  if (o->type != MSGPACK_OBJECT_MAP) stop("no map");
  return &o->via.map;
}

static const msgpack_object_array *list_of(const msgpack_object *o)
{
  if (o->type != MSGPACK_OBJECT_ARRAY) stop("no list");
  return &o->via.array;
}

static value value_of(const msgpack_object *o)
{
  const msgpack_object_map *map = map_of(o);
  value v = { 0 };
  for (uint32_t i = 0; i < map->size; i++) {
    text key = text_of(&map->ptr[i].key);
    const msgpack_object *member = &map->ptr[i].val;
    if (IS(key, "kind")) v.kind = kind_of(text_of(member));
    else if (IS(key, "op")) v.op = op_of(text_of(member));
    else if (IS(key, "value")) v.number = decimal(member);
    else if (IS(key, "unit")) v.unit = text_of(member);
    else if (IS(key, "date")) v.number = date(member);
    else if (IS(key, "text")) v.words = text_of(member);
    else stop("a key of a value");
  }
  return v;
}

static void score_indicator(const msgpack_object *o, tally *t)
{
  const msgpack_object_map *map = map_of(o);
  row r = { .declared = -1 };
  for (uint32_t i = 0; i < map->size; i++) {
    text key = text_of(&map->ptr[i].key);
    const msgpack_object *member = &map->ptr[i].val;
    if (IS(key, "target")) r.target = value_of(member);
    else if (IS(key, "actual")) r.actual = value_of(member);
    else if (IS(key, "weight_e4")) r.weight = whole_of(member) / 10000;
    else if (IS(key, "declared_e4")) r.declared = whole_of(member) / 10000;
    else if (IS(key, "level2")) r.cost = IS(text_of(member), ZP_GEN_COST);
  }
  add(t, judge(&r));
}

static void score_project(const msgpack_object *o, tally *t)
{
  const msgpack_object_map *map = map_of(o);
  const msgpack_object_array *indicators = NULL;
  double revised = 0, executed = 0, weight = 10;
  for (uint32_t i = 0; i < map->size; i++) {
    text key = text_of(&map->ptr[i].key);
    const msgpack_object *member = &map->ptr[i].val;
    if (IS(key, "revised_fen")) revised = whole_of(member) / 100;
    else if (IS(key, "executed_fen")) executed = whole_of(member) / 100;
    else if (IS(key, "indicators")) indicators = list_of(member);
    else if (IS(key, "execution") && map_of(member)->size > 0) weight = whole_of(&map_of(member)->ptr[0].val) / 10000;
  }
  if (indicators == NULL) stop("no indicators");
  msgpack_pack_array(&t->packer, indicators->size + 1u);
  add(t, execution(executed, revised, weight));
  for (uint32_t i = 0; i < indicators->size; i++) score_indicator(&indicators->ptr[i], t);
}

static void score_unit(const msgpack_object *o, tally *t)
{
  const msgpack_object_map *map = map_of(o);
  for (uint32_t i = 0; i < map->size; i++) {
    text key = text_of(&map->ptr[i].key);
    const msgpack_object *member = &map->ptr[i].val;
    if (IS(key, "code")) {
      text code = text_of(member);
      msgpack_pack_str(&t->packer, code.len);
      msgpack_pack_str_body(&t->packer, code.ptr, code.len);
    } else if (IS(key, "projects")) {
      const msgpack_object_array *projects = list_of(member);
      msgpack_pack_array(&t->packer, projects->size);
      for (uint32_t p = 0; p < projects->size; p++) score_project(&projects->ptr[p], t);
    }
  }
}

// ---- files ---------------------------------------------------------------------------------------------------------

static void score_bytes(const char *bytes, size_t len, tally *t)
{
  msgpack_zone *zone = msgpack_zone_new(1 << 20);
  if (zone == NULL) stop("no memory");
  for (size_t at = 0; at < len;) {
    msgpack_object unit;
    msgpack_unpack_return got = msgpack_unpack(bytes, len, &at, zone, &unit);
    if (got != MSGPACK_UNPACK_SUCCESS && got != MSGPACK_UNPACK_EXTRA_BYTES) stop("no msgpack");
    score_unit(&unit, t);
    msgpack_zone_clear(zone);
  }
  msgpack_zone_free(zone);
}

static void score_file(const char *path, tally *t)
{
  struct stat about;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0 || fstat(file, &about) != 0) stop(path);
  size_t len = (size_t)about.st_size, got = 0;
  char *bytes = malloc(len + 1);
  if (bytes == NULL) stop("no memory");
  for (ssize_t n; got < len && (n = read(file, bytes + got, len - got)) > 0;) got += (size_t)n;
  if (got != len) stop(path);
  close(file);
  score_bytes(bytes, len, t);
  free(bytes);
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
  return strcmp((*a)->fts_name, (*b)->fts_name);
}

int main(int argc, char **argv)
{
  if (argc < 3) return fprintf(stderr, "usage: limit OUT PATH...\n"), 2;
  msgpack_sbuffer answer;
  msgpack_sbuffer_init(&answer);
  tally t = { .rows = 0 };
  msgpack_packer_init(&t.packer, &answer, msgpack_sbuffer_write);
  FTS *walk = fts_open(argv + 2, FTS_LOGICAL | FTS_NOCHDIR, by_name);
  if (walk == NULL) stop("no such path");
  for (FTSENT *entry; (entry = fts_read(walk)) != NULL;) {
    if (entry->fts_info == FTS_F) score_file(entry->fts_accpath, &t);
    else if (entry->fts_info != FTS_D && entry->fts_info != FTS_DP) stop(entry->fts_path);
  }
  fts_close(walk);
  FILE *out = fopen(argv[1], "wb");
  if (out == NULL || fwrite(answer.data, 1, answer.size, out) != answer.size || fclose(out) != 0) stop(argv[1]);
  msgpack_sbuffer_destroy(&answer);
  printf("rows %llu\ncents %lld\n", (unsigned long long)t.rows, (long long)t.cents);
  return 0;
}

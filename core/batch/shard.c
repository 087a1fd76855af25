// shard.c: shards by name, and what engines say about themselves.
#include "batch/shard.h"

#include <stdio.h>
#include <string.h>

static const zp_text none = { NULL, 0 };

// ---- engines ---------------------------------------------------------------------------------------------------------

/// How an engine numbers its tasks. Names of variables; NULL: it has none.
typedef struct engine {
  const char *index;        // of this task
  uint64_t origin;          // of the first task, when `first` is NULL
  const char *first, *last, *step, *count;
} engine;

static const engine engines[] = {
  { .index = "SLURM_ARRAY_TASK_ID", .first = "SLURM_ARRAY_TASK_MIN", .last = "SLURM_ARRAY_TASK_MAX",
    .step = "SLURM_ARRAY_TASK_STEP", .count = "SLURM_ARRAY_TASK_COUNT" },
  { .index = "JOB_COMPLETION_INDEX", .origin = 0 },  // Kubernetes
  { .index = "PARALLEL_SEQ", .origin = 1 },
  { .index = "OMPI_COMM_WORLD_RANK", .origin = 0, .count = "OMPI_COMM_WORLD_SIZE" },
  { .index = "PBS_ARRAY_INDEX", .origin = 1 },
  { .index = "SGE_TASK_ID", .first = "SGE_TASK_FIRST", .last = "SGE_TASK_LAST", .step = "SGE_TASK_STEPSIZE" },
};
enum { ENGINES = sizeof engines / sizeof engines[0] };

typedef struct choice {
  zp_shard_lookup lookup;
  void *context;
  zp_arena *arena;
  zp_error *err;
} choice;

/// Fails with a reason: a word with up to three arguments.
static zp_status refuse(const choice *c, zp_word why, zp_text a, zp_text b, zp_text d)
{
  const zp_text args[3] = { a, b, d };
  zp_text reason = zp_word_arg_with(why, args, c->arena);
  return reason.ptr == NULL ? zp_fail_memory(c->err) : zp_fail(c->err, ZP_E_SHARD_UNKNOWN, NULL, reason, none, none);
}

/// What a variable says; NULL when it is not set. Grid Engine sets "undefined" outside of arrays.
static const char *value_of(const choice *c, const char *name)
{
  const char *value = name == NULL ? NULL : c->lookup(c->context, name);
  return value == NULL || value[0] == '\0' || strcmp(value, "undefined") == 0 ? NULL : value;
}

static bool read_number(zp_text digits, uint64_t *out)
{
  enum { DIGITS_MOST = 9 };
  *out = 0;
  if (digits.len == 0 || digits.len > DIGITS_MOST) return false;
  for (size_t i = 0; i < digits.len; i++) {
    if (digits.ptr[i] < '0' || digits.ptr[i] > '9') return false;
    *out = *out * 10 + (uint64_t)(digits.ptr[i] - '0');
  }
  return true;
}

/// A variable as a number; one that is not set leaves *out alone, and *there says so.
static zp_status take(const choice *c, const char *name, uint64_t *out, bool *there)
{
  const char *value = value_of(c, name);
  *there = value != NULL;
  if (value == NULL || read_number(zp_text_from(value), out)) return ZP_OK;
  return refuse(c, ZP_W_SHARD_NO_NUMBER, zp_text_from(name), zp_text_from(value), none);
}

static zp_status find_engine(const choice *c, const engine **out)
{
  *out = NULL;
  for (size_t i = 0; i < ENGINES; i++) {
    if (value_of(c, engines[i].index) == NULL) continue;
    if (*out != NULL) return refuse(c, ZP_W_SHARD_TWO_ENGINES, zp_text_from((*out)->index), zp_text_from(engines[i].index), none);
    *out = &engines[i];
  }
  return *out == NULL ? refuse(c, ZP_W_SHARD_NO_ENGINE, none, none, none) : ZP_OK;
}

/// What an engine's variables say: tasks first, first + step, …; `count` 0: not how many.
typedef struct numbering { uint64_t index, first, last, step, count; } numbering;

static zp_status read_numbering(const choice *c, const engine *e, numbering *out)
{
  bool there, has_last, has_count;
  *out = (numbering){ .first = e->origin, .step = 1 };
  if (take(c, e->index, &out->index, &there) != ZP_OK || take(c, e->first, &out->first, &there) != ZP_OK ||
      take(c, e->step, &out->step, &there) != ZP_OK || take(c, e->last, &out->last, &has_last) != ZP_OK ||
      take(c, e->count, &out->count, &has_count) != ZP_OK)
    return c->err->status;
  if (out->step == 0) out->step = 1;
  bool gaps = out->index > out->first && (out->index - out->first) % out->step != 0;
  if (has_last) {
    uint64_t tasks = out->last < out->first ? 0 : (out->last - out->first) / out->step + 1;
    gaps = gaps || tasks == 0 || (has_count && tasks != out->count);
    out->count = tasks;
  }
  return gaps ? refuse(c, ZP_W_SHARD_GAPS, zp_text_from(e->index), none, none) : ZP_OK;
}

static zp_text print(const choice *c, uint64_t number)
{
  return zp_text_format(c->arena, "%llu", (unsigned long long)number);
}

/// `wanted` 0: as many shards as the engine has tasks.
static zp_status choose_by_engine(const choice *c, uint32_t wanted, zp_shard *out)
{
  const engine *e = NULL;
  numbering n;
  if (find_engine(c, &e) != ZP_OK || read_numbering(c, e, &n) != ZP_OK) return c->err->status;
  if (n.count == 0 && wanted == 0) return refuse(c, ZP_W_SHARD_NO_COUNT, zp_text_from(e->index), none, none);
  if (n.count != 0 && wanted != 0 && n.count != wanted)
    return refuse(c, ZP_W_SHARD_COUNT, zp_text_from(e->index), print(c, n.count), print(c, wanted));
  uint64_t of = wanted != 0 ? wanted : n.count, number = n.index < n.first ? 0 : (n.index - n.first) / n.step + 1;
  if (number == 0 || number > of || of > ZP_SHARDS_MOST)
    return refuse(c, ZP_W_SHARD_OUTSIDE, zp_text_from(e->index), print(c, n.index), print(c, of));
  *out = (zp_shard){ (uint32_t)number, (uint32_t)of };
  return ZP_OK;
}

zp_status zp_shard_choose(zp_text wanted, zp_shard_lookup lookup, void *context, zp_arena *arena, zp_shard *out, zp_error *err)
{
  const choice c = { lookup, context, arena, err };
  const zp_text word = ZP_TEXT("auto"), with_count = ZP_TEXT("auto/");
  uint64_t of;
  if (zp_text_equal(wanted, word)) return choose_by_engine(&c, 0, out);
  if (zp_text_starts(wanted, with_count)) {
    if (read_number(zp_text_slice(wanted, with_count.len, wanted.len), &of) && of >= 1 && of <= ZP_SHARDS_MOST)
      return choose_by_engine(&c, (uint32_t)of, out);
  } else if (zp_shard_read(wanted, out)) {
    return ZP_OK;
  }
  return zp_fail(err, ZP_E_SHARD_WORD, NULL, wanted, none, none);
}

// ---- bundles ---------------------------------------------------------------------------------------------------------

uint32_t zp_shard_of(zp_text name, uint32_t of)
{
  unsigned char digest[ZP_DIGEST_BYTES];
  uint64_t number = 0;
  zp_hash hash;
  zp_hash_start(&hash);
  zp_hash_add(&hash, name);
  zp_hash_end(&hash, digest);
  for (int i = 0; i < 8; i++) number = number << 8 | digest[i];
  return (uint32_t)(number % of) + 1;
}

/// A text behind its length, so that no two lists give the same bytes.
static void add(zp_hash *hash, zp_text text)
{
  char length[24];
  zp_hash_add(hash, (zp_text){ length, (size_t)snprintf(length, sizeof length, "%zu:", text.len) });
  zp_hash_add(hash, text);
}

static void digest_plan(const zp_intake *intake, zp_text base, char plan[ZP_DIGEST_HEX + 1])
{
  unsigned char digest[ZP_DIGEST_BYTES];
  zp_hash hash;
  zp_hash_start(&hash);
  add(&hash, base);
  for (size_t i = 0; i < intake->count; i++) {
    const zp_bundle *bundle = &intake->bundles[i];
    add(&hash, bundle->name);
    for (size_t f = 0; f < bundle->count; f++) add(&hash, bundle->files[f].shown);
    add(&hash, ZP_TEXT(""));  // no file is called so: the bundle ends here
  }
  zp_hash_end(&hash, digest);
  zp_digest_print(digest, plan);
}

void zp_shard_keep(zp_intake *intake, const zp_shard *shard, zp_text base, char plan[ZP_DIGEST_HEX + 1])
{
  size_t kept = 0;
  digest_plan(intake, base, plan);
  intake->file_count = 0;
  for (size_t i = 0; i < intake->count; i++) {
    const zp_bundle bundle = intake->bundles[i];
    if (zp_shard_of(bundle.name, shard->of) != shard->number) continue;
    intake->file_count += bundle.count;
    intake->bundles[kept++] = bundle;
  }
  intake->count = kept;
  if (shard->number != 1) intake->findings.count = 0;
}

// ---- files -----------------------------------------------------------------------------------------------------------

zp_text zp_shard_stem(const zp_shard *shard, zp_arena *arena)
{
  return shard->of == 0 ? ZP_TEXT("result") : zp_text_format(arena, "shard-%u-of-%u", shard->number, shard->of);
}

bool zp_shard_owns(zp_text file_name)
{
  unsigned number, of;
  int end = 0;
  char name[64];
  if (file_name.len >= sizeof name) return false;
  memcpy(name, file_name.ptr, file_name.len);
  name[file_name.len] = '\0';
  if (sscanf(name, "shard-%9u-of-%9u%n", &number, &of, &end) != 2) return false;
  return strcmp(name + end, ".msgpack") == 0 || strcmp(name + end, ".journal") == 0;
}

// merge.c: which files there are and whether they belong together; the joining is assemble.c's.
#include "store/merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LISTED_MOST = 12 };

typedef struct shard {
  zp_span span;
  zp_shard is;
  zp_text digest;     // of the file's bytes
  zp_result *head;
} shard;

typedef struct merge {
  shard *shards;
  size_t count;
  zp_arena *arena;
} merge;

static bool read_number(zp_text digits, uint32_t *out)
{
  *out = 0;
  if (digits.len == 0 || digits.len > 7 || digits.ptr[0] == '0') return false;
  for (size_t i = 0; i < digits.len; i++) {
    if (digits.ptr[i] < '0' || digits.ptr[i] > '9') return false;
    *out = *out * 10 + (uint32_t)(digits.ptr[i] - '0');
  }
  return *out <= ZP_SHARDS_MOST;
}

bool zp_shard_read(zp_text text, zp_shard *out)
{
  size_t slash = zp_text_find(text, ZP_TEXT("/"));
  if (slash == SIZE_MAX || !read_number(zp_text_slice(text, 0, slash), &out->number)) return false;
  return read_number(zp_text_slice(text, slash + 1, text.len), &out->of) && out->number <= out->of;
}

static zp_status pass_over(void *context, const zp_unit_result *unit, zp_text bytes, uint64_t offset, zp_error *err)
{
  (void)context, (void)unit, (void)bytes, (void)offset, (void)err;
  return ZP_OK;
}

/// Checks a file whole. What is kept of it is small: its inputs and findings are let go.
static zp_status read_shard(merge *m, const char *file, zp_error *err)
{
  shard *s = &m->shards[m->count];
  zp_result *head = NULL;
  if (zp_span_open(file, false, &s->span, err) != ZP_OK) return err->status;
  m->count++;
  zp_status status = zp_result_scan(&s->span, pass_over, NULL, m->arena, &head, err);
  if (status != ZP_OK) {
    if (err->file[0] == '\0') zp_text_clean(s->span.name, err->file, sizeof err->file);
    return status;
  }
  head->input_count = head->finding_count = 0;
  s->head = head;
  s->digest = head->digest;
  if (zp_shard_read(head->shard, &s->is)) return ZP_OK;
  zp_text why = head->shard.len == 0 ? zp_word_arg(ZP_W_SHARD_WHOLE) : head->shard;
  return zp_fail(err, ZP_E_SHARD_NAME, NULL, s->span.name, why, (zp_text){ NULL, 0 });
}

static int by_number(const void *a, const void *b)
{
  const shard *left = a, *right = b;
  int order = (left->is.number > right->is.number) - (left->is.number < right->is.number);
  return order != 0 ? order : zp_text_compare(left->span.name, right->span.name);
}

/// Of equal copies the first is kept.
static zp_status drop_copies(merge *m, zp_error *err)
{
  size_t kept = 0;
  for (size_t i = 0; i < m->count; i++) {
    const shard *before = kept == 0 ? NULL : &m->shards[kept - 1];
    if (before == NULL || before->is.number != m->shards[i].is.number) {
      shard moved = m->shards[kept];
      m->shards[kept++] = m->shards[i];
      m->shards[i] = moved;  // its file is still to be closed
    } else if (!zp_text_equal(before->digest, m->shards[i].digest)) {
      return zp_fail(err, ZP_E_SHARD_UNEQUAL, NULL, m->shards[i].head->shard, before->span.name, m->shards[i].span.name);
    }
  }
  for (size_t i = kept; i < m->count; i++) close(m->shards[i].span.file);
  m->count = kept;
  return ZP_OK;
}

/// Behind the digest of the plan stands which rules were out of use.
static zp_text stopped_of(const shard *s)
{
  return zp_text_slice(s->head->plan, ZP_DIGEST_HEX, s->head->plan.len);
}

static bool other_rules(const shard *a, const shard *b)
{
  if (a->head->plan.len < ZP_DIGEST_HEX || b->head->plan.len < ZP_DIGEST_HEX) return false;
  return zp_text_equal(zp_text_slice(a->head->plan, 0, ZP_DIGEST_HEX), zp_text_slice(b->head->plan, 0, ZP_DIGEST_HEX));
}

/// Their rows were not scored by the same rules.
static zp_status refuse_rules(const shard *a, const shard *b, zp_error *err)
{
  static const char before[] = " stopped ";
  zp_text stopped = stopped_of(a);
  zp_text names = stopped.len == 0 ? zp_word_arg(ZP_W_STOPPED_NONE) : zp_text_slice(stopped, sizeof before - 1, stopped.len);
  return zp_fail(err, ZP_E_SHARD_STOPPED, NULL, a->span.name, b->span.name, names);
}

/// Why two results of a shard differ is better said than that they do.
static zp_status check_run(const merge *m, zp_error *err)
{
  const shard *first = &m->shards[0];
  for (size_t i = 1; i < m->count; i++) {
    const shard *other = &m->shards[i];
    const char *key = "shard";
    bool equal = other->is.of == first->is.of && zp_heads_equal(first->head, other->head, m->arena, &key);
    if (equal && zp_text_equal(first->head->plan, other->head->plan)) continue;
    if (equal && other_rules(first, other)) return refuse_rules(first, other, err);
    if (equal) return zp_fail(err, ZP_E_SHARD_PLAN, NULL, first->span.name, other->span.name, (zp_text){ NULL, 0 });
    if (zp_arena_short(m->arena)) return zp_fail_memory(err);
    return zp_fail(err, ZP_E_PART_OTHER, NULL, zp_text_from(key), other->span.name, (zp_text){ NULL, 0 });
  }
  return ZP_OK;
}

/// All there: "3, 7" of those that are not.
static zp_status check_complete(const merge *m, zp_error *err)
{
  char of[16];
  uint32_t wanted = 1, listed = 0;
  zp_text list = { "", 0 }, none = { NULL, 0 };
  const shard *first = &m->shards[0];
  for (size_t i = 0; wanted <= first->is.of; wanted++) {
    if (i < m->count && m->shards[i].is.number == wanted) {
      i++;
      continue;
    }
    if (listed++ > LISTED_MOST) break;
    const char *mark = listed == 1 ? "" : ", ";
    if (listed > LISTED_MOST) list = zp_text_format(m->arena, "%.*s%s...", ZP_ARG(list), mark);
    else list = zp_text_format(m->arena, "%.*s%s%u", ZP_ARG(list), mark, wanted);
    if (list.ptr == NULL) return zp_fail_memory(err);
  }
  if (listed == 0) return ZP_OK;
  snprintf(of, sizeof of, "%u", first->is.of);
  return zp_fail(err, ZP_E_SHARD_MISSING, NULL, list, zp_text_from(of), none);
}

static zp_status join(const merge *m, const zp_assembly *how, const char *path, size_t *unit_count, zp_error *err)
{
  zp_result head = *m->shards[0].head;
  zp_span *parts = ZP_TAKE(m->arena, zp_span, m->count);
  zp_assembly assembly = { .head = &head, .parts = parts, .part_count = m->count, .hook = how->hook, .lexicon = how->lexicon };
  zp_assembled done = { .index = { .count = 0 } };
  zp_draft draft;
  if (parts == NULL) return zp_fail_memory(err);
  head.shard = head.plan = (zp_text){ NULL, 0 };
  for (size_t i = 0; i < m->count; i++) parts[i] = m->shards[i].span;
  zp_status status = zp_draft_open(path, &draft, err);
  if (status == ZP_OK) status = zp_assemble(&assembly, m->arena, &draft, &done, err);
  if (status == ZP_OK) status = zp_draft_replace(&draft, err);
  zp_draft_close(&draft);
  *unit_count = done.index.count;
  return status;
}

zp_status zp_shards_merge(const char *const *files, size_t count, const zp_lexicon *lexicon, const zp_district_hook *hook,
                          const char *path, size_t *unit_count, zp_error *err)
{
  zp_error own = { 0 };
  zp_error *failure = err != NULL ? err : &own;
  const zp_assembly how = { .hook = hook, .lexicon = lexicon };
  merge m = { .arena = zp_arena_new(NULL, 0) };
  m.shards = m.arena == NULL ? NULL : ZP_TAKE(m.arena, shard, count);
  zp_status status = m.shards == NULL ? zp_fail_memory(failure) : ZP_OK;
  for (size_t i = 0; i < count && status == ZP_OK; i++) status = read_shard(&m, files[i], failure);
  if (status == ZP_OK && m.count == 0) status = zp_fail(failure, ZP_E_SHARD_MISSING, NULL, ZP_TEXT("1"), ZP_TEXT("1"), (zp_text){ NULL, 0 });
  if (status == ZP_OK) {
    qsort(m.shards, m.count, sizeof *m.shards, by_number);
    status = check_run(&m, failure);
  }
  if (status == ZP_OK) status = drop_copies(&m, failure);
  if (status == ZP_OK) status = check_complete(&m, failure);
  if (status == ZP_OK) status = join(&m, &how, path, unit_count, failure);
  for (size_t i = 0; i < m.count; i++) close(m.shards[i].span.file);
  zp_arena_free(m.arena);
  return status;
}

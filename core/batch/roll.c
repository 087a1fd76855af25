// roll.c: states of bundles, and bundles that share a unit.
#include "batch/roll.h"

#include <stdlib.h>
#include <string.h>

static zp_status add(zp_roll *roll, const zp_bundle *bundle, zp_error *err)
{
  zp_roll_entry *entries = zp_arena_grow(roll->arena, roll->entries, roll->count, &roll->capacity, sizeof *entries);
  if (entries == NULL) return zp_fail_memory(err);
  roll->entries = entries;
  entries[roll->count++] = (zp_roll_entry){ .bundle = *bundle };
  roll->waiting++;
  return ZP_OK;
}

zp_status zp_roll_make(const zp_intake *intake, zp_arena *arena, zp_roll *out, zp_error *err)
{
  *out = (zp_roll){ .arena = arena, .entries = ZP_TAKE(arena, zp_roll_entry, intake->count), .capacity = intake->count };
  if (out->entries == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < intake->count; i++)
    if (add(out, &intake->bundles[i], err) != ZP_OK) return err->status;
  return ZP_OK;
}

static size_t *counter(zp_roll *roll, zp_roll_state state)
{
  switch (state) {
    case ZP_ROLL_WAITING: return &roll->waiting;
    case ZP_ROLL_RUNNING: return &roll->running;
    case ZP_ROLL_AGAIN: return &roll->again;
    case ZP_ROLL_DONE: return &roll->done;
    case ZP_ROLL_FAILED: return &roll->failed;
    case ZP_ROLL_MERGED: break;
  }
  return NULL;
}

void zp_roll_set(zp_roll *roll, size_t index, zp_roll_state state)
{
  zp_roll_entry *entry = &roll->entries[index];
  size_t *from = counter(roll, entry->state), *to = counter(roll, state);
  if (from != NULL) --*from;
  if (to != NULL) ++*to;
  if (state == ZP_ROLL_MERGED && entry->taken_over) roll->taken_over--;
  entry->state = state;
}

void zp_roll_reset(zp_roll *roll)
{
  for (size_t i = 0; i < roll->count; i++) {
    zp_roll_entry *entry = &roll->entries[i];
    if (entry->state == ZP_ROLL_MERGED) continue;
    zp_roll_set(roll, i, ZP_ROLL_WAITING);
    if (entry->taken_over) roll->taken_over--;
    *entry = (zp_roll_entry){ .bundle = entry->bundle };
  }
}

zp_status zp_roll_finish(zp_roll *roll, size_t index, zp_kept_group *group, const zp_lexicon *lexicon, zp_error *err)
{
  zp_roll_entry *entry = &roll->entries[index];
  entry->units = ZP_TAKE(roll->arena, zp_roll_unit, group->unit_count);
  if (entry->units == NULL) return zp_fail_memory(err);
  for (size_t u = 0; u < group->unit_count; u++) {
    entry->units[u] = (zp_roll_unit){ zp_text_key(group->units[u].code, roll->arena),
                                      zp_lexicon_unit_key(lexicon, group->units[u].name, roll->arena) };
    if (entry->units[u].code.ptr == NULL || entry->units[u].name.ptr == NULL) return zp_fail_memory(err);
  }
  entry->unit_count = group->unit_count;
  entry->group = group;
  zp_roll_set(roll, index, ZP_ROLL_DONE);
  return ZP_OK;
}

// ---- fingerprints ----------------------------------------------------------------------------------------------------

void zp_roll_stamp(zp_roll *roll, zp_text base, zp_hash *all)
{
  for (size_t i = 0; i < roll->count; i++) {
    zp_roll_entry *entry = &roll->entries[i];
    if (entry->state != ZP_ROLL_WAITING || entry->stamped) continue;
    entry->stamped = true;
    if (!zp_fingerprint_stamp(&entry->bundle, base, entry->stamp, all)) entry->stamp[0] = '\0';
  }
}

static void stamp_all(void *context)
{
  zp_stamping *stamping = context;
  zp_roll_stamp(stamping->roll, stamping->base, &stamping->all);
}

void zp_roll_stamp_begin(zp_roll *roll, zp_text base, zp_stamping *out)
{
  out->roll = roll;
  out->base = base;
  zp_hash_start(&out->all);
  out->running = roll->count > 1 && uv_thread_create(&out->thread, stamp_all, out) == 0;
  if (!out->running) stamp_all(out);
}

void zp_roll_stamp_end(zp_stamping *stamping, unsigned char digest[ZP_DIGEST_BYTES])
{
  if (stamping->running) uv_thread_join(&stamping->thread);
  stamping->running = false;
  zp_hash_end(&stamping->all, digest);
}

/// A bundle on its way through another thread.
typedef struct pending {
  uv_work_t work;
  zp_text base;
  zp_roll_entry *entry;
} pending;

static void read_one(uv_work_t *work)
{
  pending *p = work->data;
  zp_fingerprint_read(&p->entry->bundle, p->base, &p->entry->print);
}

/// On a loop of its own: what the caller's loop waits for can wait.
static zp_status read_all(pending *all, size_t count, zp_error *err)
{
  uv_loop_t loop;
  int cause = uv_loop_init(&loop);
  if (cause != 0) return zp_fail_with(err, ZP_E_START, NULL, uv_strerror(cause));
  for (size_t i = 0; i < count; i++) {
    all[i].work.data = &all[i];
    uv_queue_work(&loop, &all[i].work, read_one, NULL);
  }
  uv_run(&loop, UV_RUN_DEFAULT);
  uv_loop_close(&loop);
  return ZP_OK;
}

zp_status zp_roll_read(zp_roll *roll, zp_text base, bool (*wants)(void *context, const zp_roll_entry *entry), void *context,
                       zp_error *err)
{
  pending *all = calloc(roll->waiting + 1, sizeof *all);
  size_t count = 0;
  if (all == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < roll->count; i++) {
    zp_roll_entry *entry = &roll->entries[i];
    if (entry->state == ZP_ROLL_WAITING && wants(context, entry)) all[count++] = (pending){ .base = base, .entry = entry };
  }
  zp_status status = count == 0 ? ZP_OK : read_all(all, count, err);
  free(all);
  return status;
}

// ---- bundles that share a unit ---------------------------------------------------------------------------------------

/// One key of one unit of one bundle.
typedef struct claim {
  zp_text key, code;
  size_t entry;
} claim;

static int by_key_code_entry(const void *a, const void *b)
{
  const claim *left = a, *right = b;
  int order = zp_text_compare(left->key, right->key);
  if (order == 0) order = zp_text_compare(left->code, right->code);
  if (order != 0) return order;
  return left->entry < right->entry ? -1 : left->entry > right->entry;
}

static size_t root_of(size_t *roots, size_t i)
{
  while (roots[i] != i) i = roots[i] = roots[roots[i]];
  return i;
}

/// The smaller index stays the root, so that the order of joining does not matter.
static void join(size_t *roots, size_t a, size_t b)
{
  a = root_of(roots, a);
  b = root_of(roots, b);
  if (a < b) roots[b] = a;
  else roots[a] = b;
}

/// Sorted claims: equal neighbours belong together. By name, a unit without a code belongs to the first with one.
static void join_claims(const claim *claims, size_t count, size_t *roots)
{
  for (size_t i = 1, first = 0; i < count; i++) {
    if (!zp_text_equal(claims[i].key, claims[first].key)) {
      first = i;
      continue;
    }
    if (zp_text_equal(claims[i].code, claims[i - 1].code) || claims[i - 1].code.len == 0)
      join(roots, claims[i].entry, claims[i - 1].entry);
  }
}

static size_t list_claims(const zp_roll *roll, bool by_name, claim *claims)
{
  size_t count = 0;
  for (size_t e = 0; e < roll->count; e++)
    for (size_t u = 0; roll->entries[e].state == ZP_ROLL_DONE && u < roll->entries[e].unit_count; u++) {
      const zp_roll_unit *unit = &roll->entries[e].units[u];
      zp_text key = by_name ? unit->name : unit->code, none = { NULL, 0 };
      if (key.len != 0) claims[count++] = (claim){ key, by_name ? unit->code : none, e };
    }
  if (count > 1) qsort(claims, count, sizeof *claims, by_key_code_entry);
  return count;
}

static zp_status find_roots(const zp_roll *roll, zp_arena *scratch, size_t **out, zp_error *err)
{
  size_t units = 0;
  for (size_t e = 0; e < roll->count; e++) units += roll->entries[e].unit_count;
  claim *claims = ZP_TAKE(scratch, claim, units);
  size_t *roots = *out = ZP_TAKE(scratch, size_t, roll->count);
  if (claims == NULL || roots == NULL) return zp_fail_memory(err);
  for (size_t e = 0; e < roll->count; e++) roots[e] = e;
  join_claims(claims, list_claims(roll, false, claims), roots);
  join_claims(claims, list_claims(roll, true, claims), roots);
  return ZP_OK;
}

static int by_shown(const void *a, const void *b)
{
  const zp_intake_file *left = a, *right = b;
  int order = zp_text_compare(left->shown, right->shown);
  return order != 0 ? order : zp_text_compare(left->path, right->path);
}

/// All files of the entries with that root as one bundle, named after all of them.
static zp_status make_one(zp_roll *roll, size_t *roots, size_t root, zp_error *err)
{
  zp_bundle bundle = { .count = 0 };
  size_t files = 0, before = roll->count;
  for (size_t e = root; e < before; e++)
    if (root_of(roots, e) == root) files += roll->entries[e].bundle.count;
  bundle.files = ZP_TAKE(roll->arena, zp_intake_file, files);
  if (bundle.files == NULL) return zp_fail_memory(err);
  for (size_t e = root; e < before; e++) {
    const zp_bundle *from = &roll->entries[e].bundle;
    if (root_of(roots, e) != root) continue;
    memcpy(bundle.files + bundle.count, from->files, from->count * sizeof *from->files);
    bundle.count += from->count;
    bundle.name = e == root ? from->name : zp_text_format(roll->arena, "%.*s+%.*s", ZP_ARG(bundle.name), ZP_ARG(from->name));
    if (bundle.name.ptr == NULL) return zp_fail_memory(err);
    zp_roll_set(roll, e, ZP_ROLL_MERGED);
  }
  if (files > 1) qsort(bundle.files, files, sizeof *bundle.files, by_shown);
  return add(roll, &bundle, err);
}

zp_status zp_roll_merge(zp_roll *roll, size_t *merged, zp_error *err)
{
  zp_arena *scratch = zp_arena_new(NULL, 0);
  size_t *roots = NULL, before = roll->count;
  *merged = 0;
  zp_status status = scratch == NULL ? zp_fail_memory(err) : find_roots(roll, scratch, &roots, err);
  for (size_t e = 0; e < before && status == ZP_OK; e++) {
    size_t root = root_of(roots, e);
    if (root == e || roll->entries[root].state == ZP_ROLL_MERGED) continue;
    status = make_one(roll, roots, root, err);
    ++*merged;
  }
  zp_arena_free(scratch);
  return status;
}

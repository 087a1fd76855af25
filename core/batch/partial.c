// partial.c: names of failed bundles against the units of the others; records that say so.
#include "batch/partial.h"

#include <stdlib.h>

#include "store/result_file.h"

/// A unit by one of its keys.
typedef struct known {
  zp_text key;
  size_t entry, unit;
} known;

/// A unit that a failed bundle may belong to.
typedef struct hit {
  size_t entry, unit, failed;
} hit;

typedef struct marker {
  zp_roll *roll;
  zp_journal *journal;
  const zp_lexicon *lexicon;
  zp_arena *arena;
  zp_error *err;
  known *units;
  size_t unit_count;
  hit *hits;
  size_t hit_count, hit_capacity;
} marker;

static const zp_text none = { NULL, 0 };

static int by_key(const void *a, const void *b)
{
  return zp_text_compare(((const known *)a)->key, ((const known *)b)->key);
}

static bool list_units(marker *m)
{
  size_t count = 0;
  for (size_t e = 0; e < m->roll->count; e++)
    count += m->roll->entries[e].state == ZP_ROLL_DONE ? m->roll->entries[e].unit_count : 0;
  m->units = ZP_TAKE(m->arena, known, 2 * count);
  for (size_t e = 0; m->units != NULL && e < m->roll->count; e++) {
    const zp_roll_entry *entry = &m->roll->entries[e];
    for (size_t u = 0; entry->state == ZP_ROLL_DONE && u < entry->unit_count; u++) {
      const zp_text keys[] = { entry->units[u].code, entry->units[u].name };
      for (size_t k = 0; k < 2; k++)
        if (keys[k].len != 0) m->units[m->unit_count++] = (known){ keys[k], e, u };
    }
  }
  if (m->unit_count > 1) qsort(m->units, m->unit_count, sizeof *m->units, by_key);
  return m->units != NULL;
}

// ---- names ------------------------------------------------------------------------------------

static bool hit_key(marker *m, zp_text key, size_t failed)
{
  const known wanted = { .key = key };
  if (key.ptr == NULL) return false;
  if (key.len == 0 || m->unit_count == 0) return true;
  const known *found = bsearch(&wanted, m->units, m->unit_count, sizeof *m->units, by_key);
  while (found != NULL && found > m->units && zp_text_equal(found[-1].key, key)) found--;
  for (; found != NULL && found < m->units + m->unit_count && zp_text_equal(found->key, key);
       found++) {
    hit *hits = zp_arena_grow(m->arena, m->hits, m->hit_count, &m->hit_capacity, sizeof *hits);
    if (hits == NULL) return false;
    m->hits = hits;
    hits[m->hit_count++] = (hit){ found->entry, found->unit, failed };
  }
  return true;
}

static bool is_cut(char c)
{
  return c == '/' || c == '-' || c == '_' || c == '+' || c == '.';
}

/// The whole name and what stands between its cuts, as code and as name.
static bool try_name(marker *m, zp_text name, size_t failed)
{
  for (size_t at = 0, from = 0; at <= name.len; at++) {
    if (at < name.len && !is_cut(name.ptr[at])) continue;
    zp_text part = zp_text_slice(name, from, at);
    from = at + 1;
    if (!hit_key(m, zp_text_key(part, m->arena), failed) ||
        !hit_key(m, zp_lexicon_unit_key(m->lexicon, part, m->arena), failed))
      return false;
  }
  return hit_key(m, zp_text_key(name, m->arena), failed) &&
         hit_key(m, zp_lexicon_unit_key(m->lexicon, name, m->arena), failed);
}

static bool try_failed(marker *m)
{
  for (size_t e = 0; e < m->roll->count; e++) {
    const zp_roll_entry *entry = &m->roll->entries[e];
    if (entry->state != ZP_ROLL_FAILED) continue;
    if (!try_name(m, entry->bundle.name, e)) return false;
    for (size_t f = 0; f < entry->bundle.count; f++)
      if (!try_name(m, entry->bundle.files[f].shown, e)) return false;
  }
  return true;
}

// ---- records ----------------------------------------------------------------------------------

static int by_entry_unit_failed(const void *a, const void *b)
{
  const hit *left = a, *right = b;
  if (left->entry != right->entry) return left->entry < right->entry ? -1 : 1;
  if (left->unit != right->unit) return left->unit < right->unit ? -1 : 1;
  return (left->failed > right->failed) - (left->failed < right->failed);
}

/// The finding, behind those the unit has.
static zp_status add_finding(const marker *m, zp_unit_result *unit, const hit *one, zp_arena *arena,
                             zp_error *err)
{
  const zp_roll_entry *failed = &m->roll->entries[one->failed];
  zp_findings list = { .arena = arena };
  zp_finding *all = ZP_TAKE(arena, zp_finding, unit->finding_count + 1);
  zp_text code = zp_text_from(zp_status_code(failed->failure.status));
  if (all == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < unit->finding_count; i++) all[i] = unit->findings[i];
  zp_findings_add(&list, ZP_E_UNIT_PARTIAL, &failed->failure.place, failed->bundle.name, code,
                  none);
  if (list.lost) return zp_fail_memory(err);
  all[unit->finding_count] = list.items[0];
  unit->findings = all;
  unit->finding_count++;
  return ZP_OK;
}

/// The record of one bundle with the findings of hits[from..to).
static zp_status write_record(marker *m, size_t from, size_t to, zp_arena *arena, zp_error *err)
{
  zp_roll_entry *entry = &m->roll->entries[m->hits[from].entry];
  const zp_journal_entry *record =
      zp_journal_find(m->journal, ZP_JOURNAL_GROUP, entry->bundle.name);
  zp_sink sink = { .arena = arena };
  zp_result *result = NULL;
  zp_text bytes;
  if (record == NULL)
    return zp_fail_with(err, ZP_E_INTERNAL, NULL, "no record of a bundle that is done");
  if (zp_journal_read(m->journal, record, arena, &bytes, err) != ZP_OK ||
      zp_result_unpack(bytes, arena, &result, err) != ZP_OK)
    return err->status;
  for (size_t i = from; i < to; i++) {
    bool again = i > from && by_entry_unit_failed(&m->hits[i - 1], &m->hits[i]) == 0;
    if (again || m->hits[i].unit >= result->unit_count) continue;
    if (add_finding(m, &result->units[m->hits[i].unit], &m->hits[i], arena, err) != ZP_OK)
      return err->status;
  }
  entry->part = zp_text_format(m->roll->arena, "partial\n%.*s", ZP_ARG(entry->bundle.name));
  if (entry->part.ptr == NULL || zp_result_pack(result, &sink, err) != ZP_OK)
    return zp_fail_memory(err);
  return zp_journal_append(m->journal, ZP_JOURNAL_GROUP, entry->part, ZP_TEXT("partial"),
                           (zp_text){ sink.bytes, sink.len }, err);
}

static zp_status write_records(marker *m)
{
  zp_status status = ZP_OK;
  if (m->hit_count > 1) qsort(m->hits, m->hit_count, sizeof *m->hits, by_entry_unit_failed);
  for (size_t from = 0, to; from < m->hit_count && status == ZP_OK; from = to) {
    for (to = from + 1; to < m->hit_count && m->hits[to].entry == m->hits[from].entry;) to++;
    zp_arena *arena = zp_arena_new(NULL, 0);
    status = arena == NULL ? zp_fail_memory(m->err) : write_record(m, from, to, arena, m->err);
    zp_arena_free(arena);
  }
  return status;
}

zp_status zp_partial_mark(zp_roll *roll, zp_journal *journal, const zp_lexicon *lexicon,
                          zp_error *err)
{
  marker m = { .roll = roll, .journal = journal, .lexicon = lexicon, .err = err };
  if (roll->failed == 0 || roll->done == 0) return ZP_OK;
  m.arena = zp_arena_new(NULL, 0);
  bool found = m.arena != NULL && list_units(&m) && try_failed(&m);
  zp_status status = found ? write_records(&m) : zp_fail_memory(err);
  zp_arena_free(m.arena);
  return status;
}

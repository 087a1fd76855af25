// compare.c: both results are walked through the schema side by side, so that no member can be forgotten.
#include "store/compare.h"

#include <stddef.h>
#include <string.h>

#include "model/schema.h"

typedef struct walk {
  zp_arena *arena;    // for what is kept
  zp_arena *scratch;  // for what is shown to be compared; let go after every item of the result
  zp_differences *out;
  zp_error *err;
} walk;

/// Where the walk is: an item of a list, or a record within a record, below another.
typedef struct step {
  const struct step *above;
  const zp_record *kind;
  const void *item;
  const char *key;    // of the record; NULL: an item of a list
} step;

// ---- values ----------------------------------------------------------------------------------------------------------------------

static zp_text notes_of(uint32_t notes, zp_arena *arena)
{
  zp_text list = { "", 0 };
  for (int bit = 0; bit < ZP_NOTE_COUNT && list.ptr != NULL; bit++)
    if ((notes >> bit & 1) != 0) list = zp_text_format(arena, "%.*s%s%s", ZP_ARG(list), list.len == 0 ? "" : " ", zp_note_name(bit));
  return list;
}

static zp_text args_of(const zp_text args[3], zp_arena *arena)
{
  zp_text written[3];
  for (int i = 0; i < 3; i++) {
    written[i] = zp_arg_written(args[i], arena);
    if (written[i].ptr == NULL && args[i].len != 0) return (zp_text){ NULL, 0 };
  }
  return zp_text_format(arena, "%.*s | %.*s | %.*s", ZP_ARG(written[0]), ZP_ARG(written[1]), ZP_ARG(written[2]));
}

/// The value in words; empty with ptr NULL when the member is not there or memory is short.
static zp_text shown(const zp_member *member, const void *record, zp_arena *arena)
{
  char room[ZP_NUMBER_ROOM];
  const void *here = (const char *)record + member->offset;
  if (!zp_member_there(member, record)) return (zp_text){ NULL, 0 };
  switch (member->type) {
    case ZP_M_TEXT: return *(const zp_text *)here;
    case ZP_M_ARG: return zp_arg_written(*(const zp_text *)here, arena);
    case ZP_M_ARGS: return args_of(here, arena);
    case ZP_M_FLAG: return ZP_TEXT("true");
    case ZP_M_COUNT: return zp_text_format(arena, "%zu", *(const size_t *)here);
    case ZP_M_NUMBER: case ZP_M_BYTES: return zp_text_format(arena, "%u", *(const uint32_t *)here);
    case ZP_M_YEAR: return zp_text_format(arena, "%d", *(const int *)here);
    case ZP_M_POINTS: return zp_text_copy(zp_dec_print_short(*(const zp_dec *)here, 2, room), arena);
    case ZP_M_MONEY: return zp_text_copy(zp_money_print_yuan(*(const zp_money *)here, room), arena);
    case ZP_M_QUANTITY: return zp_text_copy(zp_qty_print(*(const zp_qty *)here, room), arena);
    case ZP_M_DATE: return zp_text_copy(zp_date_print(*(const zp_date *)here, room), arena);
    case ZP_M_NAME: return zp_text_from(zp_member_name(member, record));
    case ZP_M_NOTES: return notes_of(*(const uint32_t *)here, arena);
    case ZP_M_RECORD: case ZP_M_LIST: break;
  }
  return (zp_text){ NULL, 0 };
}

// ---- names -----------------------------------------------------------------------------------------------------------------------

/// What an item of a list is called: the first of these members that it has.
static zp_text name_of(const zp_record *kind, const void *item, zp_arena *arena)
{
  static const char *const naming[] = { "name", "level3", "code", "id", "rule", "input" };
  for (size_t n = 0; n < sizeof naming / sizeof naming[0]; n++)
    for (size_t i = 0; i < kind->count; i++) {
      const zp_member *member = &kind->members[i];
      if (strcmp(member->key, naming[n]) == 0 && zp_member_there(member, item)) return shown(member, item, arena);
    }
  return zp_text_from(kind->name);
}

/// "unit/project/row: total.": ready for a key.
static zp_text path_of(const step *at, bool key_follows, zp_arena *arena)
{
  if (at == NULL || at->kind == &zp_record_result) return ZP_TEXT("");
  zp_text above = path_of(at->above, at->key != NULL, arena);
  if (at->key != NULL) return zp_text_format(arena, "%.*s%s.", ZP_ARG(above), at->key);
  zp_text name = name_of(at->kind, at->item, arena);
  return zp_text_format(arena, "%.*s%.*s%s", ZP_ARG(above), ZP_ARG(name), key_follows ? ": " : "/");
}

// ---- differences -----------------------------------------------------------------------------------------------------------------

static zp_text kept(zp_text text, zp_arena *arena)
{
  return text.ptr == NULL ? text : zp_text_copy(text, arena);
}

/// `key` NULL: the item itself.
static zp_status add(walk *w, const step *at, const zp_member *key, zp_text stored, zp_text fresh)
{
  zp_differences *out = w->out;
  if (out->total++ >= ZP_DIFFERENCES_MOST) return ZP_OK;
  zp_difference *items = zp_arena_grow(w->arena, out->items, out->count, &out->capacity, sizeof *items);
  zp_text path = path_of(at, key != NULL, w->scratch);
  if (key == NULL && path.len != 0) path.len--;  // the item itself: nothing below it
  zp_text word = key == NULL ? (zp_text){ NULL, 0 } : zp_member_word(key);
  zp_difference one = { zp_text_format(w->arena, "%.*s%.*s", ZP_ARG(path), ZP_ARG(word)), kept(stored, w->arena),
                        kept(fresh, w->arena) };
  if (items == NULL || zp_arena_short(w->arena) || zp_arena_short(w->scratch)) return zp_fail_memory(w->err);
  out->items = items;
  items[out->count++] = one;
  return ZP_OK;
}

/// Values are equal when they are shown so: numbers are shown in full.
static zp_status compare_value(walk *w, const zp_member *member, const void *a, const void *b, const step *at)
{
  zp_text stored = shown(member, a, w->scratch), fresh = shown(member, b, w->scratch);
  if (zp_arena_short(w->scratch)) return zp_fail_memory(w->err);
  if (zp_text_equal(stored, fresh) && zp_member_there(member, a) == zp_member_there(member, b)) return ZP_OK;
  return add(w, at, member, stored, fresh);
}

// ---- records and lists -----------------------------------------------------------------------------------------------------------

static zp_status compare_records(walk *w, const zp_record *kind, const void *a, const void *b, const step *at);

/// How items of the result's sorted lists stand to each other; 0: they are a pair. Other lists are paired by position.
static int order_of(const zp_member *list, const void *a, const void *b)
{
  if (list->offset == offsetof(zp_result, inputs))
    return zp_text_compare(((const zp_input_file *)a)->name, ((const zp_input_file *)b)->name);
  if (list->offset != offsetof(zp_result, units)) return 0;
  const zp_unit_result *left = a, *right = b;
  int order = zp_text_compare(left->code, right->code);
  return order != 0 ? order : zp_text_compare(left->name, right->name);
}

/// A pair, or an item that only one side has (the other NULL).
static zp_status compare_items(walk *w, const zp_record *kind, const void *a, const void *b, const step *above)
{
  step at = { above, kind, a != NULL ? a : b, NULL };
  if (a != NULL && b != NULL) return compare_records(w, kind, a, b, &at);
  zp_text name = name_of(kind, at.item, w->scratch), none = { NULL, 0 };
  return add(w, &at, NULL, a != NULL ? name : none, b != NULL ? name : none);
}

/// Items of the result itself: what is needed only to compare them is let go after each.
static zp_status compare_top(walk *w, const zp_member *list, const void *a, const void *b, const step *above)
{
  walk own = *w;
  size_t before = w->out->total;
  own.scratch = zp_arena_new(NULL, 0);
  if (own.scratch == NULL) return zp_fail_memory(w->err);
  zp_status status = compare_items(&own, list->record, a, b, above);
  zp_arena_free(own.scratch);
  if (list->offset == offsetof(zp_result, units)) w->out->units += w->out->total != before;
  return status;
}

static zp_status compare_lists(walk *w, const zp_member *list, const void *a, const void *b, const step *at)
{
  bool top = at->kind == &zp_record_result;
  size_t count_a, count_b, i = 0, k = 0, size = list->record->size;
  const char *items_a = zp_member_items(list, a, &count_a), *items_b = zp_member_items(list, b, &count_b);
  zp_status status = ZP_OK;
  while ((i < count_a || k < count_b) && status == ZP_OK) {
    const void *left = i < count_a ? items_a + i * size : NULL, *right = k < count_b ? items_b + k * size : NULL;
    int order = left == NULL ? 1 : right == NULL ? -1 : top ? order_of(list, left, right) : 0;
    if (order > 0) left = NULL;
    if (order < 0) right = NULL;
    status = top ? compare_top(w, list, left, right, at) : compare_items(w, list->record, left, right, at);
    i += order <= 0;
    k += order >= 0;
  }
  return status;
}

static bool is_passed_over(const zp_record *kind, const zp_member *member)
{
  if (kind != &zp_record_result) return false;
  return member->offset == offsetof(zp_result, version) || member->offset == offsetof(zp_result, shard) ||
         member->offset == offsetof(zp_result, plan) || member->offset == offsetof(zp_result, digest);
}

static zp_status compare_records(walk *w, const zp_record *kind, const void *a, const void *b, const step *at)
{
  zp_status status = ZP_OK;
  for (size_t i = 0; i < kind->count && status == ZP_OK; i++) {
    const zp_member *member = &kind->members[i];
    const char *left = (const char *)a + member->offset, *right = (const char *)b + member->offset;
    step inner = { at, member->record, left, member->key };
    if (is_passed_over(kind, member)) continue;
    if (member->type == ZP_M_LIST) status = compare_lists(w, member, a, b, at);
    else if (member->type == ZP_M_RECORD) status = compare_records(w, member->record, left, right, &inner);
    else status = compare_value(w, member, a, b, at);
  }
  return status;
}

zp_status zp_result_compare(const zp_result *stored, const zp_result *fresh, zp_arena *arena, zp_differences *out, zp_error *err)
{
  zp_error own = { 0 };
  walk w = { arena, zp_arena_new(NULL, 0), out, err != NULL ? err : &own };
  step top = { NULL, &zp_record_result, stored, NULL };
  *out = (zp_differences){ .items = NULL };
  zp_status status = w.scratch == NULL ? zp_fail_memory(err) : compare_records(&w, &zp_record_result, stored, fresh, &top);
  zp_arena_free(w.scratch);
  return status;
}

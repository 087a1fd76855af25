// threads.c: see threads.h.
#include "store/threads.h"

static zp_status begin(zp_threads *t, size_t list, const zp_pair_name *name, size_t at, zp_error *err)
{
  zp_thread *items = zp_arena_grow(t->arena, t->items, t->count, &t->capacity, sizeof *items);
  if (items == NULL) return zp_fail_memory(err);
  t->items = items;
  zp_thread *own = &items[t->count++];
  own->name = *name;
  for (size_t i = 0; i < ZP_THREAD_LISTS; i++) own->at[i] = i == list ? at : ZP_ALONE;
  return ZP_OK;
}

/// A name that the last list leaves out stays what it was.
static void go_on(zp_thread *thread, size_t list, const zp_pair_name *name, size_t at)
{
  thread->at[list] = at;
  if (name->first.len != 0) thread->name.first = name->first;
  if (name->second.len != 0) thread->name.second = name->second;
}

zp_status zp_threads_add(zp_threads *threads, size_t list, const zp_pair_name *names, size_t count, bool strict, zp_arena *scratch,
                         zp_error *err)
{
  size_t before = threads->count;
  zp_pair_name *known = ZP_TAKE(scratch, zp_pair_name, before);
  size_t *partners = ZP_TAKE(scratch, size_t, before), *sources = ZP_TAKE(scratch, size_t, count);
  if (known == NULL || partners == NULL || sources == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < before; i++) known[i] = threads->items[i].name;
  zp_status status = zp_pair_names(known, before, names, count, strict, scratch, partners, sources, err);
  for (size_t i = 0; i < before && status == ZP_OK; i++)
    if (partners[i] != ZP_ALONE) go_on(&threads->items[i], list, &names[partners[i]], partners[i]);
  for (size_t k = 0; k < count && status == ZP_OK; k++)
    if (sources[k] == ZP_ALONE) status = begin(threads, list, &names[k], k, err);
  return status;
}

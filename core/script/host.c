// host.c: a pack from its folder to a state that is ready to score, and its digest.
#include "script/host.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "script/pack.h"

typedef struct loading {
  zp_host *host;
  zp_text folder, shown;
  zp_source manifest, *rules;
} loading;

static zp_status read_file(zp_sandbox *box, const loading *pack, zp_text name, zp_source *out,
                           zp_error *err)
{
  zp_text path = zp_text_format(box->arena, "%.*s/%.*s.lua", ZP_ARG(pack->folder), ZP_ARG(name));
  zp_text shown = zp_text_format(box->arena, "%.*s/%.*s.lua", ZP_ARG(pack->shown), ZP_ARG(name));
  if (path.ptr == NULL || shown.ptr == NULL) return zp_fail_memory(err);
  return zp_source_read(path, shown, box->arena, out, err);
}

// ---- rules
// ------------------------------------------------------------------------------------------------------------

/// The manifest names a rule that has no file: say where, and which file may be meant.
static void fail_no_file(const zp_fields *manifest, const loading *pack, zp_text name, size_t index)
{
  zp_text *names;
  size_t count;
  zp_step list = { NULL, ZP_TEXT("rules"), 0 };
  zp_fields rules = *manifest;
  zp_error unused = { 0 };
  rules.step = &list;
  if (zp_source_list(pack->folder, manifest->arena, &names, &count, &unused) != ZP_OK) count = 0;
  for (size_t i = 0; i < count; i++)
    if (zp_text_equal(names[i], ZP_TEXT("pack"))) names[i--] = names[--count];
  zp_text nearest = zp_fields_nearest(name, names, count, manifest->arena);
  *manifest->err = (zp_error){ 0 };
  zp_fields_fail_as(&rules, zp_key_at(index + 1), ZP_E_RULE_FILE, name, nearest);
}

/// Loads one rule and puts its function into the table at stack index 1.
static zp_status load_rule(const zp_fields *manifest, loading *pack, zp_text name, size_t index)
{
  zp_host *host = pack->host;
  zp_error *err = manifest->err;
  if (read_file(&host->box, pack, name, &pack->rules[index], err) == ZP_E_OPEN)
    fail_no_file(manifest, pack, name, index);
  if (err->status != ZP_OK) return err->status;
  zp_rule *rule = &host->policy.rules[index];
  if (zp_rule_load(&host->box, &pack->rules[index], &host->policy, name, rule, &host->codes[index],
                   err) != ZP_OK)
    return err->status;
  lua_rawseti(manifest->L, 1, (lua_Integer)index + 1);
  return ZP_OK;
}

static zp_status load_rules(const zp_fields *manifest, loading *pack, zp_words names)
{
  zp_host *host = pack->host;
  if (manifest->err->status != ZP_OK) return manifest->err->status;
  host->policy.rules = ZP_TAKE(host->arena, zp_rule, names.count);
  host->codes = ZP_TAKE(host->arena, zp_code, names.count);
  pack->rules = ZP_TAKE(host->arena, zp_source, names.count);
  if (host->policy.rules == NULL || host->codes == NULL || pack->rules == NULL)
    return zp_fail_memory(manifest->err);
  for (size_t i = 0; i < names.count; i++)
    if (load_rule(manifest, pack, names.items[i], i) != ZP_OK) return manifest->err->status;
  host->policy.rule_count = names.count;
  zp_manifest_override(manifest, &host->policy);
  return manifest->err->status;
}

// ---- digest
// -------------------------------------------------------------------------------------------------------------

static int by_name(const void *a, const void *b)
{
  return zp_text_compare(((const zp_source *)a)->shown, ((const zp_source *)b)->shown);
}

/// The name within the pack: the folder a pack lies in is not part of it.
static zp_source without_folder(zp_source source, zp_text shown)
{
  source.shown = zp_text_slice(source.shown, shown.len + 1, source.shown.len);
  return source;
}

/// Digest over "name\nlength\nbytes" of each file, in byte order of the names.
static zp_status seal(const loading *pack, zp_error *err)
{
  zp_host *host = pack->host;
  size_t own = host->policy.rule_count + 1, count = own + host->box.shelf.count, room = 0, len = 0;
  zp_source *files = ZP_TAKE(host->arena, zp_source, count);
  if (files == NULL) return zp_fail_memory(err);
  files[0] = without_folder(pack->manifest, pack->shown);
  for (size_t i = 1; i < own; i++) files[i] = without_folder(pack->rules[i - 1], pack->shown);
  if (count > own) memcpy(files + own, host->box.shelf.files, (count - own) * sizeof *files);
  qsort(files, count, sizeof *files, by_name);
  for (size_t i = 0; i < count; i++) room += files[i].shown.len + files[i].bytes.len + 32;
  char *all = zp_arena_bytes(host->arena, room);
  if (all == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < count; i++) {
    len += (size_t)snprintf(all + len, room - len, "%.*s\n%zu\n", ZP_ARG(files[i].shown),
                            files[i].bytes.len);
    memcpy(all + len, files[i].bytes.ptr, files[i].bytes.len);
    len += files[i].bytes.len;
  }
  host->policy.digest = zp_digest((zp_text){ all, len }, host->arena);
  return host->policy.digest.ptr == NULL ? zp_fail_memory(err) : ZP_OK;
}

// ---- opening
// ------------------------------------------------------------------------------------------------------------

static zp_status load_pack(zp_sandbox *box, void *context, zp_error *err)
{
  loading *pack = context;
  zp_host *host = pack->host;
  zp_words names = { NULL, 0 };
  lua_newtable(box->L);
  if (read_file(box, pack, ZP_TEXT("pack"), &pack->manifest, err) != ZP_OK) return err->status;
  if (zp_sandbox_load(box, &pack->manifest, err) != ZP_OK) return err->status;
  zp_fields manifest = { .L = box->L, .source = &pack->manifest, .arena = box->arena, .err = err };
  zp_manifest_read(&manifest, &host->policy, &names);
  if (load_rules(&manifest, pack, names) != ZP_OK) return err->status;
  lua_settop(box->L, 1);
  lua_rawsetp(box->L, LUA_REGISTRYINDEX, host);
  return seal(pack, err);
}

zp_status zp_host_open(zp_text folder, zp_text shown, zp_text lib, zp_host **out, zp_error *err)
{
  zp_error own = { 0 };
  if (err == NULL) err = &own;
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_host *host = arena == NULL ? NULL : ZP_TAKE(arena, zp_host, 1);
  if (host == NULL) {
    zp_arena_free(arena);
    return zp_fail_memory(err);
  }
  host->arena = arena;
  loading pack = { .host = host, .folder = folder, .shown = zp_text_copy(shown, arena) };
  zp_status status = pack.shown.ptr == NULL ? zp_fail_memory(err) : ZP_OK;
  if (status == ZP_OK)
    status = zp_sandbox_init(&host->box, &ZP_LIMITS_DEFAULT, zp_text_copy(lib, arena), arena, err);
  if (status == ZP_OK) status = zp_sandbox_run(&host->box, load_pack, &pack, err);
  if (status == ZP_OK) status = zp_sandbox_seal(&host->box, err);
  if (status != ZP_OK) {
    zp_host_close(host);
    return status;
  }
  host->box.limits.steps = host->policy.steps;
  host->box.limits.live = host->policy.memory;
  *out = host;
  return ZP_OK;
}

void zp_host_close(zp_host *host)
{
  if (host == NULL) return;
  zp_sandbox_fini(&host->box);
  zp_arena_free(host->arena);
}

const zp_policy *zp_host_policy(const zp_host *host)
{
  return &host->policy;
}

zp_status zp_host_score(zp_host *host, const zp_row_reading *const *rows, const uint16_t *rules,
                        size_t count, zp_arena *arena, zp_outcome *outcomes, zp_error *err)
{
  const zp_batch batch = { rows, rules, count, NULL };
  return zp_bridge_score(host, &batch, arena, outcomes, err);
}

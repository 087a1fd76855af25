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
  zp_lineage line;
  zp_source *rules;
} loading;

// ---- rules
// ------------------------------------------------------------------------------------------------------------

/// The manifest names a rule that has no file: say where, and which file may be meant.
static void fail_no_file(const zp_fields *manifest, const loading *pack, const zp_rule *rule,
                         zp_text name, size_t index)
{
  zp_fields list;
  zp_text all[ZP_RULES_MOST];
  size_t count = 0;
  for (size_t i = 0; i < pack->line.count; i++) {
    zp_text *names;
    size_t found;
    zp_text folder = pack->line.packs[i].folder;
    if (zp_source_list(folder, manifest->arena, &names, &found, NULL) != ZP_OK) continue;
    for (size_t n = 0; n < found && count < ZP_RULES_MOST; n++)
      if (!zp_text_equal(names[n], ZP_TEXT("pack")) && !zp_text_ends(names[n], ZP_TEXT("_test")))
        all[count++] = names[n];
  }
  zp_text nearest = zp_fields_nearest(name, all, count, manifest->arena);
  if (zp_fields_enter(manifest, zp_rule_list_key(rule->kind), ZP_REQUIRED, NULL, &list))
    zp_fields_fail_as(&list, zp_key_at(index + 1), ZP_E_RULE_FILE, name, nearest);
}

/// Loads one rule, the `index`-th of its list, and puts its function into the table at stack index
/// 1. `at`: its place among all rules.
static zp_status load_rule(const zp_fields *manifest, loading *pack, zp_text name, size_t index,
                           size_t at)
{
  zp_host *host = pack->host;
  zp_error *err = manifest->err;
  zp_rule *rule = &host->policy.rules[at];
  zp_code *code = &host->codes[at];
  zp_source *source = &pack->rules[at];
  if (zp_lineage_read(&pack->line, name, host->arena, source, &code->generation, err) ==
      ZP_E_RULE_FILE)
    fail_no_file(manifest, pack, rule, name, index);
  if (err->status != ZP_OK) return err->status;
  if (zp_rule_load(&host->box, source, &host->policy, name, rule, code, err) != ZP_OK)
    return err->status;
  code->source = *source;
  lua_rawseti(manifest->L, 1, (lua_Integer)at + 1);
  return ZP_OK;
}

static zp_status load_list(const zp_fields *manifest, loading *pack, zp_rule_kind kind,
                           zp_words names, size_t *at)
{
  for (size_t i = 0; i < names.count; i++, *at += 1) {
    pack->host->policy.rules[*at].kind = kind;
    if (load_rule(manifest, pack, names.items[i], i, *at) != ZP_OK) return manifest->err->status;
  }
  return ZP_OK;
}

static zp_status load_rules(const zp_fields *manifest, loading *pack, const zp_rule_lists *lists)
{
  zp_host *host = pack->host;
  size_t count = 0, at = 0;
  if (manifest->err->status != ZP_OK) return manifest->err->status;
  for (size_t k = 0; k < ZP_RULE_KINDS; k++) count += lists->names[k].count;
  host->policy.rules = ZP_TAKE(host->arena, zp_rule, count);
  host->codes = ZP_TAKE(host->arena, zp_code, count);
  pack->rules = ZP_TAKE(host->arena, zp_source, count);
  if (host->policy.rules == NULL || host->codes == NULL || pack->rules == NULL)
    return zp_fail_memory(manifest->err);
  for (zp_rule_kind kind = ZP_RULE_ROW; kind <= ZP_RULE_DEDUCTION; kind++)
    if (load_list(manifest, pack, kind, lists->names[kind], &at) != ZP_OK)
      return manifest->err->status;
  host->policy.rule_count = lists->names[ZP_RULE_ROW].count;
  host->policy.unit_rule_count = count - host->policy.rule_count;
  // The oldest speaks first, the pack itself last.
  for (size_t i = pack->line.count; i-- > 0;)
    zp_params_override(&pack->line.packs[i].fields, i, &host->policy, host->codes);
  return manifest->err->status;
}

// ---- digest
// -------------------------------------------------------------------------------------------------------------

static int by_name(const void *a, const void *b)
{
  const zp_source *left = a, *right = b;
  int order = zp_text_compare(left->shown, right->shown);
  return order != 0 ? order : zp_text_compare(left->bytes, right->bytes);
}

/// The name within the pack: the folder a pack lies in is not part of it. Files of packs that are
/// extended keep the name of theirs.
static zp_source without_folder(zp_source source, const loading *pack, size_t generation)
{
  size_t folder = generation == 0 ? pack->line.packs[0].shown.len + 1 : 0;
  source.shown = zp_text_slice(source.shown, folder, source.shown.len);
  return source;
}

/// Digest over "name\nlength\nbytes" of each file that counts, in byte order of the names.
static zp_status seal(const loading *pack, zp_error *err)
{
  zp_host *host = pack->host;
  const zp_shelf *shelf = &host->box.shelf;
  size_t rules = zp_policy_rules(&host->policy);
  size_t count = 0, room = 0, len = 0;
  zp_source *files = ZP_TAKE(host->arena, zp_source, pack->line.count + rules + shelf->count);
  if (files == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < pack->line.count; i++)
    files[count++] = without_folder(pack->line.packs[i].source, pack, i);
  for (size_t i = 0; i < rules; i++)
    files[count++] = without_folder(pack->rules[i], pack, host->codes[i].generation);
  for (size_t i = 0; i < shelf->count; i++) files[count++] = shelf->files[i];
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
  zp_rule_lists lists = { 0 };
  lua_newtable(box->L);
  if (zp_lineage_load(box, &pack->line, err) != ZP_OK) return err->status;
  const zp_fields *manifest = &pack->line.packs[0].fields;
  zp_manifest_read(manifest, &host->policy, &lists);
  if (load_rules(manifest, pack, &lists) != ZP_OK) return err->status;
  zp_combine_read(manifest, host);
  if (err->status != ZP_OK) return err->status;
  lua_settop(box->L, 1);
  lua_rawsetp(box->L, LUA_REGISTRYINDEX, host);
  return seal(pack, err);
}

static zp_status load(zp_host *host, const zp_pack_place *place, zp_error *err)
{
  zp_arena *arena = host->arena;
  zp_text lib = zp_text_copy(place->lib, arena);
  loading *pack = ZP_TAKE(arena, loading, 1);
  if (pack == NULL || lib.ptr == NULL) return zp_fail_memory(err);
  zp_ancestor *first = &pack->line.packs[0];
  pack->host = host;
  pack->line.homes = place->homes;
  first->folder = zp_text_copy(place->folder, arena);
  first->shown = zp_text_copy(place->shown, arena);
  if (first->shown.ptr == NULL || first->folder.ptr == NULL) return zp_fail_memory(err);
  host->line = &pack->line;
  if (zp_sandbox_init(&host->box, &ZP_LIMITS_DEFAULT, lib, arena, err) != ZP_OK) return err->status;
  if (zp_sandbox_run(&host->box, load_pack, pack, err) != ZP_OK) return err->status;
  return zp_sandbox_seal(&host->box, err);
}

zp_status zp_host_open(const zp_pack_place *place, zp_host **out, zp_error *err)
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
  host->progress = &host->own;
  zp_status status = load(host, place, err);
  if (status != ZP_OK) {
    zp_host_close(host);
    return status;
  }
  host->box.limits.steps = host->policy.steps;
  host->box.limits.live = host->policy.memory;
  *out = host;
  return ZP_OK;
}

void zp_host_watch(zp_host *host, zp_progress *progress)
{
  host->progress = progress != NULL ? progress : &host->own;
}

size_t zp_host_functions(const zp_host *host)
{
  return zp_policy_rules(&host->policy) + ZP_LEVELS;
}

zp_text zp_host_function(const zp_host *host, size_t place)
{
  size_t rules = zp_policy_rules(&host->policy);
  return place < rules ? host->policy.rules[place].id : host->combiners[place - rules].rule.id;
}

void zp_host_close(zp_host *host)
{
  if (host == NULL) return;
  zp_sandbox_fini(&host->box);
  zp_arena_free(host->arena);
}

zp_host_bytes zp_host_memory(const zp_host *host)
{
  const zp_region *region = &host->box.region;
  zp_host_bytes bytes = { zp_arena_held(host->arena), region->top, 0 };
  for (size_t i = 0; i < region->span_count; i++) bytes.kept += region->spans[i].len;
  return bytes;
}

const zp_policy *zp_host_policy(const zp_host *host)
{
  return &host->policy;
}

zp_rule_text zp_host_rule(const zp_host *host, size_t rule)
{
  const zp_code *code = &host->codes[rule];
  return (zp_rule_text){ &code->source, code->generation, code->defaults, code->examples };
}

bool zp_host_pack(const zp_host *host, size_t generation, zp_pack_text *out)
{
  if (generation >= host->line->count) return false;
  const zp_ancestor *pack = &host->line->packs[generation];
  *out = (zp_pack_text){ pack->shown, pack->folder, &pack->source };
  return true;
}

zp_status zp_host_score(zp_host *host, const zp_row_reading *const *rows, const uint16_t *rules,
                        size_t count, zp_arena *arena, zp_outcome *outcomes, zp_error *err)
{
  const zp_batch batch = { rows, rules, count, NULL };
  return zp_bridge_score(host, &batch, arena, outcomes, err);
}

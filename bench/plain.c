// plain.c: the same rules, the same bridge and gate, and nothing of the sandbox.
#include "plain.h"

#include <lauxlib.h>

#include "script/library.h"

typedef struct loading {
  zp_host *plain;
  zp_text folder;
} loading;

static zp_status load_rule(zp_sandbox *box, const loading *pack, size_t index, zp_error *err)
{
  zp_host *plain = pack->plain;
  zp_rule *rule = &plain->policy.rules[index];
  zp_text id = rule->id, shown = rule->file;
  zp_text path = zp_text_format(box->arena, "%.*s/%.*s.lua", ZP_ARG(pack->folder), ZP_ARG(id));
  zp_source *source = ZP_TAKE(box->arena, zp_source, 1);
  if (path.ptr == NULL || source == NULL) return zp_fail_memory(err);
  if (zp_source_read(path, shown, box->arena, source, err) != ZP_OK) return err->status;
  *rule = (zp_rule){ .id = id };
  if (zp_rule_load(box, source, &plain->policy, id, rule, &plain->codes[index], err) != ZP_OK) return err->status;
  plain->codes[index].most_steps = 0;  // nothing is counted
  lua_rawseti(box->L, 1, (lua_Integer)index + 1);
  return ZP_OK;
}

static zp_status load_rules(zp_sandbox *box, void *context, zp_error *err)
{
  const loading *pack = context;
  lua_createtable(box->L, 0, 0);
  for (size_t i = 0; i < pack->plain->policy.rule_count; i++)
    if (load_rule(box, pack, i, err) != ZP_OK) return err->status;
  lua_rawsetp(box->L, LUA_REGISTRYINDEX, pack->plain);
  return ZP_OK;
}

zp_status zp_plain_open(const zp_host *host, zp_text folder, zp_text lib, zp_arena *arena, zp_host *out, zp_error *err)
{
  size_t count = host->policy.rule_count;
  static const uint64_t none = INT64_MAX;
  *out = (zp_host){ .arena = arena, .policy = host->policy, .codes = ZP_TAKE(arena, zp_code, count) };
  zp_host_watch(out, NULL);
  out->policy.rules = ZP_TAKE(arena, zp_rule, count);
  out->box = (zp_sandbox){ .L = luaL_newstate(), .limits = { none, none, none, none, none }, .arena = arena,
                           .shelf = { .folder = lib }, .cost = 1 };
  if (out->codes == NULL || out->policy.rules == NULL || out->box.L == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < count; i++) out->policy.rules[i] = host->policy.rules[i];
  *(zp_sandbox **)lua_getextraspace(out->box.L) = &out->box;
  zp_library_strings(out->box.L);
  const loading pack = { out, folder };
  return zp_sandbox_run(&out->box, load_rules, (void *)&pack, err);
}

void zp_plain_close(zp_host *plain)
{
  if (plain->box.L != NULL) lua_close(plain->box.L);
}

// combine.c: `combine` of pack.lua: a shape for each level, or a function of the pack's own.
#include "script/pack.h"

typedef struct shape_row {
  const char *name;
  unsigned who;
  const char *shapes[4];      // NULL-terminated
  zp_combine of_shape[3];
} shape_row;

static const shape_row levels[ZP_LEVELS] = {
  [ZP_LEVEL_PROJECT] = { "project", ZP_ASK_PROJECT, { "sum", NULL, NULL }, { ZP_COMBINE_SUM } },
  [ZP_LEVEL_UNIT] = { "unit",
                      ZP_ASK_UNIT,
                      { "budget", "mean", "pool", NULL },
                      { ZP_COMBINE_BUDGET, ZP_COMBINE_MEAN, ZP_COMBINE_POOL } },
  [ZP_LEVEL_DISTRICT] = { "district",
                          ZP_ASK_DISTRICT,
                          { "budget", "mean", NULL },
                          { ZP_COMBINE_BUDGET, ZP_COMBINE_MEAN } },
};

static size_t slot_of(const zp_host *host, zp_level level)
{
  return zp_policy_rules(&host->policy) + (size_t)level + 1;
}

/// The function may be that of a pack further up, whose file it is then in.
static void read_function(const zp_fields *inner, zp_level level, zp_host *host)
{
  zp_key key = zp_key_named(zp_text_from(levels[level].name));
  const zp_fields *holder = zp_fields_holder(inner, key);
  zp_combiner *combiner = &host->combiners[level];
  zp_text chunk = zp_text_format(inner->arena, "=%.*s", ZP_ARG(holder->source->shown));
  combiner->rule.id = zp_text_format(inner->arena, "combine.%s", levels[level].name);
  if (chunk.ptr == NULL || combiner->rule.id.ptr == NULL) {
    zp_fail_memory(inner->err);
    return;
  }
  combiner->rule.file = holder->source->shown;
  combiner->rule.most = ZP_DEC(100);
  combiner->code.chunk = chunk.ptr;
  zp_function_read(holder, key, levels[level].who, &combiner->rule, &combiner->code);
  host->policy.functions[level] =
      (zp_place){ .file = combiner->rule.file, .row = combiner->rule.line };
  if (inner->err->status == ZP_OK) lua_rawseti(inner->L, 1, (lua_Integer)slot_of(host, level));
}

static zp_combine read_level(const zp_fields *inner, zp_level level, zp_host *host)
{
  zp_key key = zp_key_named(zp_text_from(levels[level].name));
  zp_need need = level == ZP_LEVEL_PROJECT ? ZP_OPTIONAL : ZP_REQUIRED;
  int type = zp_fields_type(inner, key);
  if (type == LUA_TFUNCTION) {
    read_function(inner, level, host);
    return ZP_COMBINE_FUNCTION;
  }
  if (type != LUA_TNIL && type != LUA_TSTRING)
    zp_fields_fail(inner, key, ZP_E_FIELD_TYPE, ZP_TEXT("string | function"));
  if (level == ZP_LEVEL_DISTRICT && type == LUA_TSTRING &&
      zp_text_equal(zp_fields_text(inner, key, ZP_REQUIRED), ZP_TEXT("pool"))) {
    zp_fields_fail_as(inner, key, ZP_E_POOL_DISTRICT, (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
    return ZP_COMBINE_BUDGET;
  }
  return levels[level].of_shape[zp_fields_choice(inner, key, need, levels[level].shapes)];
}

void zp_combine_read(const zp_fields *fields, zp_host *host)
{
  static const char *const names[] = { "project", "unit", "district", NULL };
  zp_fields inner;
  if (!zp_fields_enter(fields, ZP_NAMED("combine"), ZP_REQUIRED, names, &inner)) return;
  host->policy.project = read_level(&inner, ZP_LEVEL_PROJECT, host);
  host->policy.unit = read_level(&inner, ZP_LEVEL_UNIT, host);
  host->policy.district = read_level(&inner, ZP_LEVEL_DISTRICT, host);
  zp_fields_leave(&inner);
}

zp_status zp_host_combine(zp_host *host, zp_level level, const zp_series *series, zp_arena *arena,
                          zp_outcome *outcome, zp_error *err)
{
  const zp_combiner *combiner = &host->combiners[level];
  return zp_ask(host, &combiner->rule, &combiner->code, slot_of(host, level), NULL, series, arena,
                outcome, err);
}

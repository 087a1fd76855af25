// small_pack.h: a pack of one rule in a scratch folder, for tests that break it in one place.
#pragma once

#include "scratch.h"
#include "script/host.h"

#define SMALL_PACK                                                                                        \
  "return { id = 'small', version = '1', title = '小', basis = '测试', years = { 2024 }, api = 1,\n"      \
  "  rules = { 'one' },\n"                                                                                \
  "  weights = { execution = 10, groups = {\n"                                                            \
  "    { id = 'output', name = '产出指标', weight = 60 },\n"                                              \
  "    { id = 'benefit', name = '效益指标', weight = 30 } }, absent = 'spread', off_total = 'scale' },\n" \
  "  qualitative = { met = { '完成' }, partial = { '基本完成' }, unmet = { '未完成' } },\n"               \
  "  direction = { down = { '受害率' }, cap = { '成本' } },\n"                                            \
  "  over_fulfilled = 130,\n"                                                                             \
  "  grades = { { name = '优', from = 90 }, { name = '差', from = 0 } },\n"                               \
  "  unscored = 'withhold', combine = { unit = 'budget', district = 'mean' },\n"                          \
  "}\n"

#define SMALL_RULE                                                               \
  "--- 一\n-- @basis 测试\n"                                                     \
  "return { id = 'one', title = 'One', applies = { kind = 'number' },\n"         \
  "  params = { floor = { default = 0.5, doc = 'a floor' } },\n"                 \
  "  score = function(actual, target, weight, floor)\n"                          \
  "    return weight * min(actual / target, 1)\n"                                \
  "  end,\n"                                                                     \
  "  examples = { { 'half', { actual = 1, target = 2, weight = 10 }, 5 } } }\n"

static inline void small_pack_write(const scratch *s, const char *pack, const char *rule)
{
  scratch_text(s, "small/pack.lua", pack);
  if (rule != NULL) scratch_text(s, "small/one.lua", rule);
}

static inline zp_status small_pack_open(const scratch *s, zp_host **host, zp_error *err)
{
  char folder[512], lib[512];
  snprintf(folder, sizeof folder, "%s/small", s->folder);
  snprintf(lib, sizeof lib, "%s/lib", s->folder);
  const zp_pack_place place = { zp_text_from(folder), ZP_TEXT("small"), zp_text_from(lib), { NULL, 0 } };
  return zp_host_open(&place, host, err);
}

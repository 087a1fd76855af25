// gen.c: writes rows whose kinds come in the shares seen in published forms: about half rates, a third counts,
// the rest money, dates and verdicts.
#include "gen.h"

typedef enum answer { ANSWER_NUMBER, ANSWER_DATE, ANSWER_VERDICT } answer;

/// A kind of indicator. Targets are before + number + after; numbers in tenths, `target` 0: drawn.
typedef struct shape {
  const char *level1, *level2, *name, *before, *after;
  int target, step;  // step: tenths an actual is a multiple of
  answer answer;
  int share;         // percent of all rows
} shape;

static const shape shapes[] = {
  { "产出指标", "数量指标", "完成数量", "≥", "个", 0, 10, ANSWER_NUMBER, 22 },
  { "产出指标", "质量指标", "验收合格率", "≥", "%", 950, 1, ANSWER_NUMBER, 14 },
  { "产出指标", "质量指标", "资金使用完成率", "=", "%", 1000, 1, ANSWER_NUMBER, 10 },
  { "产出指标", "时效指标", "完成时限", "2024年12月底前", "", 0, 0, ANSWER_DATE, 8 },
  { "产出指标", "成本指标", "项目成本控制", "≤", "万元", 0, 1, ANSWER_NUMBER, 10 },
  { "效益指标", "社会效益指标", "受益人数", "≥", "人", 0, 10, ANSWER_NUMBER, 10 },
  { "效益指标", "社会效益指标", "工作开展情况", "正常开展", "", 0, 0, ANSWER_VERDICT, 8 },
  { "效益指标", "生态效益指标", "森林火灾受害率", "≤", "‰", 9, 1, ANSWER_NUMBER, 4 },
  { "满意度指标", "服务对象满意度指标", "群众满意度", "≥", "%", 900, 1, ANSWER_NUMBER, 14 },
};
enum { SHAPES = sizeof shapes / sizeof shapes[0] };

static unsigned draw(uint64_t *state, unsigned below)
{
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return (unsigned)(*state >> 16) % below;
}

static const shape *choose(uint64_t *state)
{
  int at = (int)draw(state, 100), i = 0;
  for (; i < SHAPES - 1 && at >= shapes[i].share; i++) at -= shapes[i].share;
  return &shapes[i];
}

static void put_tenths(int tenths, zp_sink *sink)
{
  if (tenths % 10 == 0) zp_sink_print(sink, "%d", tenths / 10);
  else zp_sink_print(sink, "%d.%d", tenths / 10, tenths % 10);
}

/// Target and actual: mostly reached, some short, some over (80 % to 119.9 %).
static void put_values(const shape *from, uint64_t *state, zp_sink *sink)
{
  int target = from->target != 0 ? from->target : 10 * (int)(10 + draw(state, 200));
  int actual = target * (int)(800 + draw(state, 400)) / 1000;
  zp_sink_put(sink, zp_text_from(from->before));
  if (from->answer == ANSWER_NUMBER) put_tenths(target, sink);
  zp_sink_print(sink, "%s,", from->after);
  switch (from->answer) {
    case ANSWER_NUMBER:
      put_tenths(actual / from->step * from->step, sink);
      zp_sink_put(sink, zp_text_from(from->after));
      break;
    case ANSWER_DATE: zp_sink_print(sink, draw(state, 8) == 0 ? "2025年1月20日" : "2024年12月10日"); break;
    case ANSWER_VERDICT: zp_sink_print(sink, draw(state, 5) == 0 ? "基本完成" : "正常开展"); break;
  }
}

static void put_project(size_t unit, size_t project, size_t indicators, uint64_t *state, zp_sink *sink)
{
  int budget = 100 + (int)draw(state, 5000);  // 0.1 万元
  zp_sink_print(sink, "第%04zu镇人民政府,项目%03zu,预算执行,,,,,", unit, project);
  put_tenths(budget, sink);
  zp_sink_put(sink, ZP_TEXT(","));
  put_tenths(budget * (int)(850 + draw(state, 150)) / 1000, sink);
  zp_sink_put(sink, ZP_TEXT("\n"));
  for (size_t i = 1; i <= indicators; i++) {
    const shape *from = choose(state);
    zp_sink_print(sink, "第%04zu镇人民政府,项目%03zu,%s,%s,%s%zu,", unit, project, from->level1, from->level2, from->name, i);
    put_values(from, state, sink);
    zp_sink_put(sink, ZP_TEXT(",,\n"));
  }
}

void zp_gen_csv(const zp_gen *gen, zp_sink *sink)
{
  uint64_t state = gen->seed * 2 + 1;
  zp_sink_put(sink, ZP_TEXT("单位名称,项目名称,一级指标,二级指标,三级指标,年度指标值,实际完成值,"
                            "全年预算数（万元）,执行数（万元）\n"));
  for (size_t u = 1; u <= gen->units; u++)
    for (size_t p = 1; p <= gen->projects; p++) put_project(u, p, gen->indicators, &state, sink);
}

// manifest.c: pack.lua -> policy: weights, words, grades and what to do with rows that cannot be
// scored.
#include <string.h>

#include "script/pack.h"

static const char *const known[] = { "id",      "version",     "title",     "basis",
                                     "years",   "api",         "rules",     "params",
                                     "weights", "qualitative", "direction", "over_fulfilled",
                                     "grades",  "unscored",    "combine",   "limits",
                                     "extends", "vetoes",      "deductions", "monitor",
                                     "review",  NULL };

enum { API = 1, GROUPS_MOST = 32, GRADES_MOST = 16, YEARS_MOST = 64, PACK_PERCENT_MOST = 100000, POINTS_MOST = 100,
       FINDINGS_MOST = 256 };

static void *take(const zp_fields *fields, size_t count, size_t size)
{
  void *room = zp_arena_take(fields->arena, count, size);
  if (room == NULL) zp_fail_memory(fields->err);
  return room;
}

static void read_years(const zp_fields *fields, zp_policy *policy)
{
  zp_fields list;
  if (!zp_fields_enter(fields, ZP_NAMED("years"), ZP_REQUIRED, NULL, &list)) return;
  size_t count = zp_fields_count(&list, YEARS_MOST);
  policy->years = take(fields, count, sizeof *policy->years);
  for (size_t i = 0; i < count && policy->years != NULL; i++)
    policy->years[i] = (int)zp_fields_whole(&list, zp_key_at(i + 1), ZP_REQUIRED, 1990, 2100);
  policy->year_count = count;
  zp_fields_leave(&list);
}

// ---- weights
// --------------------------------------------------------------------------------------------------------

static void read_group(const zp_fields *list, size_t index, zp_group *group)
{
  static const char *const names[] = { "id", "name", "weight", "synonyms", NULL };
  zp_fields inner;
  if (!zp_fields_enter(list, zp_key_at(index), ZP_REQUIRED, names, &inner)) return;
  zp_fields_inherit(&inner, list, ZP_NAMED("id"));
  group->id = zp_fields_text(&inner, ZP_NAMED("id"), ZP_REQUIRED);
  group->name = zp_fields_text(&inner, ZP_NAMED("name"), ZP_REQUIRED);
  group->weight = zp_fields_dec(&inner, ZP_NAMED("weight"), ZP_REQUIRED, ZP_DEC(0), ZP_DEC(100));
  group->synonyms = zp_fields_words(&inner, ZP_NAMED("synonyms"), ZP_OPTIONAL);
  zp_fields_leave(&inner);
}

static void check_groups(const zp_fields *list, const zp_policy *policy)
{
  for (size_t i = 0; i < policy->group_count; i++)
    for (size_t j = 0; j < i; j++)
      if (zp_text_equal(policy->groups[i].id, policy->groups[j].id))
        zp_fields_fail(list, zp_key_at(i + 1), ZP_E_FIELD_VALUE, policy->groups[i].id);
}

static void read_groups(const zp_fields *weights, zp_policy *policy)
{
  zp_fields list;
  if (!zp_fields_enter(weights, ZP_NAMED("groups"), ZP_REQUIRED, NULL, &list)) return;
  size_t count = zp_fields_count(&list, GROUPS_MOST);
  policy->groups = take(weights, count, sizeof *policy->groups);
  for (size_t i = 0; i < count && policy->groups != NULL; i++)
    read_group(&list, i + 1, &policy->groups[i]);
  policy->group_count = policy->groups == NULL ? 0 : count;
  check_groups(&list, policy);
  zp_fields_leave(&list);
}

static void check_sum(const zp_fields *fields, const zp_policy *policy)
{
  char room[ZP_NUMBER_ROOM];
  zp_dec sum = policy->execution_weight;
  for (size_t i = 0; i < policy->group_count; i++) sum.e4 += policy->groups[i].weight.e4;
  if (sum.e4 == ZP_DEC(100).e4) return;
  zp_text about = zp_text_format(fields->arena, "%s ~= 100", zp_dec_print_short(sum, 0, room).ptr);
  zp_fields_fail(fields, ZP_NAMED("weights"), ZP_E_FIELD_VALUE, about);
}

/// "spread", or the id of a group.
static void check_absent(const zp_fields *weights, const zp_policy *policy)
{
  zp_text names[GROUPS_MOST + 1] = { ZP_TEXT("spread") };
  if (weights->err->status != ZP_OK) return;
  for (size_t i = 0; i < policy->group_count; i++) names[i + 1] = policy->groups[i].id;
  for (size_t i = 0; i <= policy->group_count; i++)
    if (zp_text_equal(policy->absent, names[i])) return;
  zp_text nearest =
      zp_fields_nearest(policy->absent, names, policy->group_count + 1, weights->arena);
  zp_text about =
      zp_text_format(weights->arena, "%.*s -> %.*s", ZP_ARG(policy->absent), ZP_ARG(nearest));
  zp_fields_fail(weights, ZP_NAMED("absent"), ZP_E_FIELD_VALUE, about);
}

static void read_weights(const zp_fields *fields, zp_policy *policy)
{
  static const char *const names[] = { "execution", "groups", "absent", "off_total", NULL };
  static const char *const off_totals[] = { "scale", "keep", NULL };
  zp_fields weights;
  if (!zp_fields_enter(fields, ZP_NAMED("weights"), ZP_REQUIRED, names, &weights)) return;
  policy->execution_weight =
      zp_fields_dec(&weights, ZP_NAMED("execution"), ZP_REQUIRED, ZP_DEC(0), ZP_DEC(100));
  read_groups(&weights, policy);
  policy->absent = zp_fields_text(&weights, ZP_NAMED("absent"), ZP_REQUIRED);
  policy->off_total =
      (zp_off_total)zp_fields_choice(&weights, ZP_NAMED("off_total"), ZP_REQUIRED, off_totals);
  check_absent(&weights, policy);
  zp_fields_leave(&weights);
  check_sum(fields, policy);
}

// ---- words
// ----------------------------------------------------------------------------------------------------------

static void read_qualitative(const zp_fields *fields, zp_policy *policy)
{
  static const char *const names[] = { "met", "partial", "unmet", "negations", NULL };
  zp_fields inner;
  if (!zp_fields_enter(fields, ZP_NAMED("qualitative"), ZP_REQUIRED, names, &inner)) return;
  policy->met = zp_fields_words(&inner, ZP_NAMED("met"), ZP_REQUIRED);
  policy->partial = zp_fields_words(&inner, ZP_NAMED("partial"), ZP_REQUIRED);
  policy->unmet = zp_fields_words(&inner, ZP_NAMED("unmet"), ZP_REQUIRED);
  policy->negations = zp_fields_words(&inner, ZP_NAMED("negations"), ZP_OPTIONAL);
  zp_fields_leave(&inner);
}

static void read_direction(const zp_fields *fields, zp_policy *policy)
{
  static const char *const names[] = { "down", "up", "cap", NULL };
  zp_fields inner;
  if (!zp_fields_enter(fields, ZP_NAMED("direction"), ZP_REQUIRED, names, &inner)) return;
  policy->down = zp_fields_words(&inner, ZP_NAMED("down"), ZP_REQUIRED);
  policy->up = zp_fields_words(&inner, ZP_NAMED("up"), ZP_OPTIONAL);
  policy->cap = zp_fields_words(&inner, ZP_NAMED("cap"), ZP_REQUIRED);
  zp_fields_leave(&inner);
}

/// A word in two bands would be decided by chance.
static void check_bands(const zp_fields *fields, const zp_policy *policy)
{
  const zp_words bands[] = { policy->met, policy->partial, policy->unmet };
  for (size_t a = 0; a < 3; a++)
    for (size_t b = 0; b < a; b++)
      for (size_t i = 0; i < bands[a].count; i++)
        for (size_t j = 0; j < bands[b].count; j++)
          if (zp_text_equal(bands[a].items[i], bands[b].items[j]))
            zp_fields_fail(fields, ZP_NAMED("qualitative"), ZP_E_FIELD_VALUE, bands[a].items[i]);
}

// ---- grades
// ---------------------------------------------------------------------------------------------------------

static void read_grade(const zp_fields *list, size_t index, zp_grade *grade)
{
  static const char *const names[] = { "name", "from", NULL };
  zp_fields inner;
  if (!zp_fields_enter(list, zp_key_at(index), ZP_REQUIRED, names, &inner)) return;
  grade->name = zp_fields_text(&inner, ZP_NAMED("name"), ZP_REQUIRED);
  grade->from = zp_fields_dec(&inner, ZP_NAMED("from"), ZP_REQUIRED, ZP_DEC(0), ZP_DEC(100));
  zp_fields_leave(&inner);
}

/// Best first, down to 0, so that every score has exactly one grade.
static void read_grades(const zp_fields *fields, zp_policy *policy)
{
  zp_fields list;
  if (!zp_fields_enter(fields, ZP_NAMED("grades"), ZP_REQUIRED, NULL, &list)) return;
  size_t count = zp_fields_count(&list, GRADES_MOST);
  policy->grades = take(fields, count, sizeof *policy->grades);
  for (size_t i = 0; i < count && policy->grades != NULL; i++) {
    read_grade(&list, i + 1, &policy->grades[i]);
    if (i > 0 && policy->grades[i].from.e4 >= policy->grades[i - 1].from.e4)
      zp_fields_fail(&list, zp_key_at(i + 1), ZP_E_FIELD_VALUE, ZP_TEXT("from[i] >= from[i-1]"));
  }
  policy->grade_count = policy->grades == NULL ? 0 : count;
  zp_fields_leave(&list);
  if (count == 0 || (policy->grades != NULL && policy->grades[count - 1].from.e4 != 0))
    zp_fields_fail(fields, ZP_NAMED("grades"), ZP_E_FIELD_VALUE, ZP_TEXT("from ~= 0"));
}

// ---- monitoring
// -----------------------------------------------------------------------------------------------------

static void read_watch_limits(const zp_fields *monitor, zp_key key, zp_watch_limits *out)
{
  static const char *const names[] = { "green", "yellow", NULL };
  zp_fields inner;
  if (!zp_fields_enter(monitor, key, ZP_REQUIRED, names, &inner)) return;
  out->green = zp_fields_dec(&inner, ZP_NAMED("green"), ZP_REQUIRED, ZP_DEC(0), ZP_DEC(100));
  out->yellow = zp_fields_dec(&inner, ZP_NAMED("yellow"), ZP_REQUIRED, ZP_DEC(0), ZP_DEC(100));
  // Said of the one that this pack sets: the other may be its parent's.
  bool own = zp_fields_holder(&inner, ZP_NAMED("green")) == &inner;
  if (out->yellow.e4 > out->green.e4)
    zp_fields_fail(&inner, own ? ZP_NAMED("green") : ZP_NAMED("yellow"), ZP_E_FIELD_VALUE,
                   ZP_TEXT("yellow > green"));
  zp_fields_leave(&inner);
}

static void read_monitor(const zp_fields *fields, zp_policy *policy)
{
  static const char *const names[] = { "execution", "goals", NULL };
  zp_fields inner;
  policy->has_monitor = zp_fields_enter(fields, ZP_NAMED("monitor"), ZP_OPTIONAL, names, &inner);
  if (!policy->has_monitor) return;
  read_watch_limits(&inner, ZP_NAMED("execution"), &policy->watch_execution);
  read_watch_limits(&inner, ZP_NAMED("goals"), &policy->watch_goals);
  zp_fields_leave(&inner);
}

// ---- what a reviewer looks for
// ----------------------------------------------------------------------------------------

/// Each is the id of a group. Those that a parent requires may be groups this pack does not have.
static void check_required(const zp_fields *review, const zp_policy *policy)
{
  zp_text names[GROUPS_MOST];
  if (review->err->status != ZP_OK || zp_fields_holder(review, ZP_NAMED("required")) != review)
    return;
  for (size_t i = 0; i < policy->group_count; i++) names[i] = policy->groups[i].id;
  for (size_t i = 0; i < policy->review.required.count; i++) {
    zp_text id = policy->review.required.items[i];
    bool found = false;
    for (size_t g = 0; g < policy->group_count && !found; g++) found = zp_text_equal(id, names[g]);
    if (found) continue;
    zp_text nearest = zp_fields_nearest(id, names, policy->group_count, review->arena);
    zp_text about = zp_text_format(review->arena, "%.*s -> %.*s", ZP_ARG(id), ZP_ARG(nearest));
    zp_fields_fail(review, ZP_NAMED("required"), ZP_E_FIELD_VALUE, about);
    return;
  }
}

static void read_finding(const zp_fields *list, size_t index, zp_pack_finding *out)
{
  static const char *const names[] = { "id",     "sentence", "suggestion", "severity", "cell",
                                       "form",   "words",    "level2",     "missing",  NULL };
  static const char *const severities[] = { "warning", "error", "info", NULL };
  static const zp_severity meant[] = { ZP_WARNING, ZP_ERROR, ZP_INFO };
  static const char *const cells[] = { "name", "description", "target", "basis", "actual",
                                       "note", "project",     "use",    "goal",  NULL };
  static const char *const forms[] = { "any", "goals", "filled", NULL };
  zp_fields inner;
  if (!zp_fields_enter(list, zp_key_at(index), ZP_REQUIRED, names, &inner)) return;
  out->id = zp_fields_text(&inner, ZP_NAMED("id"), ZP_REQUIRED);
  out->sentence = zp_fields_text(&inner, ZP_NAMED("sentence"), ZP_REQUIRED);
  out->suggestion = zp_fields_text(&inner, ZP_NAMED("suggestion"), ZP_REQUIRED);
  out->severity = meant[zp_fields_choice(&inner, ZP_NAMED("severity"), ZP_OPTIONAL, severities)];
  out->cell = (zp_looked_at)zp_fields_choice(&inner, ZP_NAMED("cell"), ZP_REQUIRED, cells);
  out->form = (zp_looked_in)zp_fields_choice(&inner, ZP_NAMED("form"), ZP_OPTIONAL, forms);
  out->words = zp_fields_words(&inner, ZP_NAMED("words"), ZP_REQUIRED);
  out->level2 = zp_fields_words(&inner, ZP_NAMED("level2"), ZP_OPTIONAL);
  out->missing = zp_fields_flag(&inner, ZP_NAMED("missing"), ZP_OPTIONAL);
  zp_fields_leave(&inner);
}

static void read_findings(const zp_fields *review, zp_review_policy *out)
{
  zp_fields list;
  if (!zp_fields_enter(review, ZP_NAMED("findings"), ZP_OPTIONAL, NULL, &list)) return;
  size_t count = zp_fields_count(&list, FINDINGS_MOST);
  out->findings = take(review, count, sizeof *out->findings);
  for (size_t i = 0; i < count && out->findings != NULL; i++)
    read_finding(&list, i + 1, &out->findings[i]);
  out->finding_count = out->findings == NULL ? 0 : count;
  zp_fields_leave(&list);
}

static void read_review(const zp_fields *fields, zp_policy *policy)
{
  static const char *const names[] = { "required", "measurable", "effects",    "execution",   "counted",  "named",
                                       "unnamed",  "plan_end",   "difference", "unexplained", "findings",
                                       NULL };
  zp_review_policy *out = &policy->review;
  zp_fields inner;
  if (!zp_fields_enter(fields, ZP_NAMED("review"), ZP_OPTIONAL, names, &inner)) return;
  out->required = zp_fields_words(&inner, ZP_NAMED("required"), ZP_OPTIONAL);
  out->measurable = zp_fields_words(&inner, ZP_NAMED("measurable"), ZP_OPTIONAL);
  out->effects = zp_fields_words(&inner, ZP_NAMED("effects"), ZP_OPTIONAL);
  out->execution = zp_fields_words(&inner, ZP_NAMED("execution"), ZP_OPTIONAL);
  out->counted = zp_fields_words(&inner, ZP_NAMED("counted"), ZP_OPTIONAL);
  out->named = zp_fields_words(&inner, ZP_NAMED("named"), ZP_OPTIONAL);
  out->unnamed = zp_fields_words(&inner, ZP_NAMED("unnamed"), ZP_OPTIONAL);
  out->plan_end =
      zp_fields_dec(&inner, ZP_NAMED("plan_end"), ZP_OPTIONAL, ZP_DEC(0), ZP_DEC(POINTS_MOST));
  out->difference =
      zp_fields_dec(&inner, ZP_NAMED("difference"), ZP_OPTIONAL, ZP_DEC(0), ZP_DEC(POINTS_MOST));
  out->unexplained =
      zp_fields_dec(&inner, ZP_NAMED("unexplained"), ZP_OPTIONAL, ZP_DEC(0), ZP_DEC(POINTS_MOST));
  read_findings(&inner, out);
  check_required(&inner, policy);
  zp_fields_leave(&inner);
}

// ---- how rows become totals
// -------------------------------------------------------------------------------------------

/// Only lower than what a state starts with, and not so low that no rule could run.
static void read_limits(const zp_fields *fields, zp_policy *policy)
{
  static const char *const names[] = { "steps", "memory", NULL };
  const zp_limits most = ZP_LIMITS_DEFAULT;
  zp_fields inner;
  policy->steps = most.steps;
  policy->memory = most.live;
  if (!zp_fields_enter(fields, ZP_NAMED("limits"), ZP_OPTIONAL, names, &inner)) return;
  if (zp_fields_has(&inner, ZP_NAMED("steps")))
    policy->steps = zp_fields_whole(&inner, ZP_NAMED("steps"), ZP_REQUIRED, 1000, most.steps);
  if (zp_fields_has(&inner, ZP_NAMED("memory")))
    policy->memory = zp_fields_whole(&inner, ZP_NAMED("memory"), ZP_REQUIRED, 1 << 20, most.live);
  zp_fields_leave(&inner);
}

// ---- rules
// ------------------------------------------------------------------------------------------------------------

static bool is_rule_name(zp_text name)
{
  return name.len != 0 && name.len <= 64 &&
         strspn(name.ptr, "abcdefghijklmnopqrstuvwxyz0123456789_") == name.len;
}

zp_key zp_rule_list_key(zp_rule_kind kind)
{
  static const char *const names[] = { "rules", "vetoes", "deductions" };
  return zp_key_named(zp_text_from(names[kind]));
}

/// A rule is in one list, once: its name is its file's.
static bool is_listed(const zp_rule_lists *lists, zp_rule_kind kind, size_t index)
{
  zp_text name = lists->names[kind].items[index];
  for (zp_rule_kind k = ZP_RULE_ROW; k <= kind; k++)
    for (size_t i = 0; i < (k == kind ? index : lists->names[k].count); i++)
      if (zp_text_equal(lists->names[k].items[i], name)) return true;
  return false;
}

static void read_rule_names(const zp_fields *fields, zp_rule_kind kind, zp_rule_lists *lists)
{
  zp_fields list;
  zp_key key = zp_rule_list_key(kind);
  zp_need need = kind == ZP_RULE_ROW ? ZP_REQUIRED : ZP_OPTIONAL;
  zp_words names = zp_fields_words(fields, key, need);
  lists->names[kind] = names;
  if (!zp_fields_enter(fields, key, need, NULL, &list)) return;
  zp_fields_count(&list, ZP_RULES_MOST);
  for (size_t i = 0; i < names.count && fields->err->status == ZP_OK; i++) {
    if (!is_rule_name(names.items[i]))
      zp_fields_fail(&list, zp_key_at(i + 1), ZP_E_FIELD_VALUE, names.items[i]);
    else if (is_listed(lists, kind, i))
      zp_fields_fail_as(&list, zp_key_at(i + 1), ZP_E_RULE_DUPLICATE, names.items[i],
                        (zp_text){ NULL, 0 });
  }
  zp_fields_leave(&list);
}

void zp_manifest_open(zp_fields *fields)
{
  zp_fields_open(fields, known);
}

/// What a pack says of itself is never another pack's.
static void read_identity(const zp_fields *fields, zp_policy *policy)
{
  zp_fields own = *fields;
  own.base = NULL;
  zp_fields_whole(&own, ZP_NAMED("api"), ZP_REQUIRED, API, API);
  policy->id = zp_fields_text(&own, ZP_NAMED("id"), ZP_REQUIRED);
  policy->version = zp_fields_text(&own, ZP_NAMED("version"), ZP_REQUIRED);
  policy->title = zp_fields_text(&own, ZP_NAMED("title"), ZP_REQUIRED);
  policy->basis = zp_fields_text(&own, ZP_NAMED("basis"), ZP_REQUIRED);
}

void zp_manifest_read(const zp_fields *fields, zp_policy *policy, zp_rule_lists *lists)
{
  static const char *const unscored[] = { "withhold", "zero", "redistribute", NULL };
  read_identity(fields, policy);
  read_years(fields, policy);
  read_weights(fields, policy);
  read_qualitative(fields, policy);
  check_bands(fields, policy);
  read_direction(fields, policy);
  policy->over_fulfilled = zp_fields_dec(fields, ZP_NAMED("over_fulfilled"), ZP_REQUIRED, ZP_DEC(0),
                                         ZP_DEC(PACK_PERCENT_MOST));
  read_grades(fields, policy);
  read_monitor(fields, policy);
  read_review(fields, policy);
  policy->unscored =
      (zp_unscored_policy)zp_fields_choice(fields, ZP_NAMED("unscored"), ZP_REQUIRED, unscored);
  read_limits(fields, policy);
  for (zp_rule_kind kind = ZP_RULE_ROW; kind <= ZP_RULE_DEDUCTION; kind++)
    read_rule_names(fields, kind, lists);
}

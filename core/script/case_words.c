// case_words.c: looks headings and cells of a case table up in case_words.def, the inputs, the
// parameters and the reasons.
#include "script/case_words.h"

typedef struct named_role {
  zp_case_role role;
  zp_text name;
} named_role;

static const named_role columns[] = {
#define ZP_CASE_COLUMN(role, heading) { ZP_COLUMN_##role, ZP_TEXT_INIT(heading) },
#include "script/case_words.def"
#undef ZP_CASE_COLUMN
};

typedef struct named_input {
  zp_input input;
  zp_text name;
} named_input;

static const named_input inputs[] = {
#define X(input, lua, type, need, doc) { ZP_IN_##input, ZP_TEXT_INIT(lua) },
  ZP_INPUT_MAP(X)
#undef X
#define ZP_CASE_INPUT(input, heading) { ZP_IN_##input, ZP_TEXT_INIT(heading) },
#include "script/case_words.def"
#undef ZP_CASE_INPUT
};

typedef struct named_value {
  zp_input input;
  zp_text cell, value;
} named_value;

static const named_value values[] = {
#define ZP_CASE_VALUE(input, cell, value)                                                          \
  { ZP_IN_##input, ZP_TEXT_INIT(cell), ZP_TEXT_INIT(value) },
#include "script/case_words.def"
#undef ZP_CASE_VALUE
};

typedef struct named_flag {
  bool value;
  zp_text name;
} named_flag;

static const named_flag flags[] = {
#define ZP_CASE_FLAG(value, text) { value, ZP_TEXT_INIT(text) },
#include "script/case_words.def"
#undef ZP_CASE_FLAG
};

typedef struct named_reason {
  zp_reason reason;
  zp_text name;
} named_reason;

static const named_reason reasons[] = {
#define ZP_CASE_REASON(reason, text) { ZP_REASON_##reason, ZP_TEXT_INIT(text) },
#include "script/case_words.def"
#undef ZP_CASE_REASON
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

enum { COLUMN_COUNT = COUNT(columns), INPUT_NAMES = COUNT(inputs), VALUE_COUNT = COUNT(values) };

// ---- headings
// -------------------------------------------------------------------------------------------------------

/// Without a remark in parentheses at its end: 执行数（元）.
static zp_text without_remark(zp_text heading)
{
  static const zp_text opening[] = { ZP_TEXT_INIT("("), ZP_TEXT_INIT("\xEF\xBC\x88") }; // U+FF08
  for (size_t i = 0; i < COUNT(opening); i++) {
    size_t at = zp_text_find(heading, opening[i]);
    if (at != SIZE_MAX && at > 0) heading = zp_text_slice(heading, 0, at);
  }
  return zp_text_trim(heading);
}

/// True when two names are the same but for blanks, punctuation and case; names without letters
/// (>=) as they are.
static bool alike(zp_text key, zp_text name, zp_arena *arena)
{
  zp_text other = zp_text_key(name, arena);
  return other.len != 0 && zp_text_equal(key, other);
}

/// The parameter of that name, of any rule; ptr NULL when there is none.
static zp_text find_param(zp_text key, const zp_policy *policy, zp_arena *arena)
{
  for (size_t r = 0; r < policy->rule_count; r++)
    for (size_t p = 0; p < policy->rules[r].param_count; p++)
      if (alike(key, policy->rules[r].params[p].name, arena))
        return policy->rules[r].params[p].name;
  return (zp_text){ NULL, 0 };
}

static zp_text nearest_heading(zp_text heading, const zp_policy *policy)
{
  enum { PARAMS = 512 };
  zp_text names[COLUMN_COUNT + INPUT_NAMES + PARAMS];
  size_t count = 0;
  for (size_t i = 0; i < INPUT_NAMES; i++) names[count++] = inputs[i].name;
  for (size_t i = 0; i < COLUMN_COUNT; i++) names[count++] = columns[i].name;
  for (size_t r = 0; r < policy->rule_count; r++)
    for (size_t p = 0; p < policy->rules[r].param_count && count < COUNT(names); p++)
      names[count++] = policy->rules[r].params[p].name;
  return zp_fields_near(heading, names, count);
}

bool zp_case_column_read(zp_text heading, const zp_policy *policy, zp_arena *arena,
                         zp_case_column *out, zp_text *nearest)
{
  *nearest = (zp_text){ NULL, 0 };
  *out = (zp_case_column){ .role = ZP_COLUMN_BLANK, .heading = heading };
  if (zp_text_blank(heading)) return true;
  zp_text name = without_remark(heading), key = zp_text_key(name, arena);
  for (size_t i = 0; i < INPUT_NAMES && out->role == ZP_COLUMN_BLANK; i++)
    if (alike(key, inputs[i].name, arena)) {
      out->role = ZP_COLUMN_INPUT;
      out->input = inputs[i].input;
    }
  for (size_t i = 0; i < COLUMN_COUNT && out->role == ZP_COLUMN_BLANK; i++)
    if (alike(key, columns[i].name, arena)) out->role = columns[i].role;
  zp_text param = find_param(key, policy, arena);
  if (out->role == ZP_COLUMN_BLANK && param.ptr != NULL)
    *out = (zp_case_column){ .role = ZP_COLUMN_PARAM, .heading = param };
  if (out->role == ZP_COLUMN_BLANK) {
    out->role = ZP_COLUMN_UNKNOWN;
    *nearest = nearest_heading(name, policy);
  }
  return !zp_arena_short(arena);
}

// ---- cells
// ----------------------------------------------------------------------------------------------------------

static bool is_listed(const zp_words *words, zp_text cell)
{
  for (size_t i = 0; i < words->count; i++)
    if (zp_text_equal(words->items[i], cell)) return true;
  return false;
}

/// A verdict in the pack's own words.
static bool read_verdict(zp_text cell, const zp_policy *policy, zp_text *out)
{
  const zp_words *const lists[] = { &policy->met, &policy->partial, &policy->unmet };
  for (size_t i = 0; i < COUNT(lists); i++) {
    if (!is_listed(lists[i], cell)) continue;
    *out = zp_text_from(zp_band_name((zp_band)(ZP_BAND_MET + (int)i)));
    return true;
  }
  return false;
}

static bool read_group(zp_text cell, const zp_policy *policy, zp_text *out, zp_text *nearest)
{
  enum { NAMES = 128 };
  zp_text names[NAMES];
  size_t count = 0;
  for (size_t i = 0; i < policy->group_count; i++) {
    const zp_group *group = &policy->groups[i];
    *out = group->id;
    if (zp_text_equal(cell, group->id) || zp_text_equal(cell, group->name)) return true;
    if (is_listed(&group->synonyms, cell)) return true;
    if (count + 2 > COUNT(names)) continue;
    names[count++] = group->id;
    names[count++] = group->name;
  }
  *nearest = zp_fields_near(cell, names, count);
  return false;
}

bool zp_case_text_read(zp_text cell, zp_input input, const zp_policy *policy, zp_text *out,
                       zp_text *nearest)
{
  zp_text names[VALUE_COUNT];
  size_t count = 0;
  *nearest = (zp_text){ NULL, 0 };
  *out = cell;
  if (input == ZP_IN_GROUP) return read_group(cell, policy, out, nearest);
  if (input == ZP_IN_BAND && read_verdict(cell, policy, out)) return true;
  for (size_t i = 0; i < VALUE_COUNT; i++) {
    if (values[i].input != input) continue;
    *out = values[i].value;
    if (zp_text_equal(cell, values[i].cell)) return true;
    names[count++] = values[i].cell;
  }
  if (count == 0) return true; // any text will do
  *nearest = zp_fields_near(cell, names, count);
  return false;
}

static bool same_letters(zp_text cell, zp_text name)
{
  if (cell.len != name.len) return false;
  for (size_t i = 0; i < cell.len; i++) {
    char c = cell.ptr[i];
    if (c >= 'A' && c <= 'Z') c = (char)(c ^ 0x20); // spreadsheets write TRUE
    if (c != name.ptr[i]) return false;
  }
  return true;
}

bool zp_case_flag_read(zp_text cell, bool *out)
{
  for (size_t i = 0; i < COUNT(flags); i++) {
    *out = flags[i].value;
    if (same_letters(cell, flags[i].name)) return true;
  }
  return false;
}

bool zp_case_reason_read(zp_text cell, zp_arena *arena, zp_reason *out, zp_text *nearest)
{
  zp_text names[3 * ZP_REASON_COUNT + COUNT(reasons)];
  size_t count = 0, extra = COUNT(reasons);
  zp_text key = zp_text_key(cell, arena);
  *nearest = (zp_text){ NULL, 0 };
  for (int i = ZP_REASON_NONE + 1; i < ZP_REASON_COUNT; i++) {
    zp_word word = zp_reason_word((zp_reason)i);
    names[count++] = zp_text_from(zp_reason_name((zp_reason)i));
    names[count++] = zp_text_from(zp_word_text(word, ZP_LANG_ZH));
    names[count++] = zp_text_from(zp_word_text(word, ZP_LANG_EN));
    *out = (zp_reason)i;
    for (size_t n = count - 3; n < count; n++)
      if (alike(key, names[n], arena)) return true;
  }
  for (size_t i = 0; i < extra; i++) {
    *out = reasons[i].reason;
    if (alike(key, reasons[i].name, arena)) return true;
    names[count++] = reasons[i].name;
  }
  *nearest = zp_fields_near(cell, names, count);
  return false;
}

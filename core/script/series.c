// series.c: the lists that vetoes, deductions and functions of `combine` are given: from an example's
// tables, and to Lua.
#include "script/pack.h"

enum { ITEMS_MOST = 4096 };

// ---- examples
// ---------------------------------------------------------------------------------------------------------

/// A number, or false where it is not known.
static zp_figure read_figure(const zp_fields *fields, zp_key key)
{
  zp_figure figure = { false, 0 };
  if (zp_fields_type(fields, key) == LUA_TBOOLEAN) {
    if (zp_fields_flag(fields, key, ZP_REQUIRED))
      zp_fields_fail(fields, key, ZP_E_FIELD_TYPE, ZP_TEXT("number | false"));
    return figure;
  }
  figure.number = zp_fields_number(fields, key, ZP_REQUIRED);
  figure.known = true;
  return figure;
}

/// Lists that go together are of one length.
static bool agree(const zp_fields *values, zp_key key, size_t count, bool *known, size_t *common)
{
  if (*known && count != *common)
    zp_fields_fail(values, key, ZP_E_FIELD_VALUE,
                   zp_text_format(values->arena, "#%.*s = %zu ~= %zu", ZP_ARG(key.name), count,
                                  *common));
  *known = true;
  *common = count;
  return values->err->status == ZP_OK;
}

static void read_list(const zp_fields *values, zp_series_name name, bool *known, zp_series *series)
{
  const zp_series_kind *kind = zp_series_kind_of(name);
  zp_key key = zp_key_named(zp_text_from(kind->name));
  zp_fields list;
  if (!zp_fields_enter(values, key, ZP_REQUIRED, NULL, &list)) return;
  size_t count = zp_fields_count(&list, ITEMS_MOST);
  zp_figure *figures = kind->texts ? NULL : ZP_TAKE(values->arena, zp_figure, count);
  zp_text *texts = kind->texts ? ZP_TAKE(values->arena, zp_text, count) : NULL;
  if (figures == NULL && texts == NULL) zp_fail_memory(values->err);
  if (agree(values, key, count, known, &series->count[kind->shape]))
    for (size_t i = 0; i < count; i++) {
      if (kind->texts)
        texts[i] = zp_fields_text(&list, zp_key_at(i + 1), ZP_OPTIONAL);
      else
        figures[i] = read_figure(&list, zp_key_at(i + 1));
    }
  series->figures[name] = figures;
  series->texts[name] = texts;
  zp_fields_leave(&list);
}

static void read_one(const zp_fields *values, zp_series_name name, zp_series *series)
{
  series->figures[name] = ZP_TAKE(values->arena, zp_figure, 1);
  if (series->figures[name] == NULL)
    zp_fail_memory(values->err);
  else
    *series->figures[name] =
        read_figure(values, zp_key_named(zp_text_from(zp_series_kind_of(name)->name)));
}

static bool is_asked_for(const zp_rule *rule, zp_series_name name)
{
  for (size_t i = 0; i < rule->argument_count; i++)
    if (!rule->arguments[i].is_param && rule->arguments[i].series == name) return true;
  return false;
}

zp_series *zp_series_read(const zp_fields *values, const zp_rule *rule)
{
  zp_series *series = ZP_TAKE(values->arena, zp_series, 1);
  bool known[ZP_SERIES_SHAPES] = { false };
  if (series == NULL) {
    zp_fail_memory(values->err);
    return NULL;
  }
  series->count[ZP_SERIES_ONE] = 1;
  for (zp_series_name name = 0; name < ZP_SERIES_COUNT; name++) {
    const zp_series_kind *kind = zp_series_kind_of(name);
    bool given = zp_fields_has(values, zp_key_named(zp_text_from(kind->name)));
    if (!given && !is_asked_for(rule, name)) continue;
    if (kind->shape == ZP_SERIES_ONE)
      read_one(values, name, series);
    else
      read_list(values, name, &known[kind->shape], series);
  }
  return series;
}

// ---- to Lua
// -----------------------------------------------------------------------------------------------------------

static void push_figure(lua_State *L, zp_figure figure)
{
  if (figure.known)
    lua_pushnumber(L, figure.number);
  else
    lua_pushboolean(L, false);
}

void zp_series_push(lua_State *L, const zp_series *series, zp_series_name name)
{
  const zp_series_kind *kind = zp_series_kind_of(name);
  size_t count = series->count[kind->shape];
  const zp_text *texts = series->texts[name];
  if (kind->shape == ZP_SERIES_ONE) {
    push_figure(L, *series->figures[name]);
    return;
  }
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    if (texts == NULL)
      push_figure(L, series->figures[name][i]);
    else
      lua_pushlstring(L, texts[i].len == 0 ? "" : texts[i].ptr, texts[i].len);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

// fields.c: see fields.h. Nothing here calls a metamethod.
#include "script/fields.h"

#include <lauxlib.h>

enum { WORDS_MOST = 4096 };

zp_key zp_key_named(zp_text name)
{
  return (zp_key){ name, 0 };
}

zp_key zp_key_at(size_t index)
{
  return (zp_key){ { NULL, 0 }, index };
}

static bool failed(const zp_fields *fields)
{
  return fields->err->status != ZP_OK;
}

enum { CHOICES_MOST = 64 };

static size_t as_texts(const char *const *names, zp_text out[CHOICES_MOST])
{
  size_t count = 0;
  for (; names[count] != NULL && count < CHOICES_MOST; count++)
    out[count] = zp_text_from(names[count]);
  return count;
}

static void fail_type(const zp_fields *fields, zp_key key, const char *wanted)
{
  zp_fields_fail(fields, key, ZP_E_FIELD_TYPE, zp_text_from(wanted));
}

// ---- tables
// --------------------------------------------------------------------------------------------------------

/// The text at an index, which must be a Lua string (numbers are not turned into one).
static zp_text string_at(lua_State *L, int index)
{
  size_t len;
  const char *ptr = lua_tolstring(L, index, &len);
  return (zp_text){ ptr, len };
}

static bool is_known(zp_text name, const char *const *known)
{
  for (; *known != NULL; known++)
    if (name.len != 0 && **known == name.ptr[0] && zp_text_equal(name, zp_text_from(*known))) return true;
  return false;
}

/// Of several unknown names the first in byte order is reported: the order of lua_next is not the
/// same everywhere.
static void check_known(const zp_fields *fields, const char *const *known)
{
  lua_State *L = fields->L;
  zp_text unknown = { NULL, 0 }, names[CHOICES_MOST];
  for (lua_pushnil(L); lua_next(L, fields->table) != 0; lua_pop(L, 1)) {
    if (lua_type(L, -2) != LUA_TSTRING) {
      zp_key key =
          lua_isinteger(L, -2) ? zp_key_at((size_t)lua_tointeger(L, -2)) : ZP_NAMED("[...]");
      lua_pop(L, 2);
      zp_fields_fail(fields, key, ZP_E_FIELD_UNKNOWN,
                     zp_fields_nearest(ZP_TEXT(""), names, as_texts(known, names), fields->arena));
      return;
    }
    zp_text name = string_at(L, -2);
    if (is_known(name, known)) continue;
    if (unknown.ptr == NULL || zp_text_compare(name, unknown) < 0) unknown = name;
  }
  if (unknown.ptr == NULL) return;
  zp_text suggestion = zp_fields_nearest(unknown, names, as_texts(known, names), fields->arena);
  zp_fields_fail(fields, zp_key_named(unknown), ZP_E_FIELD_UNKNOWN, suggestion);
}

void zp_fields_open(zp_fields *fields, const char *const *known)
{
  fields->table = lua_gettop(fields->L);
  fields->step = NULL;
  if (failed(fields)) return;
  if (lua_type(fields->L, -1) != LUA_TTABLE)
    fail_type(fields, ZP_NAMED("return"), "table");
  else if (known != NULL)
    check_known(fields, known);
}

/// Pushes what this very table has, which may be nil, and returns its type.
static int push_own(const zp_fields *fields, zp_key key)
{
  lua_State *L = fields->L;
  luaL_checkstack(L, 4, NULL);
  if (key.name.len == 0) return lua_rawgeti(L, fields->table, (lua_Integer)key.index);
  lua_pushlstring(L, key.name.ptr, key.name.len);
  return lua_rawget(L, fields->table);
}

const zp_fields *zp_fields_holder(const zp_fields *fields, zp_key key)
{
  const zp_fields *at = fields;
  if (key.name.len == 0 || fields->base == NULL) return fields;
  for (; at != NULL; at = at->base) {
    int type = push_own(at, key);
    lua_pop(at->L, 1);
    if (type != LUA_TNIL) return at;
  }
  return fields;
}

/// Pushes the field's value and returns its type; LUA_TNONE (and nothing pushed) when it is absent
/// or all has failed.
static int push(const zp_fields *fields, zp_key key, zp_need need)
{
  lua_State *L = fields->L;
  if (failed(fields)) return LUA_TNONE;
  int type = push_own(zp_fields_holder(fields, key), key);
  if (type != LUA_TNIL) return type;
  lua_pop(L, 1);
  if (need == ZP_REQUIRED) zp_fields_fail(fields, key, ZP_E_FIELD_MISSING, (zp_text){ NULL, 0 });
  return LUA_TNONE;
}

/// The table of that name in the base, if it has one.
static void enter_base(zp_fields *inner, const zp_fields *base, zp_key key,
                       const char *const *known)
{
  if (zp_fields_type(base, key) != LUA_TTABLE) return;
  zp_fields *same = ZP_TAKE(inner->arena, zp_fields, 1);
  if (same == NULL)
    zp_fail_memory(inner->err);
  else if (zp_fields_enter(base, key, ZP_REQUIRED, known, same))
    inner->base = same;
}

bool zp_fields_enter(const zp_fields *outer, zp_key key, zp_need need, const char *const *known,
                     zp_fields *inner)
{
  int type = push(outer, key, need);
  if (type == LUA_TNONE) return false;
  if (type != LUA_TTABLE) {
    lua_pop(outer->L, 1);
    fail_type(outer, key, "table");
    return false;
  }
  const zp_fields *holder = zp_fields_holder(outer, key);
  *inner = *holder;
  inner->table = lua_gettop(outer->L);
  inner->own = (zp_step){ holder->step, key.name, key.index };
  inner->step = &inner->own;
  inner->base = NULL;
  if (known != NULL) check_known(inner, known);
  if (key.name.len != 0 && holder->base != NULL) enter_base(inner, holder->base, key, known);
  return true;
}

void zp_fields_leave(zp_fields *inner)
{
  lua_settop(inner->L, inner->table - 1);
}

void zp_fields_inherit(zp_fields *item, const zp_fields *list, zp_key key)
{
  if (failed(item) || list->base == NULL) return;
  zp_text wanted = zp_fields_text(item, key, ZP_REQUIRED);
  for (size_t i = 1; i <= lua_rawlen(list->L, list->base->table) && !failed(item); i++) {
    zp_fields *same = ZP_TAKE(item->arena, zp_fields, 1);
    if (same == NULL) zp_fail_memory(item->err);
    if (same == NULL || !zp_fields_enter(list->base, zp_key_at(i), ZP_REQUIRED, NULL, same)) return;
    if (zp_text_equal(zp_fields_text(same, key, ZP_REQUIRED), wanted)) {
      zp_fields_inherit(same, list->base, key);
      item->base = same;
      return;
    }
    zp_fields_leave(same);
  }
}

static size_t count_keys(const zp_fields *fields)
{
  size_t count = 0;
  for (lua_pushnil(fields->L); lua_next(fields->L, fields->table) != 0; lua_pop(fields->L, 1))
    count++;
  return count;
}

/// A list's own name is the way to its table.
static zp_fields parent_of(const zp_fields *fields, zp_key *key)
{
  zp_fields parent = *fields;
  *key = zp_key_named(ZP_TEXT("return"));
  if (fields->step == NULL) return parent;
  *key = (zp_key){ fields->step->name, fields->step->index };
  parent.step = fields->step->up;
  parent.base = NULL;
  return parent;
}

size_t zp_fields_count(const zp_fields *list, size_t most)
{
  if (failed(list)) return 0;
  size_t count = lua_rawlen(list->L, list->table);
  if (count <= most && count_keys(list) == count) return count;
  zp_key key;
  zp_fields parent = parent_of(list, &key);
  if (count > most)
    zp_fields_fail(&parent, key, ZP_E_FIELD_VALUE,
                   zp_text_format(list->arena, "%zu > %zu", count, most));
  else
    fail_type(&parent, key, "{ ..., ... }");
  return 0;
}

zp_words zp_fields_names(const zp_fields *map, size_t most)
{
  zp_words names = { NULL, 0 };
  zp_key key;
  if (failed(map)) return names;
  size_t count = count_keys(map);
  zp_fields parent = parent_of(map, &key);
  if (count > most) {
    zp_fields_fail(&parent, key, ZP_E_FIELD_VALUE,
                   zp_text_format(map->arena, "%zu > %zu", count, most));
    return names;
  }
  names.items = ZP_TAKE(map->arena, zp_text, count);
  if (names.items == NULL) {
    zp_fail_memory(map->err);
    return names;
  }
  for (lua_pushnil(map->L); lua_next(map->L, map->table) != 0; lua_pop(map->L, 1)) {
    if (lua_type(map->L, -2) != LUA_TSTRING) {
      lua_pop(map->L, 2);
      fail_type(&parent, key, "{ name = ... }");
      return (zp_words){ NULL, 0 };
    }
    zp_text name = zp_text_copy(string_at(map->L, -2), map->arena);
    if (name.ptr == NULL) zp_fail_memory(map->err);
    size_t i = names.count++;
    for (; i > 0 && zp_text_compare(name, names.items[i - 1]) < 0; i--)
      names.items[i] = names.items[i - 1];
    names.items[i] = name;
  }
  return names;
}

// ---- single values
// -------------------------------------------------------------------------------------------------

int zp_fields_type(const zp_fields *fields, zp_key key)
{
  int type = push(fields, key, ZP_OPTIONAL);
  if (type == LUA_TNONE) return LUA_TNIL;
  lua_pop(fields->L, 1);
  return type;
}

bool zp_fields_has(const zp_fields *fields, zp_key key)
{
  return zp_fields_type(fields, key) != LUA_TNIL;
}

zp_text zp_fields_text(const zp_fields *fields, zp_key key, zp_need need)
{
  zp_text copy = { NULL, 0 };
  size_t bad;
  int type = push(fields, key, need);
  if (type == LUA_TNONE) return copy;
  if (type == LUA_TSTRING) {
    zp_text text = string_at(fields->L, -1);
    copy = zp_text_copy(text, fields->arena);
    if (copy.ptr == NULL)
      zp_fail_memory(fields->err);
    else if (!zp_text_utf8(copy, &bad))
      fail_type(fields, key, "UTF-8");
    else if (need == ZP_REQUIRED && zp_text_blank(copy))
      zp_fields_fail(fields, key, ZP_E_FIELD_VALUE, ZP_TEXT("\"\""));
  } else {
    fail_type(fields, key, "string");
  }
  lua_pop(fields->L, 1);
  return copy;
}

double zp_fields_number(const zp_fields *fields, zp_key key, zp_need need)
{
  double number = 0;
  int type = push(fields, key, need);
  if (type == LUA_TNONE) return 0;
  if (type == LUA_TNUMBER) number = lua_tonumber(fields->L, -1);
  if (type != LUA_TNUMBER || !(number - number == 0)) fail_type(fields, key, "number");
  lua_pop(fields->L, 1);
  return number;
}

bool zp_fields_flag(const zp_fields *fields, zp_key key, zp_need need)
{
  int type = push(fields, key, need);
  if (type == LUA_TNONE) return false;
  bool flag = type == LUA_TBOOLEAN && lua_toboolean(fields->L, -1);
  if (type != LUA_TBOOLEAN) fail_type(fields, key, "boolean");
  lua_pop(fields->L, 1);
  return flag;
}

static void fail_bounds(const zp_fields *fields, zp_key key, zp_text least, zp_text most)
{
  zp_text bounds = zp_text_format(fields->arena, "%.*s ... %.*s", ZP_ARG(least), ZP_ARG(most));
  zp_fields_fail(fields, key, ZP_E_FIELD_VALUE, bounds);
}

zp_dec zp_fields_dec(const zp_fields *fields, zp_key key, zp_need need, zp_dec least, zp_dec most)
{
  char low[ZP_NUMBER_ROOM], high[ZP_NUMBER_ROOM];
  zp_dec value = { 0 };
  if (!zp_fields_has(fields, key) && need == ZP_OPTIONAL) return value;
  double number = zp_fields_number(fields, key, need);
  if (failed(fields)) return value;
  if (!zp_dec_from_answer(number, 4, &value) || value.e4 < least.e4 || value.e4 > most.e4)
    fail_bounds(fields, key, zp_dec_print_short(least, 0, low), zp_dec_print_short(most, 0, high));
  else if (zp_dec_to_double(value) != number)
    zp_fields_fail(fields, key, ZP_E_FIELD_VALUE, ZP_TEXT("0.0001"));
  return value;
}

uint64_t zp_fields_whole(const zp_fields *fields, zp_key key, zp_need need, uint64_t least,
                         uint64_t most)
{
  int type = push(fields, key, need), whole = 0;
  if (type == LUA_TNONE) return least;
  lua_Integer value = type == LUA_TNUMBER ? lua_tointegerx(fields->L, -1, &whole) : 0;
  lua_pop(fields->L, 1);
  if (!whole) {
    fail_type(fields, key, "integer");
  } else if (value < 0 || (uint64_t)value < least || (uint64_t)value > most) {
    zp_text low = zp_text_format(fields->arena, "%llu", (unsigned long long)least);
    fail_bounds(fields, key, low, zp_text_format(fields->arena, "%llu", (unsigned long long)most));
    return least;
  }
  return whole ? (uint64_t)value : least;
}

// ---- lists of words
// ------------------------------------------------------------------------------------------------

zp_words zp_fields_words(const zp_fields *fields, zp_key key, zp_need need)
{
  zp_words words = { NULL, 0 };
  zp_fields list;
  int type = zp_fields_type(fields, key);
  bool single = type == LUA_TSTRING;
  if (type == LUA_TNIL && need == ZP_OPTIONAL) return words;
  if (!single && !zp_fields_enter(fields, key, need, NULL, &list)) return words;
  size_t count = single ? 1 : zp_fields_count(&list, WORDS_MOST);
  words.items = ZP_TAKE(fields->arena, zp_text, count);
  if (words.items == NULL) {
    zp_fail_memory(fields->err);
    count = 0;
  }
  if (single)
    words.items[0] = zp_fields_text(fields, key, ZP_REQUIRED);
  else
    for (size_t i = 0; i < count; i++)
      words.items[i] = zp_fields_text(&list, zp_key_at(i + 1), ZP_REQUIRED);
  words.count = failed(fields) ? 0 : count;
  if (!single) zp_fields_leave(&list);
  return words;
}

static size_t choose(const zp_fields *fields, zp_key key, zp_text text, const char *const *choices)
{
  zp_text names[CHOICES_MOST];
  size_t count = as_texts(choices, names);
  for (size_t i = 0; i < count; i++)
    if (zp_text_equal(text, names[i])) return i;
  zp_text nearest = zp_fields_nearest(text, names, count, fields->arena);
  zp_text about = zp_text_format(fields->arena, "%.*s -> %.*s", ZP_ARG(text), ZP_ARG(nearest));
  zp_fields_fail(fields, key, ZP_E_FIELD_VALUE, about);
  return 0;
}

size_t zp_fields_choice(const zp_fields *fields, zp_key key, zp_need need,
                        const char *const *choices)
{
  if (!zp_fields_has(fields, key) && need == ZP_OPTIONAL) return 0;
  zp_text text = zp_fields_text(fields, key, need);
  return failed(fields) ? 0 : choose(fields, key, text, choices);
}

uint32_t zp_fields_choices(const zp_fields *fields, zp_key key, zp_need need,
                           const char *const *choices)
{
  uint32_t bits = 0;
  zp_words words = zp_fields_words(fields, key, need);
  for (size_t i = 0; i < words.count && !failed(fields); i++)
    bits |= 1u << choose(fields, key, words.items[i], choices);
  return bits;
}

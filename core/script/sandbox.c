// sandbox.c: limits by allocator and count hook, loading of text chunks, require.
#include "script/sandbox.h"

#include <inttypes.h>
#include <lauxlib.h>
#include <string.h>

#include "script/inspect.h"
#include "script/library.h"

/// Instructions between two looks at the budget.
enum { STEPS_A_TICK = 1000, REQUIRE_DEPTH = 8 };

/// Bytes of address space for each byte that may be held: pieces come in sizes, and one size is
/// never made of another. Only what is touched takes room.
enum { REGION_SHARE = 4 };

// ---- memory
// --------------------------------------------------------------------------------------------------------

static bool over(zp_sandbox *box, zp_limit limit)
{
  box->stopped = limit;
  return true;
}

/// One instruction compares, hashes or reads a whole text: those of scripts are short. What the
/// host gives may be longer.
static bool is_long_text(const zp_sandbox *box, const void *block, size_t tag, uint64_t size)
{
  return block == NULL && tag == LUA_TSTRING && !box->giving && size > box->limits.text;
}

/// The first refusal is final: else a state that is nearly full would be searched for rubbish at
/// every step.
static bool refused(zp_sandbox *box, uint64_t old_size, uint64_t size)
{
  const zp_limits *limits = &box->limits;
  if (size <= old_size) return false; // Lua relies on shrinking
  if (box->stopped > ZP_LIMIT_STEPS) return true;
  if (size > limits->block) return over(box, ZP_LIMIT_BLOCK);
  if (box->live - old_size + size > limits->live) return over(box, ZP_LIMIT_LIVE);
  return box->asked + (size - old_size) > limits->total && over(box, ZP_LIMIT_TOTAL);
}

/// `old_size` is the kind of value when there is no block yet.
static void *allocate(void *context, void *block, size_t old_size, size_t size)
{
  zp_sandbox *box = context;
  size_t held = block == NULL ? 0 : old_size;
  if (box->stopped == ZP_LIMIT_NONE && is_long_text(box, block, old_size, size))
    over(box, ZP_LIMIT_TEXT);
  if (refused(box, held, size)) return NULL;
  void *room = zp_region_resize(&box->region, block, held, size);
  if (room == NULL && size != 0) {
    over(box, ZP_LIMIT_LIVE); // in pieces: as good as full
    return NULL;
  }
  box->live = box->live - held + size;
  if (size > held) box->asked += size - held;
  return room;
}

// ---- steps
// ---------------------------------------------------------------------------------------------------------

zp_sandbox *zp_sandbox_of(lua_State *L)
{
  return *(zp_sandbox **)lua_getextraspace(L);
}

static void spend(lua_State *L, int64_t steps)
{
  zp_sandbox *box = zp_sandbox_of(L);
  box->left -= steps;
  if (box->left >= 0) return;
  box->stopped = ZP_LIMIT_STEPS;
  luaL_error(L, "steps");
}

static void tick(lua_State *L, lua_Debug *event)
{
  zp_sandbox *box = zp_sandbox_of(L);
  if (event->event == LUA_HOOKCOUNT)
    spend(L, (int64_t)STEPS_A_TICK * box->cost);
  else if (lua_getinfo(L, "S", event))
    box->on_line(box->on_line_context, event->source, (uint32_t)event->currentline);
}

void zp_sandbox_charge(lua_State *L, size_t steps)
{
  spend(L, (int64_t)(steps > INT32_MAX ? INT32_MAX : steps));
}

void zp_sandbox_arm(zp_sandbox *box, size_t most_steps)
{
  bool counted = most_steps > box->limits.steps;
  box->left = (int64_t)(counted ? box->limits.steps : box->limits.steps - most_steps);
  box->asked = 0;
  box->stopped = ZP_LIMIT_NONE;
  box->depth = 0;
  box->line = 0;
  box->forbidden = false;
  // Set anew for each counted call, so that a tick comes at the same instruction whatever ran
  // before.
  if (counted || box->on_line != NULL)
    lua_sethook(box->L, tick,
                (counted ? LUA_MASKCOUNT : 0) | (box->on_line != NULL ? LUA_MASKLINE : 0),
                STEPS_A_TICK);
  else if (box->hooked)
    lua_sethook(box->L, NULL, 0, 0);
  box->hooked = counted || box->on_line != NULL;
}

zp_text zp_sandbox_stop_words(const zp_sandbox *box, zp_arena *arena)
{
  static const zp_word words[] = { ZP_W_REASON_NONE, ZP_W_FAULT_STEPS, ZP_W_FAULT_LIVE,
                                   ZP_W_FAULT_BLOCK, ZP_W_FAULT_TEXT,  ZP_W_FAULT_TOTAL };
  const uint64_t bounds[] = {
    0, box->limits.steps, box->limits.live, box->limits.block, box->limits.text, box->limits.total
  };
  char digits[24];
  int len = snprintf(digits, sizeof digits, "%" PRIu64, bounds[box->stopped]);
  const zp_text args[3] = { { digits, (size_t)len } };
  return zp_word_arg_with(words[box->stopped], args, arena);
}

bool zp_sandbox_limited(zp_sandbox *box, int code)
{
  // A refusal alone says nothing: Lua does without when it wanted to rehash its table of texts.
  // Text buffers raise it as a message.
  if (box->stopped == ZP_LIMIT_NONE) return false;
  if (box->stopped == ZP_LIMIT_STEPS || code == LUA_ERRMEM) return true;
  return lua_type(box->L, -1) == LUA_TSTRING &&
         strcmp(lua_tostring(box->L, -1), "not enough memory") == 0;
}

// ---- errors
// --------------------------------------------------------------------------------------------------------

zp_text zp_message_split(zp_text message, zp_text *name, uint32_t *line)
{
  *line = 0;
  *name = (zp_text){ NULL, 0 };
  for (size_t at = 1; at < message.len; at++) {
    uint32_t number = 0;
    size_t end = at + 1;
    if (message.ptr[at] != ':') continue;
    for (; end < message.len && message.ptr[end] >= '0' && message.ptr[end] <= '9' &&
           number < 1000000;
         end++)
      number = number * 10 + (uint32_t)(message.ptr[end] - '0');
    if (end == at + 1 || end >= message.len || message.ptr[end] != ':') continue;
    *name = zp_text_slice(message, 0, at);
    *line = number;
    return zp_text_trim(zp_text_slice(message, end + 1, message.len));
  }
  return message;
}

/// Turns the error at the top of the stack, raised while `source` (or NULL) ran, into a failure.
/// Runs no script code.
static zp_status fail_raised(zp_sandbox *box, int code, const zp_source *source, zp_error *err)
{
  zp_place place = { .file = source == NULL ? (zp_text){ NULL, 0 } : source->shown };
  zp_text text = { NULL, 0 }, name = { NULL, 0 }, none = { NULL, 0 };
  if (code == LUA_ERRMEM && box->stopped == ZP_LIMIT_NONE) return zp_fail_memory(err);
  if (zp_sandbox_limited(box, code)) {
    text = zp_sandbox_stop_words(box, box->arena);
  } else if (lua_type(box->L, -1) == LUA_TSTRING) {
    text.ptr = lua_tolstring(box->L, -1, &text.len);
    text = zp_message_split(text, &name, &place.row);
  }
  // A name longer than Lua shows is cut; another file's name stands for itself.
  if (name.len != 0 && !zp_text_starts(place.file, name)) place.file = name;
  zp_status status = code == LUA_ERRSYNTAX ? ZP_E_RULE_SYNTAX : ZP_E_RULE_LOAD;
  zp_fail(err, box->forbidden ? ZP_E_RULE_FORBIDDEN : status, &place, text, none, none);
  if (place.row != 0 && source != NULL && zp_text_equal(place.file, source->shown)) {
    size_t start;
    zp_text shown = zp_source_line(source, zp_source_line_start(source, place.row), &start);
    zp_error_cell(err, zp_text_trim(shown), 0, 0);
  }
  return err == NULL ? status : err->status;
}

int zp_sandbox_trace(lua_State *L)
{
  zp_sandbox *box = zp_sandbox_of(L);
  lua_Debug at;
  for (int level = 0; lua_getstack(L, level, &at); level++) {
    if (!lua_getinfo(L, "Sl", &at) || at.currentline <= 0 || strcmp(at.source, box->watched) != 0)
      continue;
    box->line = (uint32_t)at.currentline;
    break;
  }
  return 1;
}

// ---- the state
// -----------------------------------------------------------------------------------------------------

typedef struct guard {
  zp_guarded work;
  void *context;
  zp_error *err;
  zp_status status;
} guard;

/// (light userdata guard) -> nothing. Raises what the work raises.
static int enter(lua_State *L)
{
  guard *g = lua_touserdata(L, 1);
  lua_settop(L, 0);
  g->status = g->work(zp_sandbox_of(L), g->context, g->err);
  return 0;
}

zp_status zp_sandbox_run(zp_sandbox *box, zp_guarded work, void *context, zp_error *err)
{
  guard g = { work, context, err, ZP_OK };
  lua_settop(box->L, 0);
  zp_sandbox_arm(box, SIZE_MAX);
  lua_pushcfunction(box->L, enter);
  lua_pushlightuserdata(box->L, &g);
  int code = lua_pcall(box->L, 1, 0, 0);
  if (code != LUA_OK) g.status = fail_raised(box, code, NULL, err);
  lua_settop(box->L, 0);
  return g.status;
}

static zp_status furnish(zp_sandbox *box, void *context, zp_error *err)
{
  (void)context;
  (void)err;
  zp_library_strings(box->L);
  return ZP_OK;
}

zp_status zp_sandbox_init(zp_sandbox *box, const zp_limits *limits, zp_text lib, zp_arena *arena,
                          zp_error *err)
{
  *box = (zp_sandbox){ .limits = *limits, .arena = arena, .shelf = { .folder = lib }, .cost = 1 };
  if (!zp_region_open(&box->region, (size_t)limits->live * REGION_SHARE))
    return zp_fail_memory(err);
  box->L = lua_newstate(allocate, box);
  if (box->L == NULL) {
    zp_sandbox_fini(box);
    return zp_fail_memory(err);
  }
  *(zp_sandbox **)lua_getextraspace(box->L) = box;
  zp_status status = zp_sandbox_run(box, furnish, NULL, err);
  if (status != ZP_OK) zp_sandbox_fini(box);
  return status;
}

void zp_sandbox_fini(zp_sandbox *box)
{
  // Nothing to close: no script has finalizers, and all memory is the region's.
  zp_region_close(&box->region);
  box->L = NULL;
}

zp_status zp_sandbox_seal(zp_sandbox *box, zp_error *err)
{
  lua_gc(box->L, LUA_GCCOLLECT);
  box->sealed_live = box->live;
  return zp_region_seal(&box->region, box->arena) ? ZP_OK : zp_fail_memory(err);
}

void zp_sandbox_restore(zp_sandbox *box)
{
  if (box->region.sealed == 0) return;
  zp_region_restore(&box->region);
  box->live = box->sealed_live;
  box->hooked = true; // as it was when it was sealed
}

// ---- files
// ---------------------------------------------------------------------------------------------------------

/// The compiled file at the top of the stack stays there when it may run; else the message is.
static int inspect(zp_sandbox *box, const zp_source *source)
{
  zp_inspection seen;
  size_t power = zp_source_sign(source, '^');
  if (!zp_inspect(box->L, &seen)) {
    lua_pushliteral(box->L, "memory");
    return LUA_ERRMEM;
  }
  if (seen.cost > box->cost) box->cost = seen.cost;
  if (power != SIZE_MAX) {
    seen.found = ZP_FORBIDDEN_POWER;
    seen.line = zp_source_place(source, power).row;
  }
  if (seen.found == ZP_FORBIDDEN_NOTHING) return LUA_OK;
  box->forbidden = true;
  lua_pushfstring(box->L, "%s:%d: %s", source->shown.ptr, (int)seen.line,
                  zp_forbidden_sign(seen.found));
  return LUA_ERRSYNTAX;
}

/// Pushes the compiled file with globals of its own, or the message.
static int compile(zp_sandbox *box, const zp_source *source)
{
  lua_State *L = box->L;
  zp_text chunk = zp_text_format(box->arena, "=%.*s", ZP_ARG(source->shown));
  if (chunk.ptr == NULL) {
    lua_pushliteral(L, "memory");
    return LUA_ERRMEM;
  }
  int code = luaL_loadbufferx(L, source->bytes.ptr, source->bytes.len, chunk.ptr, "t");
  if (code == LUA_OK) code = inspect(box, source);
  if (code != LUA_OK) return code;
  zp_library_push(L);
  lua_setupvalue(L, -2, 1); // _ENV
  return LUA_OK;
}

zp_status zp_sandbox_load(zp_sandbox *box, const zp_source *source, zp_error *err)
{
  luaL_checkstack(box->L, 8, NULL);
  zp_sandbox_arm(box, SIZE_MAX);
  box->loading = true;
  int code = compile(box, source);
  if (code == LUA_OK) code = lua_pcall(box->L, 0, 1, 0);
  box->loading = false;
  if (code == LUA_OK) return ZP_OK;
  zp_status status = fail_raised(box, code, source, err);
  lua_pop(box->L, 1);
  return status;
}

static const zp_source *on_shelf(zp_sandbox *box, zp_text shown)
{
  for (size_t i = 0; i < box->shelf.count; i++)
    if (zp_text_equal(box->shelf.files[i].shown, shown)) return &box->shelf.files[i];
  return NULL;
}

static const zp_source *take_from_lib(zp_sandbox *box, zp_text name, zp_error *err)
{
  zp_text shown = zp_text_format(box->arena, "lib/%.*s.lua", ZP_ARG(name));
  zp_text path =
      zp_text_format(box->arena, "%.*s/%.*s.lua", ZP_ARG(box->shelf.folder), ZP_ARG(name));
  const zp_source *known = on_shelf(box, shown);
  if (known != NULL) return known;
  zp_source *files = zp_arena_grow(box->arena, box->shelf.files, box->shelf.count,
                                   &box->shelf.capacity, sizeof *files);
  if (files == NULL || shown.ptr == NULL || path.ptr == NULL) {
    zp_fail_memory(err);
    return NULL;
  }
  box->shelf.files = files;
  if (zp_source_read(path, shown, box->arena, &files[box->shelf.count], err) != ZP_OK) return NULL;
  return &files[box->shelf.count++];
}

int zp_sandbox_require(lua_State *L)
{
  zp_sandbox *box = zp_sandbox_of(L);
  zp_error err = { 0 };
  zp_text name;
  luaL_checktype(L, 1, LUA_TSTRING);
  name.ptr = lua_tolstring(L, 1, &name.len);
  if (!box->loading) return luaL_error(L, "require: only while the file loads");
  if (name.len == 0 || name.len > 64 ||
      strspn(name.ptr, "abcdefghijklmnopqrstuvwxyz0123456789_") != name.len)
    return luaL_error(L, "require: not a name of rules/lib");
  if (box->depth >= REQUIRE_DEPTH)
    return luaL_error(L, "require: \"%s\" goes round in a circle", name.ptr);
  const zp_source *source = box->shelf.folder.len == 0 ? NULL : take_from_lib(box, name, &err);
  if (source == NULL)
    return luaL_error(L, "require: rules/lib/%s.lua: %s", name.ptr, zp_status_code(err.status));
  zp_sandbox_charge(L, source->bytes.len);
  if (compile(box, source) != LUA_OK) return lua_error(L);
  box->depth++;
  lua_call(L, 0, 1);
  box->depth--;
  return 1;
}

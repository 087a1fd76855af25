// fields.h: strict reading of a Lua table into plain data: what is unknown, missing or of another
// type ends the load with file, line, field and a suggestion. Tables are read raw. All calls belong
// inside zp_sandbox_run().
#pragma once

#include <lua.h>

#include "model/policy.h"
#include "script/source.h"

/// A table on the Lua stack, being read. The first failure stays in `err`; after it every call does
/// nothing and gives zeros, so a reader may ask for all fields and look at `err` once.
typedef struct zp_fields {
  lua_State *L;
  int table; // absolute index
  const zp_source *source;
  const zp_step *step;          // the way here; NULL: what the file returns
  zp_step own;                  // storage of `step` for inner tables
  const struct zp_fields *base; // the same table of the pack that is extended: what is not here is
                                // read there; NULL: none
  zp_arena *arena;              // texts and lists are copied here
  zp_error *err;
} zp_fields;

/// A field by name, or a list item by position (from 1).
typedef struct zp_key {
  zp_text name;
  size_t index;
} zp_key;
#define ZP_NAMED(literal) ((zp_key){ ZP_TEXT(literal), 0 })
zp_key zp_key_named(zp_text name);
zp_key zp_key_at(size_t index);

typedef enum zp_need { ZP_OPTIONAL, ZP_REQUIRED } zp_need;

/// The table a file returned, at the top of the stack. `known` are the allowed field names,
/// NULL-terminated.
void zp_fields_open(zp_fields *fields, const char *const *known);
/// A table inside, with that of the base below it (a list has no base item by item); it stays on
/// the stack until zp_fields_leave(). False when absent (or failed): then do not leave. `known`
/// NULL: names are free (a map), or it is a list. `inner` must not move while it is used.
bool zp_fields_enter(const zp_fields *outer, zp_key key, zp_need need, const char *const *known,
                     zp_fields *inner);
void zp_fields_leave(zp_fields *inner);

/// The table that has the field: this one, else the nearest base; this one when none has. Items of
/// a list are never looked for elsewhere.
const zp_fields *zp_fields_holder(const zp_fields *fields, zp_key key);
/// What an item of `list` does not say is read from the base list's item with the same text in
/// `key`.
void zp_fields_inherit(zp_fields *item, const zp_fields *list, zp_key key);

/// Items of a list; fails when the table has other keys, or more than `most` items.
size_t zp_fields_count(const zp_fields *list, size_t most);
/// Names of a map in byte order; fails when a key is no text, or there are more than `most`.
zp_words zp_fields_names(const zp_fields *map, size_t most);

bool zp_fields_has(const zp_fields *fields, zp_key key);
/// LUA_TNIL … of a field.
int zp_fields_type(const zp_fields *fields, zp_key key);
/// Absent optional fields give the empty text, 0, false, the empty list.
zp_text zp_fields_text(const zp_fields *fields, zp_key key, zp_need need);
double zp_fields_number(const zp_fields *fields, zp_key key, zp_need need);
bool zp_fields_flag(const zp_fields *fields, zp_key key, zp_need need);
/// A number with at most four decimals, between `least` and `most`.
zp_dec zp_fields_dec(const zp_fields *fields, zp_key key, zp_need need, zp_dec least, zp_dec most);
/// A whole number between `least` and `most`; `least` when absent.
uint64_t zp_fields_whole(const zp_fields *fields, zp_key key, zp_need need, uint64_t least,
                         uint64_t most);
/// A list of texts; a single text counts as a list of one.
zp_words zp_fields_words(const zp_fields *fields, zp_key key, zp_need need);
/// Which of `choices` (NULL-terminated) the text is; 0 when absent.
size_t zp_fields_choice(const zp_fields *fields, zp_key key, zp_need need,
                        const char *const *choices);
/// The same for a list: 1 << index of each.
uint32_t zp_fields_choices(const zp_fields *fields, zp_key key, zp_need need,
                           const char *const *choices);

/// Records a failure at a field: {1} is the way to it ("weights.groups[2].id"), {2} what the status
/// wants to say.
void zp_fields_fail(const zp_fields *fields, zp_key key, zp_status status, zp_text about);
/// The same with {1} and {2} as given.
void zp_fields_fail_as(const zp_fields *fields, zp_key key, zp_status status, zp_text arg1,
                       zp_text arg2);
/// The name of `names` that `text` is most like; ptr NULL when none is near.
zp_text zp_fields_near(zp_text text, const zp_text *names, size_t count);
/// The same; when none is near, all of them.
zp_text zp_fields_nearest(zp_text text, const zp_text *names, size_t count, zp_arena *arena);

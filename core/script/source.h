// source.h: a Lua file of a pack or of the form layouts: its bytes, its name for people, and where
// in it a field stands.
#pragma once

#include "base/error.h"

enum { ZP_SOURCE_MOST = 64 * 1024 };

typedef struct zp_source {
  zp_text shown; // "mof-2020/ratio_up.lua"
  zp_text bytes; // UTF-8, at most ZP_SOURCE_MOST
} zp_source;

/// One step on the way from the table a file returns to a field: a name, or a position in a list
/// (name empty, from 1).
typedef struct zp_step {
  const struct zp_step *up; // NULL: the table the file returns
  zp_text name;
  size_t index;
} zp_step;

/// Reads a regular file. `path` and the shown name are copied into the arena with the bytes.
/// Fails with ZP_E_OPEN, ZP_E_TOO_LARGE, ZP_E_EMPTY_FILE or ZP_E_ENCODING.
zp_status zp_source_read(zp_text path, zp_text shown, zp_arena *arena, zp_source *out,
                         zp_error *err);

/// Names (without ".lua") of the Lua files of a folder, in byte order; hidden files are left out.
zp_status zp_source_list(zp_text folder, zp_arena *arena, zp_text **names, size_t *count,
                         zp_error *err);
/// The same for files with any ending, such as "_cases.csv", which the names go without.
zp_status zp_source_ending(zp_text folder, zp_text ending, zp_arena *arena, zp_text **names,
                           size_t *count, zp_error *err);

/// True when something of that path is there, whether or not it can be read.
bool zp_source_exists(zp_text path, zp_arena *arena);

/// Adds the names of the packs of a folder (those of its folders that hold a pack.lua) to a list of
/// at most `most`, each name once, in byte order. A folder that cannot be read holds none.
zp_status zp_source_packs(zp_text folder, zp_arena *arena, zp_text *names, size_t *count,
                          size_t most, zp_error *err);

/// Offset of the field's name (or of the list item); of the nearest table around it when it is not
/// written; 0 when the file does not return a table literal.
size_t zp_source_find(const zp_source *source, const zp_step *field);

/// The same of the first `count` items of a list, in one look at the file.
void zp_source_items(const zp_source *source, const zp_step *list, size_t *offsets, size_t count);

/// What is written for a named field, its name included: "score = function(…) … end". Empty when it
/// is not written there.
zp_text zp_source_value(const zp_source *source, const zp_step *field);
/// The first function that begins on a line (from 1), from the start of that line to its end.
/// Empty: none does.
zp_text zp_source_function(const zp_source *source, uint32_t line);

/// Offset of the first operator `sign` outside of texts and comments; SIZE_MAX: there is none.
size_t zp_source_sign(const zp_source *source, char sign);

/// Place of an offset, with line and column in characters.
zp_place zp_source_place(const zp_source *source, size_t offset);
/// The line an offset is on, without its end; *start is where it begins.
zp_text zp_source_line(const zp_source *source, size_t offset, size_t *start);
/// Offset of the first byte of a line (from 1); the end of the text when there are fewer.
size_t zp_source_line_start(const zp_source *source, uint32_t line);

// lint_names.h: the names of a file while it is read: what is in scope, and what is wrong with it.
// Part of lint.h.
#pragma once

#include "script/lint.h"

/// What is known of a value where it stands (lint_value.h), as a set of bits.
typedef unsigned zp_traits;

typedef enum zp_local_kind {
  ZP_LOCAL_PLAIN,
  ZP_LOCAL_ARGUMENT,
  ZP_LOCAL_SCORE // argument of the rule's score function
} zp_local_kind;

typedef struct zp_local {
  zp_text name;
  size_t at;
  zp_local_kind kind;
  zp_traits traits; // of all that was put into it so far
  bool visible, read, called;
} zp_local;

/// A finding on its way: the part of the source that is meant, and the arguments.
typedef struct zp_mark {
  zp_status status;
  size_t at, bytes;
  zp_text args[3];
} zp_mark;

/// A global name the file speaks of; `written`, `read`: where first, SIZE_MAX: nowhere.
typedef struct zp_global {
  zp_text name;
  size_t written, read;
  zp_text meant; // read, and unknown: what may have been meant
} zp_global;

typedef struct zp_names {
  const zp_source *source;
  zp_arena *arena;
  zp_local *locals; // the innermost last
  size_t count, capacity;
  zp_global *globals;
  size_t global_count, global_capacity;
  zp_mark *marks;
  size_t mark_count, mark_capacity;
  bool full; // memory ran out, or more than any Lua file has
} zp_names;

enum { ZP_NO_LOCAL = -1 };

/// Adds a local, not yet visible; zp_names_show() makes those from `first` on so, and tells of those
/// that hide another name.
void zp_names_add(zp_names *names, zp_text name, size_t at, zp_local_kind kind, zp_traits traits);
void zp_names_show(zp_names *names, size_t first);
/// Forgets the locals from `first` on, and tells of those nobody read.
void zp_names_leave(zp_names *names, size_t first);
/// The innermost visible local of that name, as an index; ZP_NO_LOCAL: it is global.
int zp_names_find(const zp_names *names, zp_text name);
void zp_names_global(zp_names *names, zp_text name, size_t at, bool written);
/// `module.name` where module is one of the library's: tells when there is no such function.
void zp_names_member(zp_names *names, zp_text module, zp_text name, size_t at);
/// True for "math", "string", "table".
bool zp_names_is_module(zp_text name);
void zp_names_mark(zp_names *names, zp_status status, size_t at, size_t bytes, zp_text arg1,
                   zp_text arg2);
/// Tells of globals, then hands over all there is to tell, in the order of places.
void zp_names_finish(zp_names *names, zp_findings *findings);
/// Adds a finding with its line and the part of it that is meant.
void zp_lint_add(zp_findings *findings, const zp_source *source, const zp_mark *mark);

// cover.c: which lines of the rules have run. What can run is read from the compiled files, so that
// a function that nobody calls counts too; what ran is told by the sandbox's line hook.
#include "script/cover.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "script/dump.h"
#include "script/testing.h"

/// Prepares the varying arguments of a function; no line is entered by it.
enum { OP_VARARGPREP = 81 };

enum { CAN_RUN = 1, HAS_RUN = 2 };

typedef struct covered_file {
  const zp_source *source;
  const char *chunk; // name Lua knows the file by
  bool lib;
  uint8_t *lines; // CAN_RUN | HAS_RUN, by line from 0
  size_t line_count;
} covered_file;

struct zp_cover {
  covered_file *files;
  size_t count, last; // last: the file that ran last
};

// ---- what can run
// ---------------------------------------------------------------------------------------------------

static void mark(covered_file *file, uint32_t line, uint8_t how)
{
  if (line < file->line_count) file->lines[line] |= how;
}

/// zp_dump_visit: lines with instructions. The file itself is left out: it is a table that is made
/// once. So is the return that ends every function, on the line of its `end`.
static void mark_function(void *context, const zp_dumped *function)
{
  for (size_t i = 0; function->depth > 0 && i + 1 < function->count; i++)
    if (zp_dumped_op(function, i) != OP_VARARGPREP) mark(context, function->lines[i], CAN_RUN);
}

/// Inside of zp_sandbox_run(). A file that loaded before loads again.
static zp_status read_lines(zp_sandbox *box, void *context, zp_error *err)
{
  covered_file *file = context;
  bool known;
  zp_text bytes = file->source->bytes;
  if (luaL_loadbufferx(box->L, bytes.ptr, bytes.len, file->chunk, "t") != LUA_OK)
    return zp_fail_with(err, ZP_E_INTERNAL, NULL, file->chunk);
  if (!zp_dump_walk(box->L, mark_function, file, &known)) return zp_fail_memory(err);
  return known ? ZP_OK : zp_fail_with(err, ZP_E_INTERNAL, NULL, file->chunk);
}

// ---- what ran
// -------------------------------------------------------------------------------------------------------

/// zp_line_reached
static void reach(void *context, const char *chunk, uint32_t line)
{
  zp_cover *cover = context;
  for (size_t i = 0; i < cover->count; i++) {
    size_t at = (cover->last + i) % cover->count;
    if (strcmp(cover->files[at].chunk, chunk) != 0) continue;
    cover->last = at;
    mark(&cover->files[at], line, HAS_RUN);
    return;
  }
}

bool zp_cover_begin(zp_host *host)
{
  if (host->cover == NULL || host->cover->count == 0) return false;
  host->box.on_line = reach;
  host->box.on_line_context = host->cover;
  return true;
}

void zp_cover_end(zp_host *host)
{
  host->box.on_line = NULL;
}

// ---- beginning
// ------------------------------------------------------------------------------------------------------

static zp_status add_file(zp_host *host, const zp_source *source, bool lib, zp_error *err)
{
  covered_file *file = &host->cover->files[host->cover->count];
  zp_text chunk = zp_text_format(host->arena, "=%.*s", ZP_ARG(source->shown));
  *file = (covered_file){ .source = source, .chunk = chunk.ptr, .lib = lib, .line_count = 2 };
  for (size_t i = 0; i < source->bytes.len; i++) file->line_count += source->bytes.ptr[i] == '\n';
  file->lines = ZP_TAKE(host->arena, uint8_t, file->line_count);
  if (chunk.ptr == NULL || file->lines == NULL) return zp_fail_memory(err);
  host->cover->count++;
  zp_sandbox_restore(&host->box);
  return zp_sandbox_run(&host->box, read_lines, file, err);
}

static zp_status load_again(zp_sandbox *box, void *context, zp_error *err)
{
  return zp_sandbox_load(box, context, err);
}

/// Some functions run only while their file is loaded: `steps { … }`.
static zp_status watch_loading(zp_host *host, zp_error *err)
{
  if (!zp_cover_begin(host)) return ZP_OK;
  for (size_t i = 0; i < zp_policy_rules(&host->policy) && err->status == ZP_OK; i++) {
    zp_sandbox_restore(&host->box);
    zp_sandbox_run(&host->box, load_again, &host->codes[i].source, err);
  }
  zp_cover_end(host);
  zp_sandbox_restore(&host->box);
  return err->status;
}

zp_status zp_host_cover(zp_host *host, zp_error *err)
{
  const zp_shelf *shelf = &host->box.shelf;
  size_t rules = zp_policy_rules(&host->policy);
  zp_error own = { 0 };
  if (err == NULL) err = &own;
  host->cover = ZP_TAKE(host->arena, zp_cover, 1);
  if (host->cover == NULL) return zp_fail_memory(err);
  host->cover->files = ZP_TAKE(host->arena, covered_file, rules + shelf->count);
  if (host->cover->files == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < rules; i++)
    if (add_file(host, &host->codes[i].source, false, err) != ZP_OK) return err->status;
  for (size_t i = 0; i < shelf->count; i++)
    if (add_file(host, &shelf->files[i], true, err) != ZP_OK) return err->status;
  return watch_loading(host, err);
}

// ---- telling
// --------------------------------------------------------------------------------------------------------

static bool is_missed(const covered_file *file, size_t line)
{
  return line < file->line_count && file->lines[line] == CAN_RUN;
}

/// "12, 17-18": runs of missed lines; a line between them that cannot run does not part them.
static zp_text list_missed(const covered_file *file, size_t count, zp_arena *arena)
{
  enum { RANGE_ROOM = 48 };
  size_t room = count * RANGE_ROOM + 1, len = 0;
  char *list = zp_arena_bytes(arena, room);
  for (size_t line = 0; list != NULL && line < file->line_count; line++) {
    if (!is_missed(file, line)) continue;
    size_t first = line;
    for (size_t next = line + 1; next < file->line_count && file->lines[next] < HAS_RUN; next++)
      if (is_missed(file, next)) line = next;
    len += (size_t)snprintf(list + len, room - len, "%s%zu", len == 0 ? "" : ", ", first);
    if (line != first) len += (size_t)snprintf(list + len, room - len, "-%zu", line);
  }
  return (zp_text){ list, len };
}

zp_status zp_host_coverage(const zp_host *host, zp_arena *arena, zp_file_coverage **out,
                           size_t *count, zp_error *err)
{
  const zp_cover *cover = host->cover;
  zp_file_coverage *list = ZP_TAKE(arena, zp_file_coverage, cover->count);
  if (list == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < cover->count; i++) {
    const covered_file *file = &cover->files[i];
    list[i] = (zp_file_coverage){ .file = file->source->shown, .lib = file->lib };
    for (size_t line = 0; line < file->line_count; line++) {
      list[i].lines += (file->lines[line] & CAN_RUN) != 0;
      list[i].run += file->lines[line] == (CAN_RUN | HAS_RUN);
    }
    list[i].missed = list_missed(file, list[i].lines - list[i].run, arena);
  }
  *out = list;
  *count = cover->count;
  return zp_arena_short(arena) ? zp_fail_memory(err) : ZP_OK;
}

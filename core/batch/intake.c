// intake.c: folders -> bundles of files, in an order that depends on their names alone.
#include "batch/shard.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct found {
  zp_text bundle, path, shown;
} found;

typedef struct intake {
  zp_arena *arena;
  zp_error *err;
  zp_intake *out;
  found *items;
  size_t count, capacity, seen;
} intake;

static const zp_text none = { NULL, 0 };

static zp_status add(intake *s, zp_text bundle, zp_text path, zp_text shown)
{
  found *items = zp_arena_grow(s->arena, s->items, s->count, &s->capacity, sizeof *items);
  if (items == NULL || path.ptr == NULL || shown.ptr == NULL) return zp_fail_memory(s->err);
  s->items = items;
  items[s->count++] = (found){ bundle, path, shown };
  return ZP_OK;
}

static void notice(intake *s, zp_status status, zp_text shown, zp_text arg)
{
  zp_place whole = { .file = shown };
  zp_findings_add(&s->out->findings, status, &whole, arg, none, none);
}

static void notice_cause(intake *s, zp_text shown, int cause)
{
  char room[ZP_ERROR_ARG];
  notice(s, ZP_E_OPEN, shown, zp_error_cause(cause, room));
}

// ---- names ---------------------------------------------------------------------------------------------------------

static bool is_digits(zp_text text)
{
  for (size_t i = 0; i < text.len; i++)
    if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
  return true;
}

/// Bytes of the separator at `at`; 0 when there is none.
static size_t separator(zp_text name, size_t at)
{
  static const char *const all[] = { "-", "_", " ", "(", "\xE2\x80\x94", "\xE2\x80\x93", "\xEF\xBC\x8D", "\xEF\xBC\x88",
                                     "\xE3\x80\x80" };
  zp_text rest = zp_text_slice(name, at, name.len);
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if (zp_text_starts(rest, zp_text_from(all[i]))) return strlen(all[i]);
  return 0;
}

/// What the names of a unit's files begin with: the stem up to the first separator behind something that is no number.
static zp_text beginning(zp_text name)
{
  size_t end = name.len;
  for (size_t i = name.len; i > 1; i--)
    if (name.ptr[i - 1] == '.') {
      end = i - 1;
      break;
    }
  zp_text stem = zp_text_slice(name, 0, end);
  for (size_t at = 0, part = 0; at < stem.len; at++) {
    size_t bytes = separator(stem, at);
    if (bytes == 0) continue;
    if (at > part && !is_digits(zp_text_slice(stem, part, at))) return zp_text_slice(stem, 0, at);
    at += bytes - 1;
    part = at + 1;
  }
  return stem;
}

/// Hidden, or written by an earlier run into the same folder.
static bool is_left_out(zp_text name)
{
  return name.ptr[0] == '.' || zp_text_starts(name, ZP_TEXT("result.msgpack")) || zp_text_starts(name, ZP_TEXT("result.journal")) ||
         zp_shard_owns(name) || zp_text_starts(name, ZP_TEXT("~$"));  // what an open Office file leaves beside it
}

// ---- folders -------------------------------------------------------------------------------------------------------

/// A folder on the way down: `bundle` is empty in the one that was given.
typedef struct level {
  zp_text path, shown, bundle;
  int depth;
} level;

static zp_status walk(intake *s, const level *at);

static zp_text shown_below(intake *s, const level *at, zp_text name)
{
  return at->shown.len == 0 ? zp_text_copy(name, s->arena) : zp_text_format(s->arena, "%.*s/%.*s", ZP_ARG(at->shown), ZP_ARG(name));
}

static zp_status take_entry(intake *s, const level *at, zp_text name, const struct stat *is)
{
  bool top = at->bundle.len == 0;
  const char *slash = at->path.ptr[at->path.len - 1] == '/' ? "" : "/";
  level below = { .path = zp_text_format(s->arena, "%.*s%s%.*s", ZP_ARG(at->path), slash, ZP_ARG(name)),
                  .depth = at->depth + 1 };
  below.shown = shown_below(s, at, name);
  if (below.path.ptr == NULL || below.shown.ptr == NULL) return zp_fail_memory(s->err);
  if (S_ISDIR(is->st_mode)) {
    below.bundle = top ? below.shown : at->bundle;
    return walk(s, &below);
  }
  if (!S_ISREG(is->st_mode)) {
    notice(s, ZP_E_ENTRY_SKIPPED, below.shown, zp_word_arg(S_ISLNK(is->st_mode) ? ZP_W_ENTRY_LINK : ZP_W_ENTRY_SPECIAL));
    return ZP_OK;
  }
  return add(s, top ? beginning(below.shown) : at->bundle, below.path, below.shown);
}

/// The folder that was given is told by its own name: findings do not depend on where it is.
static zp_text shown_of(const level *at)
{
  return at->shown.len != 0 ? at->shown : zp_text_last_part(at->path);
}

static zp_status walk_open(intake *s, const level *at, DIR *dir)
{
  for (;;) {
    errno = 0;
    struct dirent *entry = readdir(dir);
    if (entry == NULL) break;
    zp_text name = zp_text_from(entry->d_name);
    struct stat is = { .st_mode = (mode_t)DTTOIF(entry->d_type) };
    bool known = entry->d_type != DT_UNKNOWN;  // most file systems tell by the way
    if (is_left_out(name)) continue;
    if (++s->seen > ZP_INTAKE_MOST) return zp_fail(s->err, ZP_E_TOO_LARGE, NULL, at->path, ZP_TEXT("2000000"), none);
    if (!known && fstatat(dirfd(dir), entry->d_name, &is, AT_SYMLINK_NOFOLLOW) != 0) notice_cause(s, shown_below(s, at, name), errno);
    else if (take_entry(s, at, name, &is) != ZP_OK) return s->err->status;
  }
  if (errno != 0) notice_cause(s, shown_of(at), errno);
  return ZP_OK;
}

static zp_status walk(intake *s, const level *at)
{
  if (at->depth > ZP_INTAKE_DEPTH) {
    notice(s, ZP_E_ENTRY_SKIPPED, at->shown, zp_word_arg(ZP_W_ENTRY_DEEP));
    return ZP_OK;
  }
  DIR *dir = opendir(at->path.ptr);
  if (dir == NULL) {
    notice_cause(s, shown_of(at), errno);
    return ZP_OK;
  }
  zp_status status = walk_open(s, at, dir);
  closedir(dir);
  return status;
}

/// Somebody named it: that there is nothing in it is told.
static zp_status take_folder(intake *s, zp_text path)
{
  size_t before = s->count, told = s->out->findings.count;
  zp_status status = walk(s, &(level){ .path = path });
  if (status == ZP_OK && s->count == before && s->out->findings.count == told)
    notice(s, ZP_E_ENTRY_SKIPPED, zp_text_last_part(path), zp_word_arg(ZP_W_ENTRY_EMPTY));
  return status;
}

static zp_status take_given(intake *s, const char *given)
{
  struct stat is;
  zp_text path = zp_text_copy(zp_text_from(given), s->arena);
  if (path.ptr == NULL) return zp_fail_memory(s->err);
  if (stat(given, &is) != 0) {
    notice_cause(s, zp_text_last_part(path), errno);
    return ZP_OK;
  }
  if (S_ISDIR(is.st_mode)) return take_folder(s, path);
  return add(s, ZP_TEXT(ZP_BUNDLE_OF_FILES), path, zp_text_last_part(path));
}

// ---- bundles --------------------------------------------------------------------------------------------------------

static int by_group_shown_path(const void *a, const void *b)
{
  const found *left = a, *right = b;
  int order = zp_text_compare(left->bundle, right->bundle);
  if (order == 0) order = zp_text_compare(left->shown, right->shown);
  return order != 0 ? order : zp_text_compare(left->path, right->path);
}

static int by_place(const void *a, const void *b)
{
  const zp_finding *left = a, *right = b;
  int order = zp_text_compare(left->place.file, right->place.file);
  return order != 0 ? order : (int)left->status - (int)right->status;
}

static bool is_same_file(const found *a, const found *b)
{
  return zp_text_equal(a->bundle, b->bundle) && zp_text_equal(a->path, b->path);
}

static zp_status make_bundles(intake *s)
{
  zp_intake *out = s->out;
  zp_intake_file *files = ZP_TAKE(s->arena, zp_intake_file, s->count);
  out->bundles = ZP_TAKE(s->arena, zp_bundle, s->count);
  if (files == NULL || out->bundles == NULL) return zp_fail_memory(s->err);
  if (s->count > 1) qsort(s->items, s->count, sizeof *s->items, by_group_shown_path);
  for (size_t i = 0; i < s->count; i++) {
    const found *item = &s->items[i];
    if (i > 0 && is_same_file(item, item - 1)) continue;  // given twice
    bool first = i == 0 || !zp_text_equal(item->bundle, (item - 1)->bundle);
    if (first) out->bundles[out->count++] = (zp_bundle){ .name = item->bundle, .files = &files[out->file_count] };
    files[out->file_count++] = (zp_intake_file){ item->path, item->shown };
    out->bundles[out->count - 1].count++;
  }
  if (out->findings.count > 1) qsort(out->findings.items, out->findings.count, sizeof(zp_finding), by_place);
  return out->findings.lost ? zp_fail_memory(s->err) : ZP_OK;
}

zp_status zp_intake_read(char *const *given, size_t count, zp_arena *arena, zp_intake *out, zp_error *err)
{
  intake s = { .arena = arena, .err = err, .out = out };
  *out = (zp_intake){ .findings = { .arena = arena } };
  for (size_t i = 0; i < count; i++)
    if (take_given(&s, given[i]) != ZP_OK) return err->status;
  return make_bundles(&s);
}

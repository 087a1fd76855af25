// source.c: reading Lua files, and turning offsets into lines.
#include "script/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static zp_status refuse(zp_error *err, zp_status status, zp_text shown, const char *arg1,
                        const char *arg2)
{
  zp_place place = { .file = shown };
  return zp_fail(err, status, &place, zp_text_from(arg1), zp_text_from(arg2), (zp_text){ NULL, 0 });
}

static zp_status refuse_cause(zp_error *err, zp_text shown, int number)
{
  char room[ZP_ERROR_ARG];
  zp_place place = { .file = shown };
  zp_text none = { NULL, 0 };
  return zp_fail(err, ZP_E_OPEN, &place, zp_error_cause(number, room), none, none);
}

/// One byte more than allowed is asked for, so that a longer file is noticed.
static zp_status read_bytes(const char *path, zp_text shown, char *room, size_t *len, zp_error *err)
{
  FILE *file = fopen(path, "rbe");
  struct stat about;
  if (file == NULL) return refuse_cause(err, shown, errno);
  zp_status status = ZP_OK;
  if (fstat(fileno(file), &about) != 0 || !S_ISREG(about.st_mode)) {
    status = refuse(err, ZP_E_OPEN, shown, "#CAUSE_NOT_REGULAR", "");
  } else {
    *len = fread(room, 1, ZP_SOURCE_MOST + 1, file);
    if (ferror(file)) status = refuse_cause(err, shown, errno);
  }
  fclose(file);
  return status;
}

zp_status zp_source_read(zp_text path, zp_text shown, zp_arena *arena, zp_source *out,
                         zp_error *err)
{
  zp_text name = zp_text_copy(path, arena), label = zp_text_copy(shown, arena);
  char *room = zp_arena_bytes(arena, ZP_SOURCE_MOST + 1);
  size_t len = 0, bad = 0;
  if (name.ptr == NULL || label.ptr == NULL || room == NULL) return zp_fail_memory(err);
  if (read_bytes(name.ptr, label, room, &len, err) != ZP_OK) return err->status;

  zp_source source = { label, { room, len } };
  if (len > ZP_SOURCE_MOST) return refuse(err, ZP_E_TOO_LARGE, label, label.ptr, "64 KiB");
  if (len == 0) return refuse(err, ZP_E_EMPTY_FILE, label, "", "");
  if (!zp_text_utf8(source.bytes, &bad)) {
    zp_place place = zp_source_place(&source, bad);
    zp_text offset = zp_text_format(arena, "%zu", bad + 1);
    return zp_fail(err, ZP_E_ENCODING, &place, offset, (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
  }
  *out = source;
  return ZP_OK;
}

static int by_bytes(const void *a, const void *b)
{
  return zp_text_compare(*(const zp_text *)a, *(const zp_text *)b);
}

static zp_status collect(DIR *dir, zp_text ending, zp_arena *arena, zp_text **names, size_t *count,
                         zp_error *err)
{
  size_t capacity = 0;
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    zp_text name = zp_text_from(entry->d_name);
    if (name.ptr[0] == '.' || !zp_text_ends(name, ending)) continue;
    zp_text *grown = zp_arena_grow(arena, *names, *count, &capacity, sizeof **names);
    zp_text copy = zp_text_copy(zp_text_slice(name, 0, name.len - ending.len), arena);
    if (grown == NULL || copy.ptr == NULL) return zp_fail_memory(err);
    *names = grown;
    (*names)[(*count)++] = copy;
  }
  if (*count > 1) qsort(*names, *count, sizeof **names, by_bytes);
  return ZP_OK;
}

zp_status zp_source_list(zp_text folder, zp_arena *arena, zp_text **names, size_t *count,
                         zp_error *err)
{
  return zp_source_ending(folder, ZP_TEXT(".lua"), arena, names, count, err);
}

zp_status zp_source_ending(zp_text folder, zp_text ending, zp_arena *arena, zp_text **names,
                           size_t *count, zp_error *err)
{
  *names = NULL;
  *count = 0;
  zp_text path = zp_text_copy(folder, arena);
  if (path.ptr == NULL) return zp_fail_memory(err);
  DIR *dir = opendir(path.ptr);
  if (dir == NULL) return refuse_cause(err, path, errno);
  zp_status status = collect(dir, ending, arena, names, count, err);
  closedir(dir);
  return status;
}

bool zp_source_exists(zp_text path, zp_arena *arena)
{
  zp_text name = zp_text_copy(path, arena);
  struct stat about;
  return name.ptr != NULL && (stat(name.ptr, &about) == 0 || (errno != ENOENT && errno != ENOTDIR));
}

static bool is_listed(const zp_text *names, size_t count, zp_text name)
{
  for (size_t i = 0; i < count; i++)
    if (zp_text_equal(names[i], name)) return true;
  return false;
}

static zp_status collect_packs(DIR *dir, zp_text folder, zp_arena *arena, zp_text *names,
                               size_t *count, size_t most, zp_error *err)
{
  for (struct dirent *entry; *count < most && (entry = readdir(dir)) != NULL;) {
    zp_text name = zp_text_from(entry->d_name);
    if (name.ptr[0] == '.' || is_listed(names, *count, name)) continue;
    zp_text copy = zp_text_copy(name, arena);
    zp_text file = zp_text_format(arena, "%.*s/%.*s/pack.lua", ZP_ARG(folder), ZP_ARG(name));
    if (copy.ptr == NULL || file.ptr == NULL) return zp_fail_memory(err);
    struct stat about;
    if (stat(file.ptr, &about) == 0) names[(*count)++] = copy;
  }
  return ZP_OK;
}

zp_status zp_source_packs(zp_text folder, zp_arena *arena, zp_text *names, size_t *count,
                          size_t most, zp_error *err)
{
  zp_text path = zp_text_copy(folder, arena);
  if (path.ptr == NULL) return zp_fail_memory(err);
  DIR *dir = opendir(path.ptr);
  if (dir == NULL) return ZP_OK;
  zp_status status = collect_packs(dir, path, arena, names, count, most, err);
  closedir(dir);
  if (*count > 1) qsort(names, *count, sizeof *names, by_bytes);
  return status;
}

zp_text zp_source_line(const zp_source *source, size_t offset, size_t *start)
{
  zp_text bytes = source->bytes;
  size_t from = offset < bytes.len ? offset : bytes.len, to = from;
  while (from > 0 && bytes.ptr[from - 1] != '\n') from--;
  while (to < bytes.len && bytes.ptr[to] != '\n' && bytes.ptr[to] != '\r') to++;
  *start = from;
  return zp_text_slice(bytes, from, to);
}

zp_place zp_source_place(const zp_source *source, size_t offset)
{
  zp_place place = { .file = source->shown, .row = 1, .column = 1 };
  size_t start;
  zp_source_line(source, offset, &start);
  for (size_t i = 0; i < start; i++) place.row += source->bytes.ptr[i] == '\n';
  for (size_t at = start; at < offset && at < source->bytes.len; place.column++)
    zp_text_next(source->bytes, &at);
  return place;
}

size_t zp_source_line_start(const zp_source *source, uint32_t line)
{
  size_t at = 0;
  for (uint32_t row = 1; row < line && at < source->bytes.len; at++)
    row += source->bytes.ptr[at] == '\n';
  return at;
}

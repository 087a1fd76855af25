// source.c: reading Lua files, and turning offsets into lines.
#include "script/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const zp_text none = { NULL, 0 };

static zp_status refuse(zp_error *err, zp_status status, zp_text shown, zp_text arg1, zp_text arg2)
{
  zp_place place = { .file = shown };
  return zp_fail(err, status, &place, arg1, arg2, (zp_text){ NULL, 0 });
}

static zp_status refuse_cause(zp_error *err, zp_text shown, int number)
{
  char room[ZP_ERROR_ARG];
  return refuse(err, ZP_E_OPEN, shown, zp_error_cause(number, room), none);
}

/// Reads until the end or until `most` bytes are there.
static bool fill(int file, char *room, size_t most, size_t *len)
{
  for (*len = 0; *len < most;) {
    ssize_t got = read(file, room + *len, most - *len);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) return true;
    *len += (size_t)got;
  }
  return true;
}

/// Room for as much as the file says it holds and one byte more, so that one that has grown since is
/// noticed; it is read again into twice the room then. Memory follows the bytes: a pack is many
/// small files.
static zp_status read_bytes(int file, zp_text shown, zp_arena *arena, zp_text *out, zp_error *err)
{
  struct stat about;
  if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode))
    return refuse(err, ZP_E_OPEN, shown, zp_word_arg(ZP_W_CAUSE_NOT_REGULAR), none);
  size_t most = about.st_size > ZP_SOURCE_MOST ? ZP_SOURCE_MOST : (size_t)about.st_size, len = 0;
  for (;; most = most > ZP_SOURCE_MOST / 2 ? ZP_SOURCE_MOST : most * 2 + 1) {
    char *room = zp_arena_bytes(arena, most + 1);
    if (room == NULL) return zp_fail_memory(err);
    if (lseek(file, 0, SEEK_SET) != 0 || !fill(file, room, most + 1, &len))
      return refuse_cause(err, shown, errno);
    *out = (zp_text){ room, len };
    if (len <= most) return ZP_OK;
    if (most == ZP_SOURCE_MOST) return refuse(err, ZP_E_TOO_LARGE, shown, shown, ZP_TEXT("64 KiB"));
  }
}

zp_status zp_source_read(zp_text path, zp_text shown, zp_arena *arena, zp_source *out,
                         zp_error *err)
{
  zp_text name = zp_text_copy(path, arena), label = zp_text_copy(shown, arena);
  zp_source source = { label, none };
  size_t bad = 0;
  if (name.ptr == NULL || label.ptr == NULL) return zp_fail_memory(err);
  int file = open(name.ptr, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); // a pipe never blocks
  if (file < 0) return refuse_cause(err, label, errno);
  zp_status status = read_bytes(file, label, arena, &source.bytes, err);
  close(file);
  if (status != ZP_OK) return status;
  if (source.bytes.len == 0) return refuse(err, ZP_E_EMPTY_FILE, label, none, none);
  if (!zp_text_utf8(source.bytes, &bad)) {
    zp_place place = zp_source_place(&source, bad);
    zp_text offset = zp_text_format(arena, "%zu", bad + 1);
    return zp_fail(err, ZP_E_ENCODING, &place, offset, none, none);
  }
  *out = source;
  return ZP_OK;
}

static int by_bytes(const void *a, const void *b)
{
  return zp_text_compare(*(const zp_text *)a, *(const zp_text *)b);
}

/// A folder that cannot be read to its end is refused: rules without some of their files are other rules.
static zp_status collect(DIR *dir, zp_text path, zp_text ending, zp_arena *arena, zp_text **names, size_t *count,
                         zp_error *err)
{
  size_t capacity = 0;
  for (;;) {
    errno = 0;
    struct dirent *entry = readdir(dir);
    if (entry == NULL) break;
    zp_text name = zp_text_from(entry->d_name);
    if (name.ptr[0] == '.' || !zp_text_ends(name, ending)) continue;
    zp_text *grown = zp_arena_grow(arena, *names, *count, &capacity, sizeof **names);
    zp_text copy = zp_text_copy(zp_text_slice(name, 0, name.len - ending.len), arena);
    if (grown == NULL || copy.ptr == NULL) return zp_fail_memory(err);
    *names = grown;
    (*names)[(*count)++] = copy;
  }
  if (errno != 0) return refuse_cause(err, path, errno);
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
  zp_status status = collect(dir, path, ending, arena, names, count, err);
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

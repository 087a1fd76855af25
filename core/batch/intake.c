// intake.c: folders -> bundles of files, in an order that depends on their names alone.
#include "batch/shard.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

enum { MANY = 256 };  // folders that are worth a second thread

typedef struct found {
  zp_text bundle, path, shown;
  zp_text archive;  // path of the one it is packed in; empty: it is not
  uint64_t offset, length;
} found;

typedef struct intake {
  zp_arena *arena;
  zp_error *err;
  zp_intake *out;
  const zp_unpack_setup *unpack;
  zp_spool *spool;
  found *items;
  size_t count, capacity, seen;
  found *archives;  // beside: left to the thread that has the spool
  size_t archive_count, archive_capacity;
  bool beside;      // on a thread of its own
} intake;

static const zp_text none = { NULL, 0 };

/// An archive that is taken apart later.
static zp_status put_off(intake *s, const found *one)
{
  found *archives = zp_arena_grow(s->arena, s->archives, s->archive_count, &s->archive_capacity, sizeof *archives);
  if (archives == NULL) return zp_fail_memory(s->err);
  s->archives = archives;
  archives[s->archive_count++] = *one;
  return ZP_OK;
}

static zp_status add(intake *s, const found *one)
{
  found *items = zp_arena_grow(s->arena, s->items, s->count, &s->capacity, sizeof *items);
  if (items == NULL || one->path.ptr == NULL || one->shown.ptr == NULL) return zp_fail_memory(s->err);
  s->items = items;
  items[s->count++] = *one;
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

// ---- archives ------------------------------------------------------------------------------------------------------

static bool is_archive(zp_text name)
{
  return name.len > 4 && strncasecmp(name.ptr + name.len - 4, ".zip", 4) == 0;
}

/// As in a folder; and what a Mac packs beside each file.
static bool is_member_left_out(zp_text name)
{
  for (size_t from = 0; from < name.len;) {
    size_t to = from;
    while (to < name.len && name.ptr[to] != '/') to++;
    zp_text part = zp_text_slice(name, from, to);
    if (is_left_out(part) || zp_text_equal(part, ZP_TEXT("__MACOSX"))) return true;
    from = to + 1;
  }
  return false;
}

/// Bytes of the folder that all folders of the archive lie in, its slash included; 0: files lie in it too, or there is none.
static size_t root_of(const zp_unpacked *members, size_t count)
{
  size_t root = 0;
  const char *first_name = NULL;
  for (size_t i = 0; i < count; i++) {
    zp_text name = members[i].name;
    size_t first = zp_text_find(name, ZP_TEXT("/"));
    if (is_member_left_out(name)) continue;
    if (first == SIZE_MAX || zp_text_find(zp_text_slice(name, first + 1, name.len), ZP_TEXT("/")) == SIZE_MAX) return 0;
    if (root == 0) first_name = name.ptr;
    if (root == 0) root = first + 1;
    if (root != first + 1 || memcmp(name.ptr, first_name, root) != 0) return 0;
  }
  return root;
}

/// `bundle` empty: the archive was given itself, and folders in it are units.
static zp_status add_member(intake *s, const found *archive, const zp_unpacked *member, size_t root)
{
  zp_text inside = zp_text_slice(member->name, root, member->name.len);
  size_t slash = zp_text_find(inside, ZP_TEXT("/"));
  found one = { .bundle = archive->bundle, .path = zp_text_copy(zp_text_from(s->spool->path), s->arena), .archive = archive->path,
                .offset = member->offset, .length = member->length };
  if (is_member_left_out(member->name)) return ZP_OK;
  if (++s->seen > ZP_INTAKE_MOST) return zp_fail(s->err, ZP_E_TOO_LARGE, NULL, archive->path, ZP_TEXT("2000000"), none);
  one.shown = zp_text_format(s->arena, "%.*s/%.*s", ZP_ARG(archive->shown), ZP_ARG(member->name));
  if (one.bundle.len == 0) one.bundle = slash == SIZE_MAX ? beginning(inside) : zp_text_slice(inside, 0, slash);
  return add(s, &one);
}

/// A file, or what is in it. `bundle` empty: it is an archive that was given itself.
static zp_status take_file(intake *s, const found *file)
{
  zp_unpacked *members = NULL;
  size_t count = 0, told = s->out->findings.count, before = s->count;
  bool package = true;
  if (file->path.ptr == NULL || file->shown.ptr == NULL) return zp_fail_memory(s->err);
  if (s->unpack == NULL || !is_archive(file->shown)) return add(s, file);
  if (s->beside) return put_off(s, file);
  if (zp_unpack(s->unpack, file->path.ptr, file->shown, s->spool, s->arena, &members, &count, &package, &s->out->findings, s->err) !=
      ZP_OK)
    return s->err->status;
  if (package) return add(s, file);
  size_t root = file->bundle.len == 0 ? root_of(members, count) : 0;
  for (size_t i = 0; i < count; i++)
    if (add_member(s, file, &members[i], root) != ZP_OK) return s->err->status;
  if (s->count == before && s->out->findings.count == told) notice(s, ZP_E_ENTRY_SKIPPED, file->shown, zp_word_arg(ZP_W_ENTRY_EMPTY));
  return ZP_OK;
}

// ---- folders -------------------------------------------------------------------------------------------------------

/// A folder on the way down: `bundle` is empty in the one that was given.
typedef struct level {
  zp_text path, shown, bundle;
  int depth;
  struct waiting *waiting;  // folders in it that are walked when all are known; NULL: they are at once
} level;

typedef struct waiting {
  level *items;
  size_t count, capacity;
} waiting;

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
    if (at->waiting == NULL) return walk(s, &below);
    level *items = zp_arena_grow(s->arena, at->waiting->items, at->waiting->count, &at->waiting->capacity, sizeof *items);
    if (items == NULL) return zp_fail_memory(s->err);
    at->waiting->items = items;
    items[at->waiting->count++] = below;
    return ZP_OK;
  }
  if (!S_ISREG(is->st_mode)) {
    notice(s, ZP_E_ENTRY_SKIPPED, below.shown, zp_word_arg(S_ISLNK(is->st_mode) ? ZP_W_ENTRY_LINK : ZP_W_ENTRY_SPECIAL));
    return ZP_OK;
  }
  bool archive = s->unpack != NULL && is_archive(below.shown);
  zp_text alone = !top || archive ? below.shown : beginning(below.shown);
  return take_file(s, &(found){ .bundle = top ? alone : at->bundle, .path = below.path, .shown = below.shown });
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

// ---- folders of a folder, on two threads --------------------------------------------------------------------------------

/// What the second thread does: it has everything of its own but the levels, which nobody changes.
typedef struct second {
  intake own;
  zp_intake out;
  zp_error err;
  const level *items;
  size_t count;
} second;

static zp_status walk_list(intake *s, const level *items, size_t count)
{
  zp_status status = ZP_OK;
  for (size_t i = 0; i < count && status == ZP_OK; i++) status = walk(s, &items[i]);
  return status;
}

static void walk_second(void *context)
{
  second *t = context;
  walk_list(&t->own, t->items, t->count);
}

/// What the second thread found, with texts of our own; then the archives.
static zp_status join_second(intake *s, const second *t)
{
  const intake *from = &t->own;
  found last = { .offset = 0 }, own = last;
  if (t->err.status != ZP_OK) *s->err = t->err;
  if (t->err.status != ZP_OK) return t->err.status;
  s->seen += from->seen;
  if (s->seen > ZP_INTAKE_MOST) return zp_fail(s->err, ZP_E_TOO_LARGE, NULL, t->items[0].path, ZP_TEXT("2000000"), none);
  for (size_t i = 0; i < from->count + from->archive_count; i++) {
    const found *one = i < from->count ? &from->items[i] : &from->archives[i - from->count];
    bool again = i > 0 && one->bundle.ptr == last.bundle.ptr && one->bundle.len == last.bundle.len;
    own = (found){ .bundle = again ? own.bundle : zp_text_copy(one->bundle, s->arena), .path = zp_text_copy(one->path, s->arena),
                   .shown = zp_text_copy(one->shown, s->arena) };
    last = *one;
    if (own.bundle.ptr == NULL) return zp_fail_memory(s->err);
    if ((i < from->count ? add(s, &own) : take_file(s, &own)) != ZP_OK) return s->err->status;
  }
  for (size_t i = 0; i < t->out.findings.count; i++) {
    const zp_finding *one = &t->out.findings.items[i];
    zp_findings_add(&s->out->findings, one->status, &one->place, one->args[0], one->args[1], one->args[2]);
  }
  s->out->findings.lost |= t->out.findings.lost;
  return ZP_OK;
}

/// Half of them on another thread: a folder costs the system more than it costs us.
static zp_status walk_all(intake *s, const waiting *all)
{
  uv_thread_t thread;
  size_t half = all->count < MANY ? all->count : all->count / 2;
  second t = { .items = all->items + half, .count = all->count - half };
  t.own = (intake){ .err = &t.err, .out = &t.out, .unpack = s->unpack, .beside = true };
  bool threaded = t.count != 0 && (t.own.arena = zp_arena_new(NULL, 0)) != NULL;
  t.out.findings.arena = t.own.arena;
  threaded = threaded && uv_thread_create(&thread, walk_second, &t) == 0;
  zp_status status = walk_list(s, all->items, threaded ? half : all->count);
  if (threaded) uv_thread_join(&thread);
  if (threaded && status == ZP_OK) status = join_second(s, &t);
  zp_arena_free(t.own.arena);
  return status;
}

/// Somebody named it: that there is nothing in it is told.
static zp_status take_folder(intake *s, zp_text path)
{
  size_t before = s->count, told = s->out->findings.count;
  waiting all = { .count = 0 };
  zp_status status = walk(s, &(level){ .path = path, .waiting = &all });
  if (status == ZP_OK) status = walk_all(s, &all);
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
  found one = { .bundle = ZP_TEXT(ZP_BUNDLE_OF_FILES), .path = path, .shown = zp_text_last_part(path) };
  if (s->unpack != NULL && is_archive(path)) one.bundle = none;
  return take_file(s, &one);
}

// ---- bundles --------------------------------------------------------------------------------------------------------

static int by_group_shown_path(const void *a, const void *b)
{
  const found *left = a, *right = b;
  int order = zp_text_compare(left->bundle, right->bundle);
  if (order == 0) order = zp_text_compare(left->shown, right->shown);
  if (order == 0) order = zp_text_compare(left->archive, right->archive);
  if (order == 0) order = zp_text_compare(left->path, right->path);
  return order != 0 ? order : (left->offset > right->offset) - (left->offset < right->offset);
}

static int by_place(const void *a, const void *b)
{
  const zp_finding *left = a, *right = b;
  int order = zp_text_compare(left->place.file, right->place.file);
  return order != 0 ? order : (int)left->status - (int)right->status;
}

static bool is_same_file(const found *a, const found *b)
{
  bool packed = a->archive.len != 0 || b->archive.len != 0;
  return !packed && zp_text_equal(a->bundle, b->bundle) && zp_text_equal(a->path, b->path);
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
    files[out->file_count++] = (zp_intake_file){ item->path, item->shown, item->archive.len != 0, item->offset, item->length, NULL };
    out->bundles[out->count - 1].count++;
  }
  if (out->findings.count > 1) qsort(out->findings.items, out->findings.count, sizeof(zp_finding), by_place);
  return out->findings.lost ? zp_fail_memory(s->err) : ZP_OK;
}

/// Names are compared first, so that few files are looked at.
static bool is_file(const zp_intake_file *file, zp_text name, const struct stat *is)
{
  struct stat own;
  if (!zp_text_equal(zp_text_last_part(file->path), name) || stat(file->path.ptr, &own) != 0) return false;
  return own.st_dev == is->st_dev && own.st_ino == is->st_ino;
}

void zp_intake_leave_out(zp_intake *from, const char *path)
{
  size_t kept = 0;
  struct stat is;
  if (stat(path, &is) != 0) return;
  for (size_t b = 0; b < from->count; b++) {
    zp_bundle bundle = from->bundles[b];
    size_t files = 0;
    for (size_t i = 0; i < bundle.count; i++)
      if (!is_file(&bundle.files[i], zp_text_last_part(zp_text_from(path)), &is)) bundle.files[files++] = bundle.files[i];
    from->file_count -= bundle.count - files;
    bundle.count = files;
    if (files != 0) from->bundles[kept++] = bundle;
  }
  from->count = kept;
}

zp_status zp_intake_read(char *const *given, size_t count, const zp_unpack_setup *unpack, zp_spool *spool, zp_arena *arena,
                         zp_intake *out, zp_error *err)
{
  intake s = { .arena = arena, .err = err, .out = out, .unpack = unpack, .spool = spool };
  *out = (zp_intake){ .findings = { .arena = arena } };
  for (size_t i = 0; i < count; i++)
    if (take_given(&s, given[i]) != ZP_OK) return err->status;
  return make_bundles(&s);
}

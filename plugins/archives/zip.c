// zip.c: members of a .zip, one after another. libzip reads the directory and inflates; what a
// member may be called, hold and grow to is decided here. Names: UTF-8 when they are, else GB18030,
// as Windows writes them.
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <zip.h>

#include "base/encoding.h"
#include "plugins/registry.h"

enum { PART = 256 * 1024, NAME_MOST = 4096, DEPTH_MOST = 16 };

static const zp_text none = { "", 0 };

typedef struct unpacker {
  const zp_archive_sink *sink;
  zp_arena *arena;
  zp_error *err;
  uint64_t inflated, members;
  bool stopped; // the sink takes no more
  char room[PART];
} unpacker;

/// One archive: the outer one, or one inside of it.
typedef struct level {
  zip_t *zip;
  zp_text prefix; // "b.zip/" of one inside
} level;

static void refuse_word(unpacker *u, zp_text name, zp_word why)
{
  if (!u->sink->refuse(u->sink->context, name, ZP_E_MEMBER_REFUSED, zp_word_arg(why), none))
    u->stopped = true;
}

static void refuse_size(unpacker *u, zp_text name, zp_word what, const char *limit)
{
  if (!u->sink->refuse(u->sink->context, name, ZP_E_TOO_LARGE, zp_word_arg(what),
                       zp_text_from(limit)))
    u->stopped = true;
}

// ---- names ------------------------------------------------------------------------------------

/// ptr NULL: neither UTF-8 nor GB18030.
static zp_text decode(unpacker *u, const char *raw)
{
  zp_text name = zp_text_from(raw);
  size_t bad;
  zp_text out;
  zp_error unreadable = { 0 };
  if (zp_text_utf8(name, &bad)) return zp_text_copy(name, u->arena);
  zp_status status =
      zp_encoding_read(name, none, ZP_ENCODING_GB18030, u->arena, &out, &unreadable);
  return status == ZP_OK ? out : (zp_text){ NULL, 0 };
}

static bool has_controls(zp_text name)
{
  for (size_t i = 0; i < name.len; i++)
    if ((unsigned char)name.ptr[i] < 0x20 || name.ptr[i] == 0x7F) return true;
  return false;
}

/// Why a name cannot be used; OK: it can. *out: with slashes, without empty parts and ".".
static bool clean_name(unpacker *u, zp_text name, zp_text *out, zp_word *why)
{
  char *clean = zp_arena_bytes(u->arena, name.len + 1);
  size_t len = 0, depth = 0;
  *why = ZP_W_ENTRY_NAME;
  *out = name;
  if (clean == NULL || name.len == 0 || name.len > NAME_MOST || has_controls(name)) return false;
  if (name.ptr[0] == '/' || name.ptr[0] == '\\' || (name.len > 1 && name.ptr[1] == ':'))
    return false;
  for (size_t at = 0, from = 0; at <= name.len; at++) {
    if (at < name.len && name.ptr[at] != '/' && name.ptr[at] != '\\') continue;
    zp_text part = zp_text_slice(name, from, at);
    from = at + 1;
    if (zp_text_equal(part, ZP_TEXT(".."))) return false;
    if (part.len == 0 || zp_text_equal(part, ZP_TEXT("."))) continue;
    if (len != 0) clean[len++] = '/';
    memcpy(clean + len, part.ptr, part.len);
    len += part.len;
    depth++;
  }
  *out = (zp_text){ clean, len };
  *why = ZP_W_ENTRY_DEEP;
  return len != 0 && depth <= DEPTH_MOST;
}

static bool ends_in_zip(zp_text name)
{
  return name.len > 4 && strncasecmp(name.ptr + name.len - 4, ".zip", 4) == 0;
}

static bool is_folder(const char *raw)
{
  size_t len = strlen(raw);
  return len > 0 && raw[len - 1] == '/';
}

// ---- members ----------------------------------------------------------------------------------

static bool is_link(zip_t *zip, zip_uint64_t i, bool *special)
{
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  *special = false;
  if (zip_file_get_external_attributes(zip, i, 0, &system, &attributes) != 0 ||
      system != ZIP_OPSYS_UNIX)
    return false;
  mode_t mode = (mode_t)(attributes >> 16);
  *special = (mode & S_IFMT) != 0 && !S_ISREG(mode) && !S_ISLNK(mode);
  return S_ISLNK(mode);
}

/// What is wrong with the member before a byte of it is read.
static bool is_refused(unpacker *u, zip_t *zip, const zip_stat_t *is, zp_text name)
{
  bool special, link = is_link(zip, is->index, &special);
  if (link)
    refuse_word(u, name, ZP_W_ENTRY_LINK);
  else if (special)
    refuse_word(u, name, ZP_W_ENTRY_SPECIAL);
  else if ((is->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && is->encryption_method != ZIP_EM_NONE)
    refuse_word(u, name, ZP_W_ENTRY_ENCRYPTED);
  else
    return false;
  return true;
}

/// Counts what was really inflated; true when it may go on.
static bool within(unpacker *u, const zip_stat_t *is, zp_text name, uint64_t bytes)
{
  uint64_t packed = (is->valid & ZIP_STAT_COMP_SIZE) != 0 ? is->comp_size : 0;
  if (bytes > ZP_ARCHIVE_MEMBER_MOST)
    refuse_size(u, name, ZP_W_THE_FILE, "64 MiB");
  else if (u->inflated > ZP_ARCHIVE_INFLATED_MOST)
    refuse_size(u, name, ZP_W_THE_ARCHIVE, "1 GiB");
  else if (bytes > ZP_ARCHIVE_RATIO_FROM && bytes / ZP_ARCHIVE_RATIO_MOST > packed)
    refuse_word(u, name, ZP_W_ENTRY_RATIO);
  else
    return true;
  return false;
}

/// Takes the bytes of an open member, part by part, into `take`.
static bool read_member(unpacker *u, zip_file_t *file, const zip_stat_t *is, zp_text name,
                        bool (*take)(void *context, zp_text bytes), void *context)
{
  uint64_t bytes = 0;
  for (;;) {
    zip_int64_t got = zip_fread(file, u->room, PART);
    if (got < 0) {
      refuse_word(u, name, ZP_W_ENTRY_DAMAGED);
      return false;
    }
    if (got == 0) return true;
    bytes += (uint64_t)got;
    u->inflated += (uint64_t)got;
    if (!within(u, is, name, bytes)) return false;
    if (!take(context, (zp_text){ u->room, (size_t)got })) {
      u->stopped = true;
      return false;
    }
  }
}

typedef struct growing {
  zp_arena *arena;
  char *bytes;
  size_t len, capacity;
} growing;

static bool grow(void *context, zp_text bytes)
{
  growing *g = context;
  while (g->capacity - g->len < bytes.len) {
    size_t capacity = g->capacity == 0 ? PART : g->capacity * 2;
    char *larger = zp_arena_enlarge(g->arena, g->bytes, g->capacity, capacity);
    if (larger == NULL) return false;
    g->bytes = larger;
    g->capacity = capacity;
  }
  memcpy(g->bytes + g->len, bytes.ptr, bytes.len);
  g->len += bytes.len;
  return true;
}

static void give_member(unpacker *u, zip_file_t *file, const zip_stat_t *is, zp_text name)
{
  const zp_archive_sink *sink = u->sink;
  if (!sink->begin(sink->context, name))
    u->stopped = true;
  else if (read_member(u, file, is, name, sink->data, sink->context) && !sink->end(sink->context))
    u->stopped = true;
}

static void give_bytes(unpacker *u, zp_text bytes, zp_text name)
{
  const zp_archive_sink *sink = u->sink;
  if (!sink->begin(sink->context, name) || !sink->data(sink->context, bytes) ||
      !sink->end(sink->context))
    u->stopped = true;
}

static zip_t *open_bytes(zp_text bytes)
{
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &error);
  zip_t *zip = source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (zip == NULL && source != NULL) zip_source_free(source);
  zip_error_fini(&error);
  return zip;
}

/// Office documents, and others whose first member says what they are, are one file.
static bool is_package(zip_t *zip)
{
  return zip_name_locate(zip, "[Content_Types].xml", ZIP_FL_ENC_RAW) >= 0 ||
         zip_name_locate(zip, "mimetype", ZIP_FL_ENC_RAW) == 0 ||
         zip_name_locate(zip, "OFD.xml", ZIP_FL_ENC_RAW) >= 0;
}

static void give_all(unpacker *u, const level *at);

/// An archive in the archive: one deep, its members under its name.
static void open_inner(unpacker *u, zip_file_t *file, const zip_stat_t *is, zp_text name)
{
  growing inner = { .arena = zp_arena_new(NULL, 0) };
  if (inner.arena == NULL) {
    zp_fail_memory(u->err);
    return;
  }
  if (read_member(u, file, is, name, grow, &inner)) {
    zp_text bytes = { inner.bytes, inner.len };
    zip_t *zip = inner.len == 0 ? NULL : open_bytes(bytes);
    level below = { zip, zp_text_format(u->arena, "%.*s/", ZP_ARG(name)) };
    if (zip == NULL)
      refuse_word(u, name, ZP_W_ENTRY_DAMAGED);
    else if (below.prefix.ptr == NULL)
      zp_fail_memory(u->err);
    else if (is_package(zip))
      give_bytes(u, bytes, name);
    else
      give_all(u, &below);
    if (zip != NULL) zip_discard(zip);
  }
  zp_arena_free(inner.arena);
}

static void give_one(unpacker *u, const level *at, zip_uint64_t i)
{
  zip_stat_t is;
  zp_text name = none;
  zp_word why = ZP_W_ENTRY_NAME;
  const char *raw = zip_get_name(at->zip, i, ZIP_FL_ENC_RAW);
  zip_stat_init(&is);
  if (raw == NULL || zip_stat_index(at->zip, i, 0, &is) != 0) {
    refuse_word(u, at->prefix, ZP_W_ENTRY_DAMAGED);
    return;
  }
  if (is_folder(raw)) return;
  zp_text decoded = decode(u, raw);
  bool clean = decoded.ptr != NULL && clean_name(u, decoded, &name, &why);
  name = zp_text_format(u->arena, "%.*s%.*s", ZP_ARG(at->prefix), ZP_ARG(name));
  if (zp_arena_short(u->arena))
    zp_fail_memory(u->err);
  else if (!clean)
    refuse_word(u, name, why);
  else if (++u->members > ZP_ARCHIVE_MEMBERS_MOST)
    refuse_size(u, name, ZP_W_THE_ARCHIVE_FILES, "20000");
  else if (!is_refused(u, at->zip, &is, name)) {
    bool inner = ends_in_zip(name);
    zip_file_t *file = inner && at->prefix.len != 0 ? NULL : zip_fopen_index(at->zip, i, 0);
    if (inner && at->prefix.len != 0)
      refuse_word(u, name, ZP_W_ENTRY_NESTED);
    else if (file == NULL)
      refuse_word(u, name, ZP_W_ENTRY_DAMAGED);
    else if (inner)
      open_inner(u, file, &is, name);
    else
      give_member(u, file, &is, name);
    if (file != NULL) zip_fclose(file);
  }
}

/// Ends when there are too many, or the sum of them is too large: what follows would be refused one
/// by one.
static void give_all(unpacker *u, const level *at)
{
  zip_int64_t count = zip_get_num_entries(at->zip, 0);
  for (zip_int64_t i = 0; i < count && !u->stopped && u->err->status == ZP_OK; i++) {
    if (u->members > ZP_ARCHIVE_MEMBERS_MOST || u->inflated > ZP_ARCHIVE_INFLATED_MOST) return;
    give_one(u, at, (zip_uint64_t)i);
  }
}

// ---- the archive ------------------------------------------------------------------------------

/// libzip turns the times of members into local ones, for which the C library reads its zone: once,
/// when TZ is set.
static void *prepare(void)
{
  struct tm any = { .tm_year = 100, .tm_mday = 1 };
  mktime(&any);
  return zp_converter_hold(ZP_ENCODING_GB18030);
}

static void release(void *state)
{
  zp_converter_release(state);
}

/// The converter that `state` holds is found by itself.
static zp_status unpack(void *state, zp_text bytes, const zp_archive_sink *sink, bool *package,
                        zp_arena *arena, zp_error *err)
{
  zp_error own = { 0 };
  unpacker *u = ZP_TAKE(arena, unpacker, 1);
  (void)state;
  zip_t *zip = bytes.len == 0 ? NULL : open_bytes(bytes);
  *package = false;
  if (u == NULL)
    zp_fail_memory(&own);
  else if (zip == NULL)
    zp_fail(&own, ZP_E_ARCHIVE, NULL, none, none, none);
  else if (is_package(zip))
    *package = true;
  else {
    const level outer = { zip, none };
    u->sink = sink;
    u->arena = arena;
    u->err = &own;
    give_all(u, &outer);
  }
  if (zip != NULL) zip_discard(zip);
  if (err != NULL && err->status == ZP_OK) *err = own;
  return own.status;
}

const zp_archive_reader zp_archive_zip = {
  .name = "zip",
  .title = "files packed together",
  .prepare = prepare,
  .release = release,
  .unpack = unpack,
};

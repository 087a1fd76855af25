// suppose.c: writes the pack. Beside it lies a link to the pack it extends, which is so found
// before any other of that name.
#include "cli/suppose.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/result_file.h"

static const zp_text none = { NULL, 0 };

// ---- the command line ---------------------------------------------------------------------------

/// What Lua takes as a name.
static bool is_name(zp_text text)
{
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (!letter && !(c >= '0' && c <= '9' && i > 0)) return false;
  }
  return text.len != 0;
}

bool zp_suppose_add(zp_suppose *suppose, const char *argument, zp_word *why)
{
  zp_text all = zp_text_from(argument);
  size_t equals = zp_text_find(all, ZP_TEXT("="));
  zp_text left = zp_text_slice(all, 0, equals == SIZE_MAX ? 0 : equals);
  size_t dot = zp_text_find(left, ZP_TEXT("."));
  zp_supposed one = { zp_text_slice(left, 0, dot == SIZE_MAX ? 0 : dot),
                      zp_text_slice(left, dot == SIZE_MAX ? left.len : dot + 1, left.len),
                      zp_text_slice(all, equals == SIZE_MAX ? all.len : equals + 1, all.len) };
  *why = ZP_W_USAGE_SET;
  if (!is_name(one.rule) || !is_name(one.param)) return false;
  *why = ZP_W_USAGE_SET_TWICE;
  for (size_t i = 0; i < suppose->count; i++)
    if (zp_text_equal(suppose->items[i].rule, one.rule) &&
        zp_text_equal(suppose->items[i].param, one.param))
      return false;
  *why = ZP_W_USAGE_SETS_MANY;
  if (suppose->count == ZP_SUPPOSED_MOST) return false;
  suppose->items[suppose->count++] = one;
  return true;
}

// ---- the pack's text ----------------------------------------------------------------------------

/// A text as Lua reads it back byte by byte, whatever is in it.
static void put_quoted(zp_sink *sink, zp_text text)
{
  zp_sink_put(sink, ZP_TEXT("\""));
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (c < ' ' || c == '"' || c == '\\' || c == 127)
      zp_sink_print(sink, "\\%03u", c);
    else
      zp_sink_put(sink, zp_text_slice(text, i, i + 1));
  }
  zp_sink_put(sink, ZP_TEXT("\""));
}

/// Digits with a point and a minus, nothing that people write besides.
static bool is_number(zp_text text)
{
  zp_qty number;
  for (size_t i = 0; i < text.len; i++)
    if (text.ptr[i] == '\0' || strchr("-.0123456789", text.ptr[i]) == NULL) return false;
  return zp_qty_parse(text, &number, NULL) == ZP_OK;
}

static void put_value(zp_sink *sink, zp_text value)
{
  bool flag = zp_text_equal(value, ZP_TEXT("true")) || zp_text_equal(value, ZP_TEXT("false"));
  if (flag || is_number(value))
    zp_sink_put(sink, value);
  else
    put_quoted(sink, value);
}

static bool is_first_of_rule(const zp_suppose *suppose, size_t at)
{
  for (size_t i = 0; i < at; i++)
    if (zp_text_equal(suppose->items[i].rule, suppose->items[at].rule)) return false;
  return true;
}

/// A line for each rule.
static void put_params(zp_sink *sink, const zp_suppose *suppose)
{
  for (size_t i = 0; i < suppose->count; i++) {
    zp_text rule = suppose->items[i].rule;
    if (!is_first_of_rule(suppose, i)) continue;
    zp_sink_print(sink, "    %.*s = {", ZP_ARG(rule));
    for (size_t k = i; k < suppose->count; k++) {
      if (!zp_text_equal(suppose->items[k].rule, rule)) continue;
      zp_sink_print(sink, " %.*s = ", ZP_ARG(suppose->items[k].param));
      put_value(sink, suppose->items[k].value);
      zp_sink_put(sink, ZP_TEXT(","));
    }
    zp_sink_put(sink, ZP_TEXT(" },\n"));
  }
}

static void put_field(zp_sink *sink, const char *key, zp_text value)
{
  zp_sink_print(sink, "  %s = ", key);
  put_quoted(sink, value);
  zp_sink_put(sink, ZP_TEXT(",\n"));
}

static zp_status write_pack(const zp_suppose *suppose, const zp_policy *policy, zp_text id,
                            zp_arena *arena, zp_error *err)
{
  zp_sink sink = { .arena = arena };
  zp_text path = zp_text_format(arena, "%.*s/pack.lua", ZP_ARG(suppose->pack));
  zp_sink_put(&sink, ZP_TEXT("return {\n"));
  put_field(&sink, "id", id);
  put_field(&sink, "version", policy->version);
  put_field(&sink, "title", policy->title);
  put_field(&sink, "basis", policy->basis);
  zp_sink_put(&sink, ZP_TEXT("  api = 1,\n"));
  put_field(&sink, "extends", policy->id);
  zp_sink_put(&sink, ZP_TEXT("  params = {\n"));
  put_params(&sink, suppose);
  zp_sink_put(&sink, ZP_TEXT("  },\n}\n"));
  if (path.ptr == NULL || sink.failed) return zp_fail_memory(err);
  return zp_file_write(path.ptr, (zp_text){ sink.bytes, sink.len }, err);
}

// ---- the folder ---------------------------------------------------------------------------------

static zp_status fail_write(zp_text path, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  return zp_fail(err, ZP_E_WRITE, NULL, path, zp_error_cause(errno, room), none);
}

/// The id names a link in our folder, and must lead nowhere else.
static bool can_be_folder(zp_text id)
{
  return id.len != 0 && id.len < NAME_MAX / 2 && id.ptr[0] != '.' &&
         memchr(id.ptr, '/', id.len) == NULL && memchr(id.ptr, '\0', id.len) == NULL;
}

static zp_status make_folder(zp_suppose *suppose, const zp_pack_place *place, zp_text base,
                             zp_text id, zp_arena *arena, zp_error *err)
{
  char real[PATH_MAX];
  const char *temporary = getenv("TMPDIR");
  if (!can_be_folder(base)) return zp_fail(err, ZP_E_SUPPOSE_ID, NULL, base, none, none);
  zp_text path = zp_text_format(arena, "%s/ziping-XXXXXX",
                                temporary == NULL || temporary[0] == '\0' ? "/tmp" : temporary);
  if (path.ptr == NULL) return zp_fail_memory(err);
  if (mkdtemp((char *)(uintptr_t)path.ptr) == NULL) return fail_write(path, err);
  suppose->folder = path;
  suppose->link = zp_text_format(arena, "%.*s/%.*s", ZP_ARG(path), ZP_ARG(base));
  suppose->pack = zp_text_format(arena, "%.*s/%.*s", ZP_ARG(path), ZP_ARG(id));
  if (zp_arena_short(arena)) return zp_fail_memory(err);
  if (realpath(place->folder.ptr, real) == NULL || symlink(real, suppose->link.ptr) != 0)
    return fail_write(suppose->link, err);
  return mkdir(suppose->pack.ptr, 0700) == 0 ? ZP_OK : fail_write(suppose->pack, err);
}

static zp_status load_once(const zp_suppose *suppose, const zp_cli *cli, zp_arena *arena,
                           zp_error *err)
{
  zp_pack_place place;
  zp_host *host = NULL;
  if (zp_pack_find(cli, suppose->pack, arena, &place, err) != ZP_OK) return err->status;
  zp_status status = zp_host_open(&place, &host, err);
  zp_host_close(host);
  return status;
}

zp_status zp_suppose_make(zp_suppose *suppose, const zp_cli *cli, zp_text pack, zp_arena *arena,
                          zp_error *err)
{
  zp_pack_place place;
  zp_host *host = NULL;
  if (zp_pack_find(cli, pack, arena, &place, err) != ZP_OK ||
      zp_host_open(&place, &host, err) != ZP_OK)
    return err->status;
  const zp_policy *policy = zp_host_policy(host);
  zp_text id = zp_text_format(arena, "%.*s-what-if", ZP_ARG(policy->id));
  zp_status status = id.ptr == NULL ? zp_fail_memory(err)
                                    : make_folder(suppose, &place, policy->id, id, arena, err);
  if (status == ZP_OK) status = write_pack(suppose, policy, id, arena, err);
  zp_host_close(host);
  return status == ZP_OK ? load_once(suppose, cli, arena, err) : status;
}

void zp_suppose_end(const zp_suppose *suppose, zp_arena *arena)
{
  if (suppose->folder.len == 0) return;
  zp_text file = zp_text_format(arena, "%.*s/pack.lua", ZP_ARG(suppose->pack));
  if (file.ptr != NULL) unlink(file.ptr);
  if (suppose->pack.ptr != NULL) rmdir(suppose->pack.ptr);
  if (suppose->link.ptr != NULL) unlink(suppose->link.ptr);
  rmdir(suppose->folder.ptr);
}

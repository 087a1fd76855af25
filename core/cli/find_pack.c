// find_pack.c: where rules live on this machine.
#include "cli/cli.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool has_file(const char *folder, const char *name)
{
  char path[PATH_MAX];
  struct stat info;
  int length = snprintf(path, sizeof path, "%s/%s", folder, name);
  return length > 0 && (size_t)length < sizeof path && stat(path, &info) == 0;
}

/// Folder of the running program; false when the system does not tell.
static bool program_folder(char room[PATH_MAX])
{
  ssize_t length = readlink("/proc/self/exe", room, PATH_MAX - 1);
  if (length <= 0) return false;
  room[length] = '\0';
  char *slash = strrchr(room, '/');
  if (slash == NULL) return false;
  *slash = '\0';
  return true;
}

zp_text zp_rules_folder(zp_arena *arena)
{
  // Beside the program: build/release/ziping of a source tree, then bin/ziping of an installation.
  static const char *const beside[] = { "../../rules", "../share/ziping/rules" };
  char folder[PATH_MAX], path[PATH_MAX], real[PATH_MAX];
  if (has_file("rules", "forms")) return ZP_TEXT("rules");
  if (!program_folder(folder)) return (zp_text){ NULL, 0 };
  for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
    int length = snprintf(path, sizeof path, "%s/%s", folder, beside[i]);
    if (length < 0 || (size_t)length >= sizeof path || !has_file(path, "forms")) continue;
    if (realpath(path, real) != NULL) return zp_text_copy(zp_text_from(real), arena);
  }
  return (zp_text){ NULL, 0 };
}

static bool take_if_pack(zp_text folder, zp_arena *arena, zp_text *out)
{
  zp_text path = zp_text_copy(folder, arena);
  if (path.ptr == NULL || path.len == 0 || !has_file(path.ptr, "pack.lua")) return false;
  *out = path;
  return true;
}

/// The last part of a path, for places.
static zp_text last_part(zp_text path)
{
  while (path.len > 1 && path.ptr[path.len - 1] == '/') path.len--;
  size_t from = path.len;
  while (from > 0 && path.ptr[from - 1] != '/') from--;
  return zp_text_slice(path, from, path.len);
}

/// rules/, then the folders of ZIPING_PACKS.
static zp_status list_homes(const zp_cli *cli, zp_text rules, zp_arena *arena, zp_words *out, zp_error *err)
{
  size_t most = 2;
  for (size_t i = 0; i < cli->packs.len; i++) most += cli->packs.ptr[i] == ':';
  *out = (zp_words){ ZP_TAKE(arena, zp_text, most), 0 };
  if (out->items == NULL) return zp_fail_memory(err);
  if (rules.len != 0) out->items[out->count++] = rules;
  for (size_t from = 0; from < cli->packs.len;) {
    zp_text rest = zp_text_slice(cli->packs, from, cli->packs.len);
    size_t end = zp_text_find(rest, ZP_TEXT(":"));
    zp_text folder = zp_text_slice(rest, 0, end);
    if (folder.len != 0) out->items[out->count++] = folder;
    from = end == SIZE_MAX ? cli->packs.len : from + end + 1;
  }
  return ZP_OK;
}

zp_status zp_pack_find(const zp_cli *cli, zp_text wanted, zp_arena *arena, zp_pack_place *out, zp_error *err)
{
  zp_text rules = zp_rules_folder(arena), none = { NULL, 0 };
  bool is_name = !zp_text_contains(wanted, ZP_TEXT("/"));
  *out = (zp_pack_place){ .shown = last_part(wanted) };
  out->lib = zp_text_format(arena, "%.*s/lib", ZP_ARG(rules));
  if (out->lib.ptr == NULL) return zp_fail_memory(err);
  if (list_homes(cli, rules, arena, &out->homes, err) != ZP_OK) return err->status;
  for (size_t i = 0; is_name && i < out->homes.count; i++) {
    zp_text folder = zp_text_format(arena, "%.*s/%.*s", ZP_ARG(out->homes.items[i]), ZP_ARG(wanted));
    if (take_if_pack(folder, arena, &out->folder)) return ZP_OK;
  }
  if (take_if_pack(wanted, arena, &out->folder)) return ZP_OK;
  return zp_fail(err, ZP_E_PACK_NOT_FOUND, NULL, wanted, none, none);
}

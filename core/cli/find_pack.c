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

static bool take_below(zp_text folder, zp_text name, zp_arena *arena, zp_text *out)
{
  if (folder.len == 0) return false;
  return take_if_pack(zp_text_format(arena, "%.*s/%.*s", ZP_ARG(folder), ZP_ARG(name)), arena, out);
}

/// The last part of a path, for places.
static zp_text last_part(zp_text path)
{
  while (path.len > 1 && path.ptr[path.len - 1] == '/') path.len--;
  size_t from = path.len;
  while (from > 0 && path.ptr[from - 1] != '/') from--;
  return zp_text_slice(path, from, path.len);
}

zp_status zp_pack_find(const zp_cli *cli, zp_text wanted, zp_arena *arena, zp_text *folder, zp_text *shown, zp_error *err)
{
  bool is_name = !zp_text_contains(wanted, ZP_TEXT("/"));
  *shown = last_part(wanted);
  if (is_name && take_below(zp_rules_folder(arena), wanted, arena, folder)) return ZP_OK;
  for (size_t from = 0; is_name && from < cli->packs.len;) {
    zp_text rest = zp_text_slice(cli->packs, from, cli->packs.len);
    size_t end = zp_text_find(rest, ZP_TEXT(":"));
    if (take_below(zp_text_slice(rest, 0, end), wanted, arena, folder)) return ZP_OK;
    from = end == SIZE_MAX ? cli->packs.len : from + end + 1;
  }
  if (take_if_pack(wanted, arena, folder)) return ZP_OK;
  return zp_fail(err, ZP_E_PACK_NOT_FOUND, NULL, wanted, (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
}

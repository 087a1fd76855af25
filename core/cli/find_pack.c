// find_pack.c: where rules and the sample live on this machine, and which folder a pack is.
#include "cli/cli.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "form/near_name.h"
#include "script/source.h"

enum { OFFERED_MOST = 256 };
static const zp_text none = { NULL, 0 };

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

/// The first of two folders beside the program that has a file of that name: from build/release/ziping of a source tree, then
/// from bin/ziping of an installation. Empty when neither has.
static zp_text beside(const char *const folders[2], const char *name, zp_arena *arena)
{
  char folder[PATH_MAX], path[PATH_MAX], real[PATH_MAX];
  if (!program_folder(folder)) return none;
  for (size_t i = 0; i < 2; i++) {
    int length = snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
    if (length < 0 || (size_t)length >= sizeof path || !has_file(path, name)) continue;
    if (realpath(path, real) != NULL) return zp_text_copy(zp_text_from(real), arena);
  }
  return none;
}

/// The rules that came with the program; empty when there are none.
static zp_text own_rules(zp_arena *arena)
{
  static const char *const folders[] = { "../../rules", "../share/ziping/rules" };
  return beside(folders, "forms", arena);
}

zp_text zp_sample_folder(zp_arena *arena)
{
  static const char *const folders[] = { "../../tests/data", "../share/ziping/sample" };
  return beside(folders, "laozhuangzi-goals.txt", arena);
}

zp_text zp_rules_folder(zp_arena *arena)
{
  zp_text own = own_rules(arena);
  if (own.len != 0) return own;
  return has_file("rules", "forms") ? ZP_TEXT("rules") : none;
}

// ---- the homes of packs ------------------------------------------------------------------------------------------------

/// Adds a folder unless it is one that is there already, by whatever name.
static void add_home(zp_words *homes, zp_text *seen, zp_text folder, zp_arena *arena)
{
  char real[PATH_MAX];
  zp_text path = zp_text_copy(folder, arena);
  if (path.ptr == NULL || path.len == 0) return;
  zp_text same = realpath(path.ptr, real) == NULL ? path : zp_text_copy(zp_text_from(real), arena);
  for (size_t i = 0; i < homes->count; i++)
    if (zp_text_equal(seen[i], same)) return;
  seen[homes->count] = same;
  homes->items[homes->count++] = path;
}

/// rules/ of the working folder, the folders of ZIPING_PACKS in their order, the program's own.
static zp_status list_homes(const zp_cli *cli, zp_arena *arena, zp_words *out, zp_error *err)
{
  size_t most = 3;
  for (size_t i = 0; i < cli->packs.len; i++) most += cli->packs.ptr[i] == ':';
  *out = (zp_words){ ZP_TAKE(arena, zp_text, most), 0 };
  zp_text *seen = ZP_TAKE(arena, zp_text, most);
  if (out->items == NULL || seen == NULL) return zp_fail_memory(err);
  add_home(out, seen, ZP_TEXT("rules"), arena);
  for (size_t from = 0; from < cli->packs.len;) {
    zp_text rest = zp_text_slice(cli->packs, from, cli->packs.len);
    size_t end = zp_text_find(rest, ZP_TEXT(":"));
    add_home(out, seen, zp_text_slice(rest, 0, end), arena);
    from = end == SIZE_MAX ? cli->packs.len : from + end + 1;
  }
  add_home(out, seen, own_rules(arena), arena);
  return zp_arena_short(arena) ? zp_fail_memory(err) : ZP_OK;
}

// ---- one pack ------------------------------------------------------------------------------------------------------------

static bool take_if_pack(zp_text folder, zp_arena *arena, zp_text *out)
{
  zp_text path = zp_text_copy(folder, arena);
  if (path.ptr == NULL || path.len == 0 || !has_file(path.ptr, "pack.lua")) return false;
  *out = path;
  return true;
}

/// The path without its last part.
static zp_text folder_of(zp_text path)
{
  size_t len = path.len;
  while (len > 0 && path.ptr[len - 1] == '/') len--;
  while (len > 0 && path.ptr[len - 1] != '/') len--;
  return len == 0 ? ZP_TEXT(".") : zp_text_slice(path, 0, len);
}

/// The pack's name in places: the last part of its path, also when that is written as "." or "..".
static zp_text name_of(zp_text wanted, zp_text folder, zp_arena *arena)
{
  char real[PATH_MAX];
  zp_text name = zp_text_last_part(wanted);
  if (name.len == 0 || name.ptr[0] != '.' || realpath(folder.ptr, real) == NULL) return name;
  return zp_text_copy(zp_text_last_part(zp_text_from(real)), arena);
}

/// Says where was looked and what is there by a like name: in the homes, or where the path leads.
static zp_status fail_unknown(zp_text wanted, const zp_words *homes, zp_arena *arena, zp_error *err)
{
  zp_text *packs = ZP_TAKE(arena, zp_text, OFFERED_MOST), looked = ZP_TEXT("");
  size_t count = 0, tries = OFFERED_MOST;
  if (packs == NULL) return zp_fail_memory(err);
  for (size_t i = 0; i < homes->count; i++) {
    if (zp_source_packs(homes->items[i], arena, packs, &count, OFFERED_MOST, err) != ZP_OK) return err->status;
    looked = zp_text_format(arena, "%.*s%s%.*s", ZP_ARG(looked), i == 0 ? "" : ", ", ZP_ARG(homes->items[i]));
  }
  zp_text near = zp_near_names(zp_text_last_part(wanted), packs, count, &tries, arena);
  if (near.ptr == NULL || looked.ptr == NULL) return zp_fail_memory(err);
  return zp_fail(err, ZP_E_PACK_NOT_FOUND, NULL, wanted, near, looked);
}

zp_status zp_pack_find(const zp_cli *cli, zp_text wanted, zp_arena *arena, zp_pack_place *out, zp_error *err)
{
  zp_text rules = zp_rules_folder(arena);
  bool is_name = wanted.len != 0 && wanted.ptr[0] != '.' && !zp_text_contains(wanted, ZP_TEXT("/")), found = false;
  *out = (zp_pack_place){ .lib = none };
  if (rules.len != 0) out->lib = zp_text_format(arena, "%.*s/lib", ZP_ARG(rules));
  if (list_homes(cli, arena, &out->homes, err) != ZP_OK) return err->status;
  for (size_t i = 0; is_name && !found && i < out->homes.count; i++) {
    zp_text folder = zp_text_format(arena, "%.*s/%.*s", ZP_ARG(out->homes.items[i]), ZP_ARG(wanted));
    found = take_if_pack(folder, arena, &out->folder);
  }
  if (!found) found = take_if_pack(wanted, arena, &out->folder);
  if (zp_arena_short(arena)) return zp_fail_memory(err);
  zp_text above = folder_of(wanted);
  if (!found) return fail_unknown(wanted, is_name ? &out->homes : &(zp_words){ &above, 1 }, arena, err);
  out->shown = name_of(wanted, out->folder, arena);
  return out->shown.ptr == NULL ? zp_fail_memory(err) : ZP_OK;
}

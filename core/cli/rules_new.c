// rules_new.c: ziping rules new: a pack to start from, made of the files in rules/template. The folder appears whole or not at
// all.
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/rules_kit.h"
#include "store/result_file.h"

enum { FILES_MOST = 32, FILE_MOST = 64 * 1024, NAME_MOST = 64 };

/// In the templates this stands for the new pack's name. Their pack.lua is called manifest.lua, for a folder with a pack.lua
/// would be a pack itself.
static const zp_text mark = ZP_TEXT_INIT("NAME-OF-THE-PACK"), manifest = ZP_TEXT_INIT("manifest.lua");

typedef struct draft {
  const zp_rules_kit *kit;
  zp_text name, target, folder;  // folder: where the files are written before it becomes `target`
  zp_text files[FILES_MOST];     // names in the template
  size_t file_count;
  zp_error err;
} draft;

static zp_status write_failed(draft *d, zp_text path, int cause)
{
  char room[ZP_ERROR_ARG];
  return zp_fail(&d->err, ZP_E_WRITE, NULL, path, zp_error_cause(cause, room), (zp_text){ NULL, 0 });
}

// ---- the name --------------------------------------------------------------------------------------------------------

static bool is_name(zp_text name)
{
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
  return name.len > 0 && name.len <= NAME_MOST && name.ptr[0] != '-' && strspn(name.ptr, allowed) == name.len;
}

/// A pack of that name among the packs would be found in its place, or extend itself. What is in the working folder is no such.
static bool is_taken(const zp_rules_kit *kit, zp_text name)
{
  zp_pack_place place;
  return zp_pack_find(kit->cli, name, kit->arena, &place, NULL) == ZP_OK && !zp_text_equal(place.folder, name);
}

// ---- the template ----------------------------------------------------------------------------------------------------

static int by_bytes(const void *a, const void *b)
{
  return zp_text_compare(*(const zp_text *)a, *(const zp_text *)b);
}

static zp_status list_template(draft *d, zp_text from)
{
  char room[ZP_ERROR_ARG];
  DIR *dir = opendir(from.ptr);
  if (dir == NULL) {
    zp_place place = { .file = from };
    return zp_fail(&d->err, ZP_E_OPEN, &place, zp_error_cause(errno, room), (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
  }
  struct dirent *entry;
  while ((errno = 0, entry = readdir(dir)) != NULL && d->file_count < FILES_MOST) {
    if (entry->d_name[0] == '.') continue;
    zp_text name = zp_text_copy(zp_text_from(entry->d_name), d->kit->arena);
    if (name.ptr == NULL) zp_fail_memory(&d->err);
    else d->files[d->file_count++] = name;
  }
  if (entry == NULL && errno != 0) {
    zp_place place = { .file = from };
    zp_fail(&d->err, ZP_E_OPEN, &place, zp_error_cause(errno, room), (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
  }
  closedir(dir);
  if (d->file_count > 1) qsort(d->files, d->file_count, sizeof d->files[0], by_bytes);
  return d->err.status;
}

/// The text with the new pack's name in the place of every mark.
static zp_text fill(const draft *d, zp_text text)
{
  zp_sink sink = { .arena = d->kit->arena };
  for (size_t at; (at = zp_text_find(text, mark)) != SIZE_MAX; text = zp_text_slice(text, at + mark.len, text.len)) {
    zp_sink_put(&sink, zp_text_slice(text, 0, at));
    zp_sink_put(&sink, d->name);
  }
  zp_sink_put(&sink, text);
  return (zp_text){ sink.failed ? NULL : sink.bytes, sink.len };
}

static zp_text name_in_pack(zp_text file)
{
  return zp_text_equal(file, manifest) ? ZP_TEXT("pack.lua") : file;
}

static zp_status write_file(draft *d, zp_text from, zp_text file)
{
  zp_arena *arena = d->kit->arena;
  zp_text source = zp_text_format(arena, "%.*s/%.*s", ZP_ARG(from), ZP_ARG(file)), bytes;
  zp_text path = zp_text_format(arena, "%.*s/%.*s", ZP_ARG(d->folder), ZP_ARG(name_in_pack(file)));
  if (source.ptr == NULL || path.ptr == NULL) return zp_fail_memory(&d->err);
  if (zp_file_read(source.ptr, FILE_MOST, arena, &bytes, &d->err) != ZP_OK) return d->err.status;
  zp_text filled = fill(d, bytes);
  if (filled.ptr == NULL) return zp_fail_memory(&d->err);
  return zp_file_write(path.ptr, filled, &d->err);
}

// ---- the folder ------------------------------------------------------------------------------------------------------

static void remove_draft(const draft *d)
{
  for (size_t i = 0; i < d->file_count; i++) {
    zp_text path = zp_text_format(d->kit->arena, "%.*s/%.*s", ZP_ARG(d->folder), ZP_ARG(name_in_pack(d->files[i])));
    if (path.ptr != NULL) unlink(path.ptr);
  }
  rmdir(d->folder.ptr);
}

static bool exists(zp_text path)
{
  struct stat about;
  return lstat(path.ptr, &about) == 0;
}

/// Everything is in place before anybody can see it under its name.
static zp_status write_pack(draft *d, zp_text from)
{
  if (list_template(d, from) != ZP_OK) return d->err.status;
  if (mkdir(d->folder.ptr, 0777) != 0) return write_failed(d, d->target, errno);
  for (size_t i = 0; i < d->file_count && d->err.status == ZP_OK; i++) write_file(d, from, d->files[i]);
  if (d->err.status == ZP_OK && exists(d->target)) write_failed(d, d->target, EEXIST);
  if (d->err.status == ZP_OK && rename(d->folder.ptr, d->target.ptr) != 0) write_failed(d, d->target, errno);
  if (d->err.status != ZP_OK) remove_draft(d);
  return d->err.status;
}

static void say_next(const draft *d)
{
  const zp_cli *cli = d->kit->cli;
  char room[PATH_MAX + 256];
  // A bare name is looked for among the packs first; a path is a path.
  bool bare = !zp_text_contains(d->target, ZP_TEXT("/"));
  zp_text path = bare ? zp_text_format(d->kit->arena, "./%.*s", ZP_ARG(d->target)) : d->target;
  const zp_text args[3] = { path };
  for (size_t i = 0; i < d->file_count; i++)
    fprintf(cli->out, "%.*s/%.*s\n", ZP_ARG(d->target), ZP_ARG(name_in_pack(d->files[i])));
  zp_message_fill(zp_word_text(ZP_W_NEW_NEXT, cli->lang), cli->lang, args, room, sizeof room);
  fprintf(cli->out, "%s\n", room);
}

zp_exit zp_rules_new(const zp_rules_kit *kit)
{
  draft d = { .kit = kit, .name = kit->word_count == 0 ? (zp_text){ NULL, 0 } : zp_text_from(kit->words[0]) };
  zp_arena *arena = kit->arena;
  const char *out = kit->out == NULL ? "" : kit->out, *slash = out[0] == '\0' || out[strlen(out) - 1] == '/' ? "" : "/";
  if (!is_name(d.name)) return zp_say_usage(kit->cli, ZP_W_USAGE_NEW_NAME, kit->word_count == 0 ? "" : kit->words[0]);
  if (is_taken(kit, d.name)) return zp_say_usage(kit->cli, ZP_W_USAGE_NEW_TAKEN, kit->words[0]);
  zp_text rules = zp_rules_folder(arena), from = zp_text_format(arena, "%.*s/template", ZP_ARG(rules));
  d.target = zp_text_format(arena, "%s%s%.*s", out, slash, ZP_ARG(d.name));
  d.folder = zp_text_format(arena, "%s%s.ziping-%ld-%.*s.part", out, slash, (long)getpid(), ZP_ARG(d.name));
  if (from.ptr == NULL || d.target.ptr == NULL || d.folder.ptr == NULL) zp_fail_memory(&d.err);
  else if (exists(d.target)) return zp_say_usage(kit->cli, ZP_W_USAGE_NEW_EXISTS, d.target.ptr);
  else write_pack(&d, from);
  if (d.err.status != ZP_OK) return zp_rules_failed(kit, &d.err);
  say_next(&d);
  return ZP_EXIT_OK;
}

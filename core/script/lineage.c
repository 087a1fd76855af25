// lineage.c: a pack and the packs it extends: where they lie, and whose file is used.
#include <string.h>

#include "script/pack.h"

/// Names that are offered when a parent is not found.
enum { OFFERED_MOST = 256, NAME_MOST = 64 };

// ---- finding a parent
// -----------------------------------------------------------------------------------------------

/// A name can be a folder's: it leads nowhere else.
static bool is_pack_name(zp_text name)
{
  return name.len != 0 && name.len <= NAME_MOST && name.ptr[0] != '.' &&
         memchr(name.ptr, '/', name.len) == NULL && memchr(name.ptr, '\0', name.len) == NULL;
}

/// Folders in which a parent of this pack may be, one after the other: beside it, then the homes.
static zp_text home_at(const zp_lineage *line, const zp_ancestor *heir, size_t index,
                       zp_arena *arena)
{
  if (index > 0) return line->homes.items[index - 1];
  return zp_text_format(arena, "%.*s/..", ZP_ARG(heir->folder));
}

static bool find_folder(const zp_lineage *line, const zp_ancestor *heir, zp_text name,
                        zp_arena *arena, zp_text *out)
{
  for (size_t i = 0; i <= line->homes.count && is_pack_name(name); i++) {
    zp_text home = home_at(line, heir, i, arena);
    zp_text folder = zp_text_format(arena, "%.*s/%.*s", ZP_ARG(home), ZP_ARG(name));
    zp_text file = zp_text_format(arena, "%.*s/pack.lua", ZP_ARG(folder));
    if (home.len == 0 || file.ptr == NULL || !zp_source_exists(file, arena)) continue;
    *out = folder;
    return true;
  }
  return false;
}

// ---- the line
// -------------------------------------------------------------------------------------------------------

static zp_status load_manifest(zp_sandbox *box, zp_ancestor *pack, zp_error *err)
{
  zp_text path = zp_text_format(box->arena, "%.*s/pack.lua", ZP_ARG(pack->folder));
  zp_text shown = zp_text_format(box->arena, "%.*s/pack.lua", ZP_ARG(pack->shown));
  if (path.ptr == NULL || shown.ptr == NULL) return zp_fail_memory(err);
  if (zp_source_read(path, shown, box->arena, &pack->source, err) != ZP_OK) return err->status;
  if (zp_sandbox_load(box, &pack->source, err) != ZP_OK) return err->status;
  pack->fields =
      (zp_fields){ .L = box->L, .source = &pack->source, .arena = box->arena, .err = err };
  zp_manifest_open(&pack->fields);
  return err->status;
}

static zp_text id_of(const zp_ancestor *pack)
{
  return zp_fields_text(&pack->fields, ZP_NAMED("id"), ZP_REQUIRED);
}

/// The folder's name and the id inside of it must agree: one of them was copied and not changed.
static zp_status check_id(const zp_ancestor *pack, zp_arena *arena)
{
  zp_text id = id_of(pack);
  if (pack->fields.err->status != ZP_OK || zp_text_equal(id, pack->shown))
    return pack->fields.err->status;
  zp_fields_fail(&pack->fields, ZP_NAMED("id"), ZP_E_FIELD_VALUE,
                 zp_text_format(arena, "%.*s -> %.*s", ZP_ARG(id), ZP_ARG(pack->shown)));
  return pack->fields.err->status;
}

static bool is_in_line(const zp_lineage *line, zp_text id)
{
  for (size_t i = 0; i < line->count; i++)
    if (zp_text_equal(id_of(&line->packs[i]), id)) return true;
  return false;
}

static zp_status fail_parent(const zp_lineage *line, const zp_ancestor *heir, zp_text name)
{
  const zp_fields *fields = &heir->fields;
  zp_text *offered = ZP_TAKE(fields->arena, zp_text, OFFERED_MOST);
  size_t count = 0;
  if (offered == NULL) return zp_fail_memory(fields->err);
  for (size_t i = 0; i <= line->homes.count; i++) {
    zp_text home = home_at(line, heir, i, fields->arena);
    if (zp_source_packs(home, fields->arena, offered, &count, OFFERED_MOST, fields->err) != ZP_OK)
      return fields->err->status;
  }
  for (size_t i = 0; i < count; i++)
    if (is_in_line(line, offered[i])) offered[i--] = offered[--count];
  zp_fields_fail_as(fields, ZP_NAMED("extends"), ZP_E_PACK_PARENT, name,
                    zp_fields_nearest(name, offered, count, fields->arena));
  return fields->err->status;
}

/// Adds the pack that the last of the line extends.
static zp_status load_parent(zp_sandbox *box, zp_lineage *line, zp_text name, zp_error *err)
{
  zp_ancestor *heir = &line->packs[line->count - 1];
  zp_text none = { NULL, 0 };
  zp_text folder = none;
  if (is_in_line(line, name))
    zp_fields_fail_as(&heir->fields, ZP_NAMED("extends"), ZP_E_PACK_CIRCLE, name, none);
  else if (line->count > ZP_EXTENDS_MOST)
    zp_fields_fail_as(&heir->fields, ZP_NAMED("extends"), ZP_E_PACK_DEPTH, name,
                      zp_text_format(box->arena, "%d", ZP_EXTENDS_MOST));
  else if (!find_folder(line, heir, name, box->arena, &folder))
    fail_parent(line, heir, name);
  if (err->status != ZP_OK) return err->status;
  zp_ancestor *parent = &line->packs[line->count++];
  *parent = (zp_ancestor){ .folder = folder, .shown = name };
  if (load_manifest(box, parent, err) != ZP_OK) return err->status;
  heir->fields.base = &parent->fields;
  return check_id(parent, box->arena);
}

zp_status zp_lineage_load(zp_sandbox *box, zp_lineage *line, zp_error *err)
{
  line->count = 1;
  if (load_manifest(box, &line->packs[0], err) != ZP_OK) return err->status;
  for (;;) {
    const zp_ancestor *last = &line->packs[line->count - 1];
    if (!zp_fields_has(&last->fields, ZP_NAMED("extends"))) return err->status;
    zp_text name = zp_fields_text(&last->fields, ZP_NAMED("extends"), ZP_REQUIRED);
    if (err->status != ZP_OK || load_parent(box, line, name, err) != ZP_OK) return err->status;
  }
}

// ---- files
// ----------------------------------------------------------------------------------------------------------

zp_status zp_lineage_read(const zp_lineage *line, zp_text name, zp_arena *arena, zp_source *out,
                          size_t *generation, zp_error *err)
{
  for (size_t i = 0; i < line->count; i++) {
    const zp_ancestor *pack = &line->packs[i];
    zp_text path = zp_text_format(arena, "%.*s/%.*s.lua", ZP_ARG(pack->folder), ZP_ARG(name));
    zp_text shown = zp_text_format(arena, "%.*s/%.*s.lua", ZP_ARG(pack->shown), ZP_ARG(name));
    if (path.ptr == NULL || shown.ptr == NULL) return zp_fail_memory(err);
    if (!zp_source_exists(path, arena)) continue;
    *generation = i;
    return zp_source_read(path, shown, arena, out, err);
  }
  return ZP_E_RULE_FILE;
}

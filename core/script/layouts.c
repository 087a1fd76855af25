// layouts.c: rules/forms/*.lua -> layouts. Which fields a file may have follows from the tables in
// model/layout.h.
#include "model/layout.h"

#include "base/digest.h"
#include "script/fields.h"
#include "script/host.h"
#include "script/sandbox.h"

static const char *const known[] = { "id", "title", "kind", "fields",
#define X(member, doc) #member,
                                     ZP_LAYOUT_WORDS_MAP(X)
#undef X
                                         NULL };

static const char *const kinds[] = {
#define X(name, lua) lua,
  ZP_LAYOUT_KIND_MAP(X)
#undef X
      NULL
};

static const char *const field_names[] = {
#define X(name, lua) lua,
  ZP_FIELD_MAP(X)
#undef X
      NULL
};

static void read_layout(zp_fields *fields, zp_layout *layout)
{
  zp_fields headings;
  zp_fields_open(fields, known);
  layout->file = fields->source->shown;
  layout->id = zp_fields_text(fields, ZP_NAMED("id"), ZP_REQUIRED);
  layout->title = zp_fields_text(fields, ZP_NAMED("title"), ZP_REQUIRED);
  layout->kind = (zp_layout_kind)zp_fields_choice(fields, ZP_NAMED("kind"), ZP_REQUIRED, kinds);
  if (zp_fields_enter(fields, ZP_NAMED("fields"), ZP_REQUIRED, field_names, &headings)) {
    for (size_t i = 0; i < ZP_FIELD_COUNT; i++)
      layout->fields[i] =
          zp_fields_words(&headings, zp_key_named(zp_text_from(field_names[i])), ZP_OPTIONAL);
    zp_fields_leave(&headings);
  }
#define X(member, doc) layout->member = zp_fields_words(fields, ZP_NAMED(#member), ZP_OPTIONAL);
  ZP_LAYOUT_WORDS_MAP(X)
#undef X
  zp_fields_choices(fields, ZP_NAMED("required"), ZP_OPTIONAL, field_names);
  zp_fields_choices(fields, ZP_NAMED("any"), ZP_OPTIONAL, field_names);
}

typedef struct shelf {
  zp_text folder;
  zp_text *names;
  size_t count;
  zp_layout *layouts;
  zp_hash hash; // of all files
} shelf;

static zp_status load_one(zp_sandbox *box, shelf *s, size_t index, zp_error *err)
{
  zp_source source;
  zp_text path =
      zp_text_format(box->arena, "%.*s/%.*s.lua", ZP_ARG(s->folder), ZP_ARG(s->names[index]));
  zp_text shown = zp_text_format(box->arena, "forms/%.*s.lua", ZP_ARG(s->names[index]));
  if (path.ptr == NULL || shown.ptr == NULL) return zp_fail_memory(err);
  if (zp_source_read(path, shown, box->arena, &source, err) != ZP_OK) return err->status;
  if (zp_sandbox_load(box, &source, err) != ZP_OK) return err->status;
  zp_fields fields = { .L = box->L, .source = &source, .arena = box->arena, .err = err };
  read_layout(&fields, &s->layouts[index]);
  lua_settop(box->L, 0);
  zp_hash_add(&s->hash, shown);
  zp_hash_add(&s->hash, source.bytes);
  return err->status;
}

static bool has_id(const shelf *s, zp_text id)
{
  for (size_t i = 0; i < s->count; i++)
    if (zp_text_equal(s->layouts[i].id, id)) return true;
  return false;
}

/// A layout that names another one which is not there would silently know less than its author thinks.
static zp_status check_also(const shelf *s, zp_error *err)
{
  for (size_t i = 0; i < s->count; i++)
    for (size_t k = 0; k < s->layouts[i].also.count; k++) {
      zp_text id = s->layouts[i].also.items[k];
      const zp_place place = { .file = s->layouts[i].file };
      if (!has_id(s, id))
        return zp_fail(err, ZP_E_FIELD_VALUE, &place, ZP_TEXT("also"), id, (zp_text){ NULL, 0 });
    }
  return ZP_OK;
}

static zp_status load_all(zp_sandbox *box, void *context, zp_error *err)
{
  shelf *s = context;
  for (size_t i = 0; i < s->count; i++)
    if (load_one(box, s, i, err) != ZP_OK) return err->status;
  return check_also(s, err);
}

zp_status zp_layouts_load(zp_text folder, zp_arena *arena, zp_layouts *out, zp_error *err)
{
  zp_sandbox box;
  zp_error own = { 0 };
  shelf s = { .folder = folder };
  unsigned char digest[ZP_DIGEST_BYTES];
  char hex[ZP_DIGEST_HEX + 1];
  zp_hash_start(&s.hash);
  if (err == NULL) err = &own;
  if (zp_source_list(folder, arena, &s.names, &s.count, err) != ZP_OK) return err->status;
  s.layouts = ZP_TAKE(arena, zp_layout, s.count);
  if (s.layouts == NULL) return zp_fail_memory(err);
  if (zp_sandbox_init(&box, &ZP_LIMITS_DEFAULT, (zp_text){ NULL, 0 }, arena, err) != ZP_OK)
    return err->status;
  zp_status status = zp_sandbox_run(&box, load_all, &s, err);
  zp_sandbox_fini(&box);
  if (status != ZP_OK) return status;
  zp_hash_end(&s.hash, digest);
  *out = (zp_layouts){ s.layouts, s.count,
                       zp_text_copy(zp_digest_print(digest, hex), arena) };
  return out->digest.ptr == NULL ? zp_fail_memory(err) : ZP_OK;
}

// score_roster.c: ziping score --roster: the file that says which units should be there, and who of them came. It is read in this
// process: it is the operator's own, as the pack is.
#include "cli/score_kit.h"
#include "pipeline/pipeline.h"
#include "plugins/registry.h"
#include "store/result_file.h"

enum { ROSTER_MOST = 64 << 20, FILES_MOST = 64 };  // bytes; files of a bundle whose names are looked at

static const zp_text none = { NULL, 0 };

static zp_text last_part(const char *path)
{
  zp_text text = zp_text_from(path);
  size_t from = text.len;
  while (from > 0 && text.ptr[from - 1] != '/') from--;
  return zp_text_slice(text, from, text.len);
}

zp_status zp_score_roster_read(const char *path, const zp_lexicon *lexicon, zp_arena *arena, zp_score_roster *out, zp_error *err)
{
  zp_text bytes, name = last_part(path);
  zp_place whole = { .file = name };
  zp_document document = { .file = name };
  *out = (zp_score_roster){ .findings = { .arena = arena } };
  if (zp_file_read(path, ROSTER_MOST, arena, &bytes, err) != ZP_OK) return err->status;
  out->digest = zp_digest(bytes, arena);
  if (out->digest.ptr == NULL) return zp_fail_memory(err);
  const zp_reader *reader = zp_surest_reader(zp_readers, bytes, name);
  if (reader == NULL) return zp_fail(err, ZP_E_ROSTER_FORM, &whole, none, none, none);
  if (reader->read(bytes, name, arena, &document, &out->findings, err) != ZP_OK) return err->status;
  return zp_roster_read(&document, lexicon, arena, &out->findings, &out->roster, err);
}

static void mark_units(zp_score_roster *out, const zp_roll_entry *entry)
{
  zp_place place = { .file = entry->bundle.count == 0 ? entry->bundle.name : entry->bundle.files[0].shown };
  for (size_t u = 0; u < entry->unit_count; u++) {
    const zp_roll_unit *unit = &entry->units[u];
    if (zp_roster_mark(&out->roster, unit->code, unit->name, ZP_ROSTER_SCORED)) continue;
    bool named = unit->shown.len != 0;
    zp_findings_add(&out->findings, ZP_E_UNIT_UNLISTED, &place, named ? unit->shown : unit->shown_code,
                    named ? unit->shown_code : none, none);
  }
}

/// "老庄子镇/填报表.csv" -> "填报表"
static zp_text stem_of(zp_text shown)
{
  size_t from = shown.len, to = shown.len;
  while (from > 0 && shown.ptr[from - 1] != '/') from--;
  for (size_t i = shown.len; i > from + 1; i--)
    if (shown.ptr[i - 1] == '.') {
      to = i - 1;
      break;
    }
  return zp_text_slice(shown, from, to);
}

/// No unit came of these files: whose they are can only be told by their names.
static zp_status mark_names(zp_score_roster *out, const zp_bundle *bundle, zp_roster_state state, zp_error *err)
{
  zp_status status = zp_roster_mark_named(&out->roster, bundle->name, state, err);
  for (size_t i = 0; i < bundle->count && i < FILES_MOST && status == ZP_OK; i++)
    status = zp_roster_mark_named(&out->roster, stem_of(bundle->files[i].shown), state, err);
  return status;
}

zp_status zp_score_roster_check(zp_score_roster *out, const zp_roll *roll, zp_error *err)
{
  zp_status status = ZP_OK;
  for (size_t i = 0; i < roll->count && status == ZP_OK; i++) {
    const zp_roll_entry *entry = &roll->entries[i];
    if (entry->state == ZP_ROLL_FAILED) status = mark_names(out, &entry->bundle, ZP_ROSTER_FAILED, err);
    else if (entry->state == ZP_ROLL_DONE && entry->unit_count == 0)
      status = mark_names(out, &entry->bundle, ZP_ROSTER_UNUSABLE, err);
    else if (entry->state == ZP_ROLL_DONE) mark_units(out, entry);
  }
  if (status != ZP_OK) return status;
  zp_roster_close(&out->roster, &out->findings);
  return out->findings.lost ? zp_fail_memory(err) : ZP_OK;
}

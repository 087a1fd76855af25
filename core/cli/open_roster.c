// open_roster.c: the roster for the subcommands that take one. It is read in this process: it is the operator's own file, as the
// pack is.
#include "base/digest.h"
#include "cli/cli.h"
#include "pipeline/pipeline.h"
#include "plugins/registry.h"
#include "store/result_file.h"

enum { ROSTER_MOST = 64 << 20 };  // bytes

zp_status zp_roster_open(const char *path, const zp_lexicon *lexicon, zp_arena *arena, zp_roster *out, zp_error *err)
{
  zp_text bytes, name = zp_text_last_part(zp_text_from(path)), none = { NULL, 0 };
  zp_place whole = { .file = name };
  zp_document document = { .file = name };
  zp_findings noticed = { .arena = arena };
  if (zp_file_read(path, ROSTER_MOST, arena, &bytes, err) != ZP_OK) return err->status;
  const zp_reader *reader = zp_surest_reader(zp_readers, bytes, name);
  if (reader == NULL || reader->read == NULL) return zp_fail(err, ZP_E_ROSTER_FORM, &whole, none, none, none);
  if (reader->read(bytes, name, arena, &document, &noticed, err) != ZP_OK) return err->status;
  if (zp_roster_read(&document, lexicon, arena, out, err) != ZP_OK) return err->status;
  for (size_t i = 0; i < noticed.count; i++) {
    const zp_finding *f = &noticed.items[i];
    zp_finding *own = zp_findings_add(&out->findings, f->status, &f->place, f->args[0], f->args[1], f->args[2]);
    zp_finding_cell(&out->findings, own, f->cell, f->caret_from, f->caret_bytes);
  }
  out->digest = zp_digest(bytes, arena);
  return out->digest.ptr == NULL || noticed.lost || out->findings.lost ? zp_fail_memory(err) : ZP_OK;
}

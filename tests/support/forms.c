// forms.c: reading and joining for tests.
#include "forms.h"

#include <stdlib.h>
#include <string.h>

#include "pipeline/pipeline.h"
#include "plugins/registry.h"
#include "script/host.h"

void forms_open(forms *f)
{
  *f = (forms){ .arena = zp_arena_new(NULL, 0) };
  f->findings.arena = f->arena;
  if (f->arena != NULL && zp_layouts_load(ZP_TEXT(ZP_SOURCE "/rules/forms"), f->arena, &f->layouts, &f->err) == ZP_OK) return;
  fprintf(stderr, "layouts: %s:%u %s\n", f->err.file, f->err.row, f->err.arg[0]);
  abort();
}

void forms_close(forms *f)
{
  zp_arena_free(f->arena);
}

zp_status forms_add(forms *f, const char *name, zp_text bytes)
{
  zp_text shown = zp_text_from(name);
  const zp_reader *reader = zp_surest_reader(zp_readers, bytes, shown);
  f->err = (zp_error){ 0 };
  if (f->count == FORMS_MOST || reader == NULL || reader->read == NULL) abort();
  zp_status status = reader->read(bytes, shown, f->arena, &f->document, &f->findings, &f->err);
  if (status == ZP_OK)
    status = zp_recognise(&f->document, &f->layouts, f->arena, &f->sheets[f->count], &f->findings, &f->err);
  if (status == ZP_OK) f->count++;
  return status;
}

zp_status forms_add_text(forms *f, const char *name, const char *text)
{
  return forms_add(f, name, zp_text_from(text));
}

zp_status forms_add_file(forms *f, const char *path, bool *present)
{
  FILE *file = fopen(path, "rb");
  *present = file != NULL;
  if (file == NULL) return ZP_OK;
  char *bytes = zp_arena_bytes(f->arena, 1 << 20);
  size_t len = bytes == NULL ? 0 : fread(bytes, 1, 1 << 20, file);
  fclose(file);
  const char *slash = strrchr(path, '/');
  return forms_add(f, slash == NULL ? path : slash + 1, (zp_text){ bytes, len });
}

void forms_join(forms *f)
{
  f->err = (zp_error){ 0 };
  if (zp_join(f->sheets, f->count, &f->layouts, f->arena, &f->submission, &f->unit_findings, &f->findings, &f->err) != ZP_OK)
    abort();
}

const zp_finding *finding_of(const zp_findings *list, zp_status status, size_t n)
{
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i].status == status && n-- == 0) return &list->items[i];
  return NULL;
}

size_t count_of(const zp_findings *list, zp_status status)
{
  size_t count = 0;
  while (finding_of(list, status, count) != NULL) count++;
  return count;
}

bool reads(zp_text text, const char *expected)
{
  if (zp_text_equal(text, zp_text_from(expected))) return true;
  fprintf(stderr, "got \"%.*s\", expected \"%s\"\n", ZP_ARG(text), expected);
  return false;
}

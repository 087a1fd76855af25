// make_office.c: writes the Office files of the golden cases. Usage: make_office DATA OUT
// DATA is tests/data; OUT gets goals.docx and filled.xlsx, which say the same as the text and the CSV there, and form.xlsx.
#include <stdio.h>
#include <stdlib.h>

#include "office_sample.h"
#include "plugins/registry.h"
#include "pipeline/pipeline.h"

static zp_document read_file(const char *folder, const char *name, zp_arena *arena)
{
  char path[4096];
  zp_document document;
  zp_findings findings = { .arena = arena };
  zp_error err = { 0 };
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "rb");
  char *bytes = zp_arena_bytes(arena, 1 << 20);
  if (file == NULL || bytes == NULL) exit(1);
  zp_text text = { bytes, fread(bytes, 1, 1 << 20, file) };
  fclose(file);
  const zp_reader *reader = zp_surest_reader(zp_readers, text, zp_text_from(name));
  if (reader == NULL || reader->read(text, zp_text_from(name), arena, &document, &findings, &err) != ZP_OK) exit(1);
  return document;
}

static void write_file(const char *folder, const char *name, made_file made)
{
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  if (file == NULL || fwrite(made.bytes, 1, made.len, file) != made.len || fclose(file) != 0) exit(1);
  free(made.bytes);
}

int main(int argc, char **argv)
{
  enum { CARRIED = 4 };  // unit, project, level 1 and level 2
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (argc != 3 || arena == NULL) return 2;
  zp_document goals = read_file(argv[1], "laozhuangzi-goals.txt", arena), filled = read_file(argv[1], "laozhuangzi-filled.csv", arena);
  write_file(argv[2], "goals.docx", document_from(&goals));
  write_file(argv[2], "filled.xlsx", workbook_from(&filled, CARRIED));
  write_file(argv[2], "form.xlsx", national_form());
  zp_arena_free(arena);
  return 0;
}

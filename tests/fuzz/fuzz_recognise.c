// fuzz_recognise.c: any bytes through the surer reader, the forms and the join: a sheet or a reason, never a crash, and every
// finding has its place. The first bytes up to a form feed are one file, the rest another.
#include <string.h>

#include "forms.h"
#include "fuzz_reader.h"

extern const zp_reader zp_reader_csv, zp_reader_text;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/// Loaded once: a state of Lua for every input would be most of the time.
static const zp_layouts *layouts(void)
{
  static forms shelf;
  if (shelf.arena == NULL) forms_open(&shelf);
  return &shelf.layouts;
}

static void check_findings(const zp_findings *list)
{
  if (list->lost) broken("no finding is lost");
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i].place.row == 0 || list->items[i].status == ZP_OK) broken(zp_status_code(list->items[i].status));
}

static bool add(zp_text bytes, zp_arena *arena, zp_sheet *sheet, zp_findings *findings)
{
  zp_document document;
  zp_error err = { 0 };
  zp_text name = ZP_TEXT("a.csv");
  bool csv = zp_reader_csv.claims(bytes, name) > zp_reader_text.claims(bytes, name);
  if (!read_and_check(csv ? &zp_reader_csv : &zp_reader_text, bytes, arena, &document, findings)) return false;
  if (zp_recognise(&document, layouts(), arena, sheet, findings, &err) == ZP_OK) return true;
  if (err.status == ZP_OK || err.status == ZP_E_MEMORY) broken("a refusal has a reason");
  return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (arena == NULL) abort();
  const uint8_t *cut = size == 0 ? NULL : memchr(data, '\f', size);
  size_t first = cut == NULL ? size : (size_t)(cut - data);
  zp_text parts[] = { { (const char *)data, first }, { (const char *)data + first, size - first } };
  zp_findings findings = { .arena = arena };
  zp_sheet sheets[2];
  zp_submission out;
  zp_unit_findings *lists;
  zp_error err = { 0 };
  size_t count = 0;
  for (size_t i = 0; i < 2; i++)
    if (parts[i].len != 0 && add(parts[i], arena, &sheets[count], &findings)) count++;
  if (zp_join(sheets, count, layouts(), arena, &out, &lists, &findings, &err) != ZP_OK) broken("sheets can be joined");
  check_findings(&findings);
  for (size_t u = 0; u < out.unit_count; u++) check_findings(&lists[u].list);
  zp_arena_free(arena);
  return 0;
}

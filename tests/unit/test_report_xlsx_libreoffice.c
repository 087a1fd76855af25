// test_report_xlsx_libreoffice.c: LibreOffice, made to compute every formula of the workbooks again, shows what we wrote. Needs
// LibreOffice Calc.
#include "report_book.h"

#include <stdlib.h>

#include <zip.h>

#include "scratch.h"
#include "town.h"

enum { PART_MOST = 1 << 24 };

/// Calc is told to compute again whatever it loads.
static const char settings[] =
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\" "
  "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
  "<item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\">"
  "<value>0</value></prop></item></oor:items>\n";

/// Every formula's value becomes -77, so that only who computes it again comes to ours. Returns the formulas.
static size_t spoil(char *xml)
{
  size_t count = 0;
  char *out = xml;
  for (const char *in = xml; *in != '\0';) {
    if (strncmp(in, "</f><v>", 7) != 0) {
      *out++ = *in++;
      continue;
    }
    const char *end = strstr(in, "</v>");
    assert_non_null(end);
    size_t room = (size_t)(end - in) - 7;
    memcpy(out, "</f><v>", 7);
    memcpy(out + 7, "-77", room < 3 ? room : 3);  // as long as it was, at most
    if (room < 3) out[7] = '9';
    out += 7 + (room < 3 ? room : 3);
    in = end;
    count++;
  }
  *out = '\0';
  return count;
}

static size_t spoil_book(const char *path, zp_arena *arena)
{
  size_t count = 0;
  zip_t *archive = zip_open(path, 0, NULL);
  assert_non_null(archive);
  for (zip_int64_t i = 0, all = zip_get_num_entries(archive, 0); i < all; i++) {
    if (strstr(zip_get_name(archive, (zip_uint64_t)i, 0), "worksheets/sheet") == NULL) continue;
    zip_file_t *file = zip_fopen_index(archive, (zip_uint64_t)i, 0);
    char *bytes = zp_arena_bytes(arena, PART_MOST);
    zip_int64_t len = zip_fread(file, bytes, PART_MOST - 1);
    assert_true(len > 0 && len < PART_MOST - 1);
    bytes[len] = '\0';
    zip_fclose(file);
    count += spoil(bytes);
    zip_source_t *source = zip_source_buffer(archive, bytes, strlen(bytes), 0);
    assert_int_equal(zip_file_replace(archive, (zip_uint64_t)i, source, 0), 0);
  }
  assert_int_equal(zip_close(archive), 0);
  return count;
}

static zp_text bytes_of(const char *path, zp_arena *arena)
{
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  char *bytes = zp_arena_bytes(arena, PART_MOST);
  size_t len = fread(bytes, 1, PART_MOST, file);
  fclose(file);
  return (zp_text){ bytes, len };
}

static void convert(const scratch *s)
{
  char command[2048];
  snprintf(command, sizeof command,
           "soffice -env:UserInstallation=file://%s/profile --headless --convert-to 'xlsx:Calc MS Excel 2007 XML' "
           "--outdir %s/saved %s/book.xlsx >/dev/null 2>&1", s->folder, s->folder, s->folder);
  assert_int_equal(system(command), 0);
}

/// All cells of all sheets, before and after.
static void compare(const zp_document *ours, const zp_document *again)
{
  size_t cells = 0;
  assert_int_equal(ours->count, again->count);
  for (size_t b = 0; b < ours->count; b++)
    for (size_t r = 0; r < ours->blocks[b].row_count; r++) {
      const zp_row *row = &ours->blocks[b].rows[r];
      for (size_t c = 0; c < row->count; c++, cells++)
        assert_cell(&again->blocks[b], row->cells[c].place.row, c + 1, row->cells[c].text);
    }
  print_message("%zu cells are the same\n", cells);
  assert_true(cells > 100);
}

static void recompute(const zp_result *result, size_t formulas, zp_arena *arena)
{
  scratch s;
  char path[512], saved[512];
  scratch_open(&s);
  zp_text book = book_of(result, ZP_LANG_ZH, arena);
  scratch_write(&s, "book.xlsx", book.ptr, book.len);
  scratch_write(&s, "profile/user/registrymodifications.xcu", settings, sizeof settings - 1);
  snprintf(path, sizeof path, "%s/book.xlsx", s.folder);
  snprintf(saved, sizeof saved, "%s/saved/book.xlsx", s.folder);
  size_t spoilt = spoil_book(path, arena);
  print_message("%zu formulas\n", spoilt);
  assert_true(spoilt >= formulas);
  convert(&s);
  zp_document ours = book_read(book, arena), again = book_read(bytes_of(saved, arena), arena);
  compare(&ours, &again);
  scratch_close(&s);
}

static void libreoffice_computes_the_same(void **state)
{
  static const char *const paths[] = { ZP_SOURCE "/tests/data/laozhuangzi-goals.txt", ZP_SOURCE "/tests/data/laozhuangzi-filled.csv" };
  (void)state;
  if (system("command -v soffice >/dev/null 2>&1") != 0) {
    print_message("no LibreOffice: the formulas of the workbooks are not computed again\n");
    skip();
  }
  town t = town_run("mof-2020", paths, 2);
  recompute(t.result, t.result->units[0].project_count * 3 + 3, t.arena);
  zp_result district = make_district(60, 3, 11, t.arena);
  recompute(&district, 60 + 180 + 8, t.arena);
  town_close(&t);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(libreoffice_computes_the_same) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

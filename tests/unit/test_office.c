// test_office.c: which files are candidates, and what LibreOffice itself makes of them. The latter needs LibreOffice Writer and Calc.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "batch/office.h"
#include "model/format.h"
#include "scratch.h"

static void test_kinds(void **state)
{
  static const struct {
    const char *bytes;
    size_t len;
    zp_office_kind kind;
  } cases[] = {
#define HEAD(bytes) bytes, sizeof bytes - 1
    { HEAD(""), ZP_OFFICE_NONE },
    { HEAD("{\\rtf1 text}"), ZP_OFFICE_RTF },
    { HEAD("\xEF\xBB\xBF \n{\\rtf1"), ZP_OFFICE_RTF },
    { HEAD("text {\\rtf1"), ZP_OFFICE_NONE },
    { HEAD("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), ZP_OFFICE_COMPOUND },
    { HEAD("\xD0\xCF\x11\xE0\xA1\xB1\x1A"), ZP_OFFICE_NONE },
#define ZIP(extra, name) "PK\3\4" "\24\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" "\10\0" extra name
    { HEAD(ZIP("\0\0", "mimetypeapplication/vnd.oasis.opendocument.text")), ZP_OFFICE_ODT },
    { HEAD(ZIP("\0\0", "mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK")), ZP_OFFICE_ODS },
    { HEAD(ZIP("\1\0", "mimetypeapplication/vnd.oasis.opendocument.text")), ZP_OFFICE_NONE },
    { HEAD(ZIP("\0\0", "mimetypeapplication/vnd.oasis.opendocument.presentation")), ZP_OFFICE_NONE },
    { HEAD(ZIP("\0\0", "[Content_Types].xml")), ZP_OFFICE_NONE },
    { HEAD("PK\3\4"), ZP_OFFICE_NONE },
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    for (size_t len = 0; len <= cases[i].len; len++) {
      // A copy of just that size, so that sanitized builds see a step past its end.
      char *copy = malloc(len + 1);
      assert_non_null(copy);
      memcpy(copy, cases[i].bytes, len);
      zp_office_kind kind = zp_office_kind_of((zp_text){ copy, len });
      free(copy);
      if (len == cases[i].len) assert_int_equal(kind, cases[i].kind);
    }
}

// ---- LibreOffice itself -----------------------------------------------------------------------

static bool has_libreoffice(void)
{
  return system("command -v soffice >/dev/null && soffice_home=$(dirname \"$(readlink -f \"$(command -v soffice)\")\") && "
                "test -e \"$soffice_home/libswlo.so\" && test -e \"$soffice_home/libsclo.so\"") == 0;
}

/// Saved by LibreOffice in an old format: the .doc, .odt and .ods that are converted.
static void save_as(const scratch *s, const char *from, const char *filter)
{
  char command[2400];
  snprintf(command, sizeof command,
           "soffice -env:UserInstallation=file://%s/profile --headless --convert-to '%s' --outdir %s %s/%s "
           ">/dev/null 2>&1",
           s->folder, filter, s->folder, s->folder, from);
  assert_int_equal(system(command), 0);
}

extern const zp_reader zp_reader_docx;

/// Whether a table of what came of a file has a cell with that text.
static bool has_cell(const zp_spool *spool, const zp_intake_file *file, const char *text, zp_arena *arena)
{
  zp_error err = { 0 };
  zp_findings findings = { .arena = arena };
  zp_document document;
  char *bytes = zp_arena_bytes(arena, file->length);
  assert_non_null(bytes);
  assert_int_equal(pread(spool->file, bytes, file->length, (off_t)file->offset), file->length);
  assert_int_equal(zp_reader_docx.read((zp_text){ bytes, file->length }, file->shown, arena, &document, &findings, &err), ZP_OK);
  for (size_t b = 0; b < document.count; b++)
    for (size_t r = 0; document.blocks[b].kind == ZP_BLOCK_TABLE && r < document.blocks[b].row_count; r++)
      for (size_t c = 0; c < document.blocks[b].rows[r].count; c++)
        if (zp_text_equal(document.blocks[b].rows[r].cells[c].text, zp_text_from(text))) return true;
  return false;
}

typedef struct town {
  scratch scratch;
  zp_arena *arena;
  zp_intake_file files[5];
  zp_bundle bundle;
  zp_intake intake;
} town;

static void open_town(town *t, const char *const *names, size_t count)
{
  scratch_open(&t->scratch);
  t->arena = zp_arena_new(NULL, 0);
  assert_non_null(t->arena);
  for (size_t i = 0; i < count; i++) {
    zp_text path = zp_text_format(t->arena, "%s/%s", t->scratch.folder, names[i]);
    t->files[i] = (zp_intake_file){ .path = path, .shown = zp_text_from(names[i]) };
  }
  t->bundle = (zp_bundle){ ZP_TEXT("files"), t->files, count };
  t->intake = (zp_intake){ .bundles = &t->bundle, .count = 1, .file_count = count, .findings = { .arena = t->arena } };
}

static void test_libreoffice(void **state)
{
  static const char *const names[] = { "a.doc", "a.rtf", "a.odt", "b.ods", "b.csv" };
  town t;
  zp_error err = { 0 };
  zp_office office;
  zp_spool spool = { .file = -1 };
  (void)state;
  if (!has_libreoffice()) {
    print_message("no LibreOffice with Writer and Calc: no old file is converted by it\n");
    skip();
  }
  open_town(&t, names, 5);
  scratch_text(&t.scratch, "a.rtf", "{\\rtf1 words\\par\\trowd\\cellx2000\\cellx4000\\intbl one\\cell two\\cell\\row\\pard end\\par}");
  scratch_text(&t.scratch, "b.csv", "one,two\n");
  save_as(&t.scratch, "a.rtf", "doc:MS Word 97");
  save_as(&t.scratch, "a.rtf", "odt:writer8");
  save_as(&t.scratch, "b.csv", "ods:calc8");
  const zp_office_setup setup = { ZP_BINARY, getenv("PATH"), t.scratch.folder, 300 };
  assert_int_equal(zp_office_open(&setup, t.arena, &office, &err), ZP_OK);
  assert_true(zp_text_starts(office.version, ZP_TEXT("LibreOffice ")));
  assert_int_equal(zp_office_convert(&office, &spool, t.arena, &t.intake, &err), ZP_OK);
  assert_int_equal(t.intake.findings.count, 0);
  for (size_t i = 0; i < 4; i++) {
    char head[4];
    assert_true(t.files[i].packed && t.files[i].origin != NULL && t.files[i].length > sizeof head);
    assert_int_equal(pread(spool.file, head, sizeof head, (off_t)t.files[i].offset), sizeof head);
    assert_memory_equal(head, "PK\3\4", sizeof head);
  }
  for (size_t i = 0; i < 3; i++) assert_true(has_cell(&spool, &t.files[i], "two", t.arena));
  assert_false(t.files[4].packed);
  zp_spool_close(&spool);
  zp_arena_free(t.arena);
  scratch_close(&t.scratch);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_kinds), cmocka_unit_test(test_libreoffice) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

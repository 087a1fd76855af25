// test_office_memory.c: workbooks and documents read with memory that runs out at every single request.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "failing_allocator.h"
#include "model/format.h"
#include "package_maker.h"

extern const zp_reader zp_reader_xlsx, zp_reader_docx;

/// Reads again and again until no request fails; every failure says so.
static void read_with_failures(const zp_reader *reader, made_file file)
{
  size_t failures = 0;
  for (size_t n = 1;; n++) {
    failing_allocator memory = { .fail_at = n };
    zp_allocator allocator = allocator_of(&memory);
    zp_arena *arena = zp_arena_new(&allocator, 0);
    zp_findings findings = { .arena = arena };
    zp_error err = { 0 };
    zp_document document;
    zp_status status = arena == NULL ? ZP_E_MEMORY : reader->read((zp_text){ file.bytes, file.len }, ZP_TEXT("a"), arena, &document, &findings, &err);
    bool failed = memory.requests >= n;
    if (failed && status != ZP_E_MEMORY && !findings.lost) fail_msg("request %zu failed and nobody said so: %s", n, zp_status_code(status));
    if (!failed) assert_int_equal(status, ZP_OK);
    zp_arena_free(arena);
    assert_int_equal(memory.blocks, 0);
    if (!failed) break;
    failures++;
  }
  assert_true(failures > 0);  // hundreds where every piece of an arena is a block of its own: sanitized builds
  print_message("%zu requests failed one by one\n", failures);
  free(file.bytes);
}

static void workbooks(void **state)
{
  (void)state;
  read_with_failures(&zp_reader_xlsx, workbook_of(
    "<cols><col min='2' max='2' hidden='1'/></cols><sheetData><row r='1' hidden='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>45657</v></c><c r='C1'><v>0.30000000000000004</v></c></row>"
    "<row r='2'><c r='A2' t='inlineStr'><is><t>x</t></is></c><c r='B2'><f>A1</f></c></row></sheetData><mergeCells><mergeCell ref='A1:A2'/></mergeCells>",
    "<numFmts><numFmt numFmtId='164' formatCode='yyyy-mm-dd'/></numFmts><cellXfs><xf/><xf numFmtId='164'/></cellXfs>", "<si><t>a_x0041_b</t></si>", NULL));
}

static void documents(void **state)
{
  (void)state;
  read_with_failures(&zp_reader_docx, document_of(
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:ins><w:r><w:t>a</w:t></w:r></w:ins></w:p></w:tc></w:tr>"
    "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:altChunk/>",
    "<w:abstractNum w:abstractNumId='5'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='5'/></w:num>"));
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(workbooks), cmocka_unit_test(documents) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

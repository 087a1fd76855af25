// test_office_forms.c: the same forms as text, CSV, workbook and document read to the same rows; merged cells carry on, totals do not.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "forms.h"
#include "model/format.h"
#include "office_sample.h"

extern const zp_reader zp_reader_xlsx, zp_reader_docx;

enum { CARRIED = 4, FILLED_ROWS = 28 };

static zp_status add_made(forms *f, const zp_reader *reader, made_file made)
{
  zp_text bytes = zp_text_copy((zp_text){ made.bytes, made.len }, f->arena);
  free(made.bytes);
  f->err = (zp_error){ 0 };
  zp_status status = reader->read(bytes, ZP_TEXT("made"), f->arena, &f->document, &f->findings, &f->err);
  if (status == ZP_OK) status = zp_recognise(&f->document, &f->layouts, f->arena, &f->sheets[f->count], &f->findings, &f->err);
  if (status == ZP_OK) f->count++;
  return status;
}

static void assert_same(const char *what, size_t row, const zp_cell *a, const zp_cell *b)
{
  if (!zp_text_equal(a->text, b->text)) fail_msg("%s of row %zu: %.*s, and %.*s", what, row, ZP_ARG(a->text), ZP_ARG(b->text));
}

static void assert_same_indicator(size_t i, const zp_indicator *a, const zp_indicator *b)
{
  assert_same("level 1", i, a->level1, b->level1);
  assert_same("level 2", i, a->level2, b->level2);
  assert_same("level 3", i, a->level3, b->level3);
  assert_same("target", i, a->target, b->target);
  assert_same("actual", i, a->actual, b->actual);
  assert_same("weight", i, a->weight, b->weight);
  assert_same("declared", i, a->declared, b->declared);
  assert_same("note", i, a->note, b->note);
}

static void assert_same_rows(const zp_sheet *a, const zp_sheet *b)
{
  assert_int_equal(a->row_count, b->row_count);
  for (size_t i = 0; i < a->row_count; i++) {
    const zp_filled_row *one = &a->rows[i], *other = &b->rows[i];
    assert_same("unit", i, one->unit, other->unit);
    assert_same("project", i, one->project, other->project);
    assert_same("budget", i, one->revised, other->revised);
    assert_same("executed", i, one->executed, other->executed);
    assert_int_equal(one->execution, other->execution);
    assert_same_indicator(i, &one->indicator, &other->indicator);
  }
}

static void filled_forms(void **state)
{
  (void)state;
  forms f;
  bool present;
  forms_open(&f);
  assert_int_equal(forms_add_file(&f, ZP_SOURCE "/tests/data/laozhuangzi-filled.csv", &present), ZP_OK);
  assert_true(present);
  zp_document document = f.document;
  assert_int_equal(f.sheets[0].row_count, FILLED_ROWS);
  assert_int_equal(add_made(&f, &zp_reader_xlsx, workbook_from(&document, 0)), ZP_OK);
  assert_int_equal(add_made(&f, &zp_reader_xlsx, workbook_from(&document, CARRIED)), ZP_OK);
  assert_int_equal(add_made(&f, &zp_reader_docx, document_from(&document)), ZP_OK);
  for (size_t i = 1; i < 4; i++) assert_same_rows(&f.sheets[0], &f.sheets[i]);
  forms_close(&f);
}

static void goals(void **state)
{
  (void)state;
  forms f;
  bool present;
  forms_open(&f);
  assert_int_equal(forms_add_file(&f, ZP_SOURCE "/tests/data/laozhuangzi-goals.txt", &present), ZP_OK);
  assert_true(present);
  zp_document document = f.document;
  assert_int_equal(add_made(&f, &zp_reader_docx, document_from(&document)), ZP_OK);
  const zp_unit *a = f.sheets[0].goals, *b = f.sheets[1].goals;
  assert_non_null(b);
  assert_same("unit", 0, &a->name, &b->name);
  assert_int_equal(a->item_count, b->item_count);
  assert_int_equal(a->project_count, 4);
  assert_int_equal(b->project_count, 4);
  for (size_t p = 0; p < 4; p++) {
    assert_same("project", p, &a->projects[p].name, &b->projects[p].name);
    assert_same("use of funds", p, &a->projects[p].budget.use, &b->projects[p].budget.use);
    assert_int_equal(a->projects[p].indicator_count, b->projects[p].indicator_count);
    for (size_t i = 0; i < a->projects[p].indicator_count; i++) assert_same_indicator(i, &a->projects[p].indicators[i], &b->projects[p].indicators[i]);
  }
  forms_close(&f);
}

static void merged_levels(void **state)
{
  (void)state;
  static const char *const levels[] = { "产出指标", "产出指标", "产出指标", "产出指标", "效益指标", "满意度指标" };
  forms f;
  size_t found = 0;
  forms_open(&f);
  assert_int_equal(add_made(&f, &zp_reader_xlsx, national_form()), ZP_OK);
  for (size_t i = 0; i < f.sheets[0].row_count; i++) {
    const zp_filled_row *row = &f.sheets[0].rows[i];
    assert_true(reads(row->project->text, "村级组织运转经费"));
    if (row->execution) continue;
    assert_true(found < 6);
    assert_true(reads(row->indicator.level1->text, levels[found++]));
  }
  assert_int_equal(found, 6);  // neither the total nor a merged cell is an indicator
  forms_close(&f);
}

/// A hidden sheet with a form in it is read and said, and no row comes from it.
static void hidden_sheets(void **state)
{
  (void)state;
  forms f;
  bool present;
  forms_open(&f);
  forms_add_file(&f, ZP_SOURCE "/tests/data/laozhuangzi-filled.csv", &present);
  zp_document document = f.document;
  document.blocks[0].hidden = true;
  f.err = (zp_error){ 0 };
  assert_int_equal(zp_recognise(&document, &f.layouts, f.arena, &f.sheets[1], &f.findings, &f.err), ZP_E_NO_HEADINGS);
  forms_close(&f);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(filled_forms), cmocka_unit_test(goals), cmocka_unit_test(merged_levels),
                                      cmocka_unit_test(hidden_sheets) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

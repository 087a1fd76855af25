// test_report_docx.c: the Word report, read again with our own reader, says what the Markdown report says; nothing in a
// name is markup there either.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "model/format.h"
#include "sample_district.h"
#include "sample_result.h"

extern const zp_report zp_report_docx, zp_report_markdown;
extern const zp_reader zp_reader_docx;

static int setup(void **state)
{
  *state = zp_arena_new(NULL, 0);
  return *state == NULL;
}

static int teardown(void **state)
{
  zp_arena_free(*state);
  return 0;
}

static zp_text written(const zp_report *report, const zp_result *result, zp_lang lang, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  zp_report_options options = { .lang = lang };
  assert_int_equal(report->write(result, &options, &sink, &err), ZP_OK);
  return (zp_text){ sink.bytes, sink.len };
}

static zp_document document_of(zp_text bytes, zp_arena *arena)
{
  zp_document document = { .count = 0 };
  zp_findings findings = { .arena = arena };
  zp_error err = { 0 };
  assert_int_equal(zp_reader_docx.read(bytes, ZP_TEXT("report.docx"), arena, &document, &findings, &err), ZP_OK);
  assert_int_equal(findings.count, 0);
  return document;
}

/// A text of the page without its escapes, in `room`.
static zp_text unescaped(zp_text text, char room[4096])
{
  size_t len = 0;
  text = zp_text_trim(text);
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == '\\' && i + 1 < text.len) i++;
    room[len++] = text.ptr[i];
    assert_true(len < 4096);
  }
  return (zp_text){ room, len };
}

/// What stands behind the marks of a heading or an item.
static zp_text behind_marks(zp_text line)
{
  if (zp_text_starts(line, ZP_TEXT("- "))) return zp_text_slice(line, 2, line.len);
  size_t at = 0;
  while (at < line.len && line.ptr[at] == '#') at++;
  return zp_text_slice(line, at, line.len);
}

/// The next line of a text; false at its end.
static bool next_line(zp_text *text, zp_text *line)
{
  if (text->len == 0) return false;
  size_t end = zp_text_find(*text, ZP_TEXT("\n"));
  *line = zp_text_slice(*text, 0, end == SIZE_MAX ? text->len : end);
  *text = zp_text_slice(*text, end == SIZE_MAX ? text->len : end + 1, text->len);
  return true;
}

/// The cells of "| a | b |" against those of a row.
static size_t compare_row(zp_text line, const zp_row *row)
{
  size_t cells = 0, from = 1;
  for (size_t at = 1; at < line.len; at++) {
    char room[4096];
    if (line.ptr[at] == '\\') at++;
    else if (line.ptr[at] == '|') {
      zp_text wanted = unescaped(zp_text_slice(line, from, at), room);
      assert_true(cells < row->count);
      if (!zp_text_equal(zp_text_trim(row->cells[cells].text), wanted))
        fail_msg("%.*s, not %.*s", ZP_ARG(row->cells[cells].text), ZP_ARG(wanted));
      cells++;
      from = at + 1;
    }
  }
  assert_int_equal(cells, row->count);
  return cells;
}

/// Paragraph by paragraph and cell by cell, in order. Returns the cells.
static size_t compare(zp_text page, const zp_document *document)
{
  zp_text line;
  size_t b = 0, r = 0, cells = 0;
  while (next_line(&page, &line)) {
    char room[4096];
    if (line.len == 0 || zp_text_starts(line, ZP_TEXT("| -"))) continue;
    while (b < document->count && (document->blocks[b].kind == ZP_BLOCK_PARAGRAPH
                                     ? zp_text_blank(document->blocks[b].paragraph.text)
                                     : r == document->blocks[b].row_count)) {
      b++;
      r = 0;
    }
    assert_true(b < document->count);
    const zp_block *block = &document->blocks[b];
    if (block->kind == ZP_BLOCK_TABLE) {
      cells += compare_row(line, &block->rows[r++]);
      continue;
    }
    zp_text wanted = unescaped(behind_marks(line), room);
    if (!zp_text_equal(zp_text_trim(block->paragraph.text), wanted))
      fail_msg("%.*s, not %.*s", ZP_ARG(block->paragraph.text), ZP_ARG(wanted));
    b++;
  }
  return cells;
}

static void it_says_what_markdown_says(void **state)
{
  zp_result whole = sample_with_district(sample_result(*state), *state);
  const zp_result *const results[] = { sample_result(*state), &whole };
  size_t cells = 0;
  for (size_t i = 0; i < 2; i++)
    for (int lang = 0; lang < 2; lang++) {
      zp_document document = document_of(written(&zp_report_docx, results[i], (zp_lang)lang, *state), *state);
      cells += compare(written(&zp_report_markdown, results[i], (zp_lang)lang, *state), &document);
    }
  print_message("%zu cells are the same\n", cells);
  assert_true(cells > 500);
}

// U+FFFE and U+FFFF are no characters of XML.
static const char *const hostile[][2] = {
  { "<w:p/></w:t>&amp;\"'", "<w:p/></w:t>&amp;\"'" },
  { "]]><!--{{text}}[[row]]", "]]><!--{{text}}[[row]]" },
  { "a\x01\x1B" "b", "a  b" },
  { "a\xEF\xBF\xBE\xEF\xBF\xBF" "b", "a\xEF\xBF\xBD\xEF\xBF\xBD" "b" },
  { "a\xFF" "b", "a\xEF\xBF\xBD" "b" },
  { "=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1" },
};
enum { HOSTILE = sizeof hostile / sizeof hostile[0] };

static size_t times(const zp_document *document, zp_text wanted)
{
  size_t count = 0;
  for (size_t b = 0; b < document->count; b++)
    for (size_t r = 0; r < document->blocks[b].row_count; r++)
      for (size_t c = 0; c < document->blocks[b].rows[r].count; c++)
        count += zp_text_equal(document->blocks[b].rows[r].cells[c].text, wanted);
  return count;
}

static void names_stay_texts(void **state)
{
  for (size_t i = 0; i < HOSTILE; i++) {
    zp_text name = zp_text_from(hostile[i][0]), wanted = zp_text_from(hostile[i][1]);
    zp_row_result row = { .level1 = name, .level3 = name, .target_text = name, .actual_text = name, .outcome = ZP_SCORED,
                          .weight = { 10000 }, .deviation = name };
    zp_project_result project = { .name = name, .rows = &row, .row_count = 1 };
    zp_unit_result unit = { .name = name, .code = name, .projects = &project, .project_count = 1 };
    zp_result result = { .units = &unit, .unit_count = 1, .pack = name, .version = name };
    zp_document document = document_of(written(&zp_report_docx, &result, ZP_LANG_ZH, *state), *state);
    if (times(&document, wanted) < 2) fail_msg("%zu times %s", times(&document, wanted), hostile[i][1]);
  }
}

static void nothing_at_all_is_a_document_too(void **state)
{
  zp_result result = { .unit_count = 0 };
  zp_document document = document_of(written(&zp_report_docx, &result, ZP_LANG_ZH, *state), *state);
  assert_true(document.count > 2);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(it_says_what_markdown_says, setup, teardown),
    cmocka_unit_test_setup_teardown(names_stay_texts, setup, teardown),
    cmocka_unit_test_setup_teardown(nothing_at_all_is_a_document_too, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// report_book.h: the workbook of a result, read again with our own reader, and a district made of seeded numbers, for its tests.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "model/format.h"
#include "pipeline/district.h"
#include "random.h"

extern const zp_report zp_report_xlsx;
extern const zp_reader zp_reader_xlsx;

static inline zp_text book_of(const zp_result *result, zp_lang lang, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  zp_report_options options = { .lang = lang };
  assert_int_equal(zp_report_xlsx.write(result, &options, &sink, &err), ZP_OK);
  return (zp_text){ sink.bytes, sink.len };
}

static inline zp_document book_read(zp_text bytes, zp_arena *arena)
{
  zp_document document = { .count = 0 };
  zp_findings findings = { .arena = arena };
  zp_error err = { 0 };
  assert_int_equal(zp_reader_xlsx.read(bytes, ZP_TEXT("book.xlsx"), arena, &document, &findings, &err), ZP_OK);
  assert_int_equal(findings.count, 0);  // no formula without its value, no cell twice, nothing hidden under a merge
  return document;
}

static inline const zp_block *sheet_of(const zp_document *book, const char *title)
{
  for (size_t i = 0; i < book->count; i++)
    if (zp_text_equal(book->blocks[i].title, zp_text_from(title))) return &book->blocks[i];
  fail_msg("no sheet %s", title);
  return NULL;
}

/// What stands in a cell, both from 1; empty when nothing does.
static inline zp_text cell_of(const zp_block *sheet, size_t row, size_t column)
{
  for (size_t r = 0; r < sheet->row_count; r++) {
    const zp_row *cells = &sheet->rows[r];
    if (cells->count == 0 || cells->cells[0].place.row != row) continue;
    return column <= cells->count ? cells->cells[column - 1].text : (zp_text){ "", 0 };
  }
  return (zp_text){ "", 0 };
}

static inline void assert_cell(const zp_block *sheet, size_t row, size_t column, zp_text wanted)
{
  zp_text text = cell_of(sheet, row, column);
  if (!zp_text_equal(text, wanted))
    fail_msg("%.*s!%zu:%zu: %.*s is not %.*s", ZP_ARG(sheet->title), row, column, ZP_ARG(text), ZP_ARG(wanted));
}

static inline void assert_points(const zp_block *sheet, size_t row, size_t column, zp_dec points)
{
  char room[ZP_NUMBER_ROOM];
  assert_cell(sheet, row, column, zp_dec_print_short(points, 2, room));
}

/// The row whose cell in a column has that text; 0: none.
static inline size_t row_of(const zp_block *sheet, size_t column, const char *text)
{
  for (size_t r = 0; r < sheet->row_count; r++) {
    const zp_row *cells = &sheet->rows[r];
    if (column <= cells->count && zp_text_equal(cells->cells[column - 1].text, zp_text_from(text)))
      return cells->cells[0].place.row;
  }
  return 0;
}

// ---- a district ------------------------------------------------------------------------------------

static inline void make_total(zp_total *total, zp_dec points, zp_dec score, const zp_grade *grades)
{
  *total = (zp_total){ .points = points, .weight = ZP_DEC(100), .scored = ZP_DEC(100), .score = score, .score_high = score,
                       .known = true, .graded = true };
  while (score.e4 < grades->from.e4) grades++;
  total->grade = total->grade_high = grades->name;
}

/// Ten rows of weight 10, the first the execution.
static inline void make_project(zp_project_result *p, size_t number, uint64_t *seed, const zp_grade *grades, zp_arena *arena)
{
  enum { ROWS = 10 };
  int64_t sum = 0, share = 5000 + (int64_t)random_below(seed, 5001);
  *p = (zp_project_result){ .name = zp_text_format(arena, "项目%zu", number), .has_revised = true, .has_executed = true,
                            .rows = ZP_TAKE(arena, zp_row_result, ROWS), .row_count = ROWS };
  p->revised.fen = (int64_t)random_below(seed, 9000000000) + 1;
  p->executed.fen = p->revised.fen / 10000 * share;
  for (size_t i = 0; i < ROWS; i++) {
    zp_row_result *row = &p->rows[i];
    *row = (zp_row_result){ .execution = i == 0, .level1 = ZP_TEXT("产出指标"), .level3 = ZP_TEXT("指标"), .outcome = ZP_SCORED,
                            .group = i == 0 ? (zp_text){ "", 0 } : ZP_TEXT("output"), .weight = ZP_DEC(10) };
    row->points.e4 = (int64_t)random_below(seed, 401 + 600 * (uint64_t)(number % 2)) * 100;
    sum += row->points.e4;
  }
  make_total(&p->total, (zp_dec){ sum }, (zp_dec){ sum }, grades);
}

static inline void make_unit(zp_unit_result *u, size_t number, size_t projects, uint64_t *seed, const zp_grade *grades,
                             zp_arena *arena)
{
  zp_dec score, *scores = ZP_TAKE(arena, zp_dec, projects);
  zp_money *weights = ZP_TAKE(arena, zp_money, projects);
  *u = (zp_unit_result){ .code = zp_text_format(arena, "%06zu", number), .name = zp_text_format(arena, "单位%zu", number),
                         .district = ZP_TEXT("样例区"), .year = 2024,
                         .projects = ZP_TAKE(arena, zp_project_result, projects), .project_count = projects };
  for (size_t i = 0; i < projects; i++) {
    make_project(&u->projects[i], i + number, seed, grades, arena);
    scores[i] = u->projects[i].total.score;
    weights[i] = u->projects[i].revised;
  }
  assert_int_equal(zp_dec_weighted_mean(scores, weights, projects, 2, &score, NULL), ZP_OK);
  make_total(&u->total, score, score, grades);
}

/// `count` units of `projects` projects each; the same for the same seed.
static inline zp_result make_district(size_t count, size_t projects, uint64_t seed, zp_arena *arena)
{
  static const zp_grade known[] = { { ZP_TEXT_INIT("优"), { 900000 } }, { ZP_TEXT_INIT("良"), { 800000 } },
                                    { ZP_TEXT_INIT("中"), { 600000 } }, { ZP_TEXT_INIT("差"), { 0 } } };
  enum { GRADES = sizeof known / sizeof known[0] };
  zp_error err = { 0 };
  zp_result result = { .version = ZP_TEXT("1"), .pack = ZP_TEXT("mof-2020"), .combine_project = ZP_TEXT("sum"),
                       .combine = ZP_TEXT("budget"), .combine_district = ZP_TEXT("budget"), .grade_count = GRADES,
                       .grades = ZP_TAKE(arena, zp_grade, GRADES), .groups = ZP_TAKE(arena, zp_group_result, 1), .group_count = 1,
                       .units = ZP_TAKE(arena, zp_unit_result, count), .unit_count = count };
  memcpy(result.grades, known, sizeof known);
  result.groups[0] = (zp_group_result){ ZP_TEXT("output"), ZP_TEXT("产出指标"), ZP_DEC(90) };
  for (size_t i = 0; i < count; i++) make_unit(&result.units[i], i + 1, projects, &seed, known, arena);
  const zp_district_setup how = { arena, NULL, NULL };
  assert_int_equal(zp_district_of(&how, &result, &err), ZP_OK);
  return result;
}

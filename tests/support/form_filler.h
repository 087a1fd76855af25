// form_filler.h: the sample town's workbook, filled in as a person would and scored, for tests of the form.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <zip.h>

#include "forms.h"
#include "pipeline/blank_form.h"
#include "pipeline/stages.h"
#include "plugins/registry.h"
#include "plugins/reports/form_workbook.h"
#include "scratch.h"
#include "town.h"

#define GOALS ZP_SOURCE "/tests/data/laozhuangzi-goals.txt"
#define FILLED ZP_SOURCE "/tests/data/laozhuangzi-filled.csv"

enum { PART_MOST = 1 << 20 };

/// The sample town's goals, with the weights of the national pack.
typedef struct goals {
  forms files;
  town csv; // the same town scored by its CSV form
  zp_unit_reading reading;
  zp_blank form;
} goals;

static inline void goals_open(goals *g)
{
  static const char *const paths[] = { GOALS, FILLED };
  zp_error err = { 0 };
  zp_findings findings;
  bool present;
  g->csv = town_run("mof-2020", paths, 2);
  forms_open(&g->files);
  assert_int_equal(forms_add_file(&g->files, GOALS, &present), ZP_OK);
  forms_join(&g->files);
  findings = (zp_findings){ .arena = g->files.arena };
  const zp_policy *policy = zp_host_policy(g->csv.host);
  assert_int_equal(g->files.submission.unit_count, 1);
  assert_int_equal(zp_resolve(&g->files.submission.units[0], policy, g->files.arena, g->files.arena, &g->reading,
                              &findings, &err),
                   ZP_OK);
  assert_int_equal(zp_weigh(&g->reading, policy, g->files.arena, &findings, &err), ZP_OK);
  assert_int_equal(zp_blank_form(&g->reading, policy, g->files.arena, &g->form, &err), ZP_OK);
}

static inline void goals_close(goals *g)
{
  forms_close(&g->files);
  town_close(&g->csv);
}

static inline zp_text workbook_of(const zp_blank *form, zp_arena *arena)
{
  zp_sink sink = { .arena = arena };
  zp_error err = { 0 };
  assert_int_equal(zp_form_workbook(form, &sink, &err), ZP_OK);
  return (zp_text){ sink.bytes, sink.len };
}

static inline void form_path(const scratch *s, char path[512])
{
  snprintf(path, 512, "%s/form.xlsx", s->folder);
}

/// A part of the workbook; followed by a NUL, in the arena.
static inline char *part_of(const scratch *s, const char *name, zp_arena *arena)
{
  char path[512];
  form_path(s, path);
  zip_t *archive = zip_open(path, ZIP_RDONLY, NULL);
  assert_non_null(archive);
  zip_file_t *file = zip_fopen(archive, name, 0);
  assert_non_null(file);
  char *bytes = zp_arena_bytes(arena, PART_MOST);
  zip_int64_t len = zip_fread(file, bytes, PART_MOST - 1);
  assert_true(len >= 0);
  bytes[len] = '\0';
  zip_fclose(file);
  zip_discard(archive);
  return bytes;
}

/// Fills in a cell of a sheet's XML as a spreadsheet program does: a number, or text.
static inline char *fill_in(char *xml, const char *cell, const char *number, zp_text text,
                            zp_arena *arena)
{
  char open[32];
  snprintf(open, sizeof open, "<c r=\"%s\" ", cell);
  char *at = strstr(xml, open);
  assert_non_null(at);
  char *end = strstr(at, "/>");
  assert_non_null(end);
  zp_text value =
      number != NULL
          ? zp_text_format(arena, "><v>%s</v></c>", number)
          : zp_text_format(arena, " t=\"inlineStr\"><is><t>%.*s</t></is></c>", ZP_ARG(text));
  char *whole = zp_arena_bytes(arena, strlen(xml) + value.len + 1);
  sprintf(whole, "%.*s%.*s%s", (int)(end - xml), xml, ZP_ARG(value), end + 2);
  return whole;
}

/// What a person types into a cell of that kind: 96% and 96 become 0.96 there, 17个 is typed as 17.
static inline const char *typed(const zp_blank_row *row, const zp_value *actual,
                                char room[ZP_NUMBER_ROOM])
{
  zp_qty share;
  if (!actual->has_number || actual->op != ZP_OP_NONE || actual->kind == ZP_KIND_COMPOUND)
    return NULL;
  if (row->fill == ZP_FILL_PERCENT && zp_qty_shift(actual->number, -2, &share, NULL) == ZP_OK)
    return zp_qty_print(share, room).ptr;
  return row->fill == ZP_FILL_NUMBER && zp_text_equal(actual->unit, row->unit)
             ? zp_qty_print(actual->number, room).ptr
             : NULL;
}

static inline void fill_sheet(zip_t *archive, const scratch *s, const zp_blank_sheet *sheet,
                              const zp_project_result *done, size_t number, zp_arena *arena)
{
  enum { FIRST = 13 }; // row of the first indicator
  char name[64], cell[16], room[ZP_NUMBER_ROOM];
  snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", number + 1);
  char *xml = part_of(s, name, arena);
  xml =
      fill_in(xml, "G6", zp_money_print_wan(done->executed, room).ptr, (zp_text){ NULL, 0 }, arena);
  for (size_t i = 0; i < sheet->row_count; i++) {
    const zp_row_result *row = &done->rows[i + 1];
    snprintf(cell, sizeof cell, "F%zu", FIRST + i);
    if (row->actual_text.len != 0)
      xml = fill_in(xml, cell, typed(&sheet->rows[i], &row->actual, room), row->actual_text, arena);
    snprintf(cell, sizeof cell, "H%zu", FIRST + i);
    if (row->has_declared)
      xml =
          fill_in(xml, cell, zp_dec_print_short(row->declared, 0, room).ptr, row->deviation, arena);
    snprintf(cell, sizeof cell, "I%zu", FIRST + i);
    if (row->deviation.len != 0) xml = fill_in(xml, cell, NULL, row->deviation, arena);
  }
  zip_int64_t index = zip_name_locate(archive, name, 0);
  assert_true(index >= 0);
  zip_source_t *source = zip_source_buffer(archive, xml, strlen(xml), 0);
  assert_int_equal(zip_file_replace(archive, (zip_uint64_t)index, source, 0), 0);
}

static inline bool has_reader(const char *name)
{
  for (const zp_reader *const *r = zp_readers; *r != NULL; r++)
    if (strcmp((*r)->name, name) == 0) return true;
  return false;
}

static inline void compare_units(const zp_unit_result *csv, const zp_unit_result *xlsx)
{
  assert_int_equal(xlsx->project_count, csv->project_count);
  for (size_t p = 0; p < csv->project_count; p++) {
    const zp_project_result *a = &csv->projects[p], *b = &xlsx->projects[p];
    assert_true(zp_text_equal(a->name, b->name));
    assert_int_equal(b->row_count, a->row_count);
    for (size_t i = 0; i < a->row_count; i++) {
      const zp_row_result *left = &a->rows[i], *right = &b->rows[i];
      if (left->outcome != right->outcome || left->points.e4 != right->points.e4 ||
          left->weight.e4 != right->weight.e4)
        print_error("%.*s, %.*s: %s against %s\n", ZP_ARG(a->name), ZP_ARG(left->level3),
                    zp_outcome_name(left->outcome), zp_outcome_name(right->outcome));
      assert_int_equal(right->outcome, left->outcome);
      assert_int_equal(right->points.e4, left->points.e4);
      assert_int_equal(right->weight.e4, left->weight.e4);
    }
  }
  assert_int_equal(xlsx->total.score.e4, csv->total.score.e4);
  assert_int_equal(xlsx->total.score_high.e4, csv->total.score_high.e4);
  assert_int_equal(xlsx->total.scored.e4, csv->total.scored.e4);
}

/// The workbook at form_path(), filled in with what the CSV form says.
static inline void fill_workbook(const scratch *s, goals *g)
{
  char path[512];
  form_path(s, path);
  zp_text bytes = workbook_of(&g->form, g->files.arena);
  scratch_write(s, "form.xlsx", bytes.ptr, bytes.len);
  zip_t *archive = zip_open(path, 0, NULL);
  assert_non_null(archive);
  for (size_t p = 0; p < g->form.sheet_count; p++)
    fill_sheet(archive, s, &g->form.sheets[p], &g->csv.result->units[0].projects[p], p + 1,
               g->files.arena);
  assert_int_equal(zip_close(archive), 0);
}

/// That workbook scores as the CSV form does, with and without the goals beside it.
static inline void compare_with_csv(goals *g, const char *path)
{
  const char *paths[] = { GOALS, path };
  for (size_t from = 0; from < 2; from++) {
    town xlsx = town_run("mof-2020", paths + from, 2 - from);
    assert_int_equal(xlsx.result->unit_count, 1);
    compare_units(&g->csv.result->units[0], &xlsx.result->units[0]);
    town_close(&xlsx);
  }
}

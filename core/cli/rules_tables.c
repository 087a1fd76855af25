// rules_tables.c: case tables of `ziping rules test`: from their files, through the reader of CSV,
// to the host.
#include <string.h>

#include "cli/rules_trial.h"
#include "plugins/registry.h"
#include "script/source.h"
#include "store/result_file.h"

enum { TABLE_MOST = 16 << 20 }; // bytes of a table

#define CASES_ENDING ZP_TEXT("_cases.csv")

/// An auditor's table is CSV whatever its first lines look like.
static const zp_reader *reader_named(const char *name)
{
  for (const zp_reader *const *r = zp_readers; *r != NULL; r++)
    if (strcmp((*r)->name, name) == 0) return *r;
  return NULL;
}

/// Quotation marks that do not pair and the like: each costs the table a failure.
static void tell_findings(zp_tally *tally, const zp_findings *findings)
{
  for (size_t i = 0; i < findings->count; i++) {
    const zp_finding *finding = &findings->items[i];
    const zp_example_run run = { .file = finding->place.file,
                                 .line = finding->place.row,
                                 .finding = finding };
    zp_tally_runs(tally, &run, 1);
  }
}

/// Reads the file's bytes into rows; the table's other fields are set.
static zp_status read_table(zp_tally *tally, const char *path, zp_case_table *table, zp_error *err)
{
  zp_arena *arena = tally->kit->arena;
  zp_findings findings = { .arena = arena };
  zp_document document = { .file = table->file };
  zp_place whole = { .file = table->file };
  zp_text bytes;
  const zp_reader *reader = reader_named("csv");
  if (reader == NULL) return zp_fail_with(err, ZP_E_FORMAT, &whole, "");
  if (zp_file_read(path, TABLE_MOST, arena, &bytes, err) != ZP_OK) return err->status;
  if (zp_text_blank(bytes)) return zp_fail_with(err, ZP_E_EMPTY_FILE, &whole, "");
  if (reader->read(bytes, table->file, arena, &document, &findings, err) != ZP_OK)
    return err->status;
  if (findings.lost) return zp_fail_memory(err);
  tell_findings(tally, &findings);
  for (size_t i = 0; i < document.count && table->rows == NULL; i++) {
    table->rows = document.blocks[i].rows;
    table->row_count = document.blocks[i].row_count;
  }
  return ZP_OK;
}

static zp_status run_table(zp_tally *tally, const char *path, zp_text name, zp_text shown,
                           zp_error *err)
{
  zp_case_table table = { .name = name, .file = shown };
  zp_error failure = { 0 };
  zp_example_run *runs = NULL;
  size_t count = 0;
  if (read_table(tally, path, &table, &failure) != ZP_OK) {
    if (failure.status == ZP_E_MEMORY) return zp_fail_memory(err);
    zp_tally_error(tally, &failure);
    return ZP_OK;
  }
  if (zp_host_cases(tally->kit->host, &table, tally->kit->arena, &runs, &count, err) != ZP_OK)
    return err->status;
  zp_tally_runs(tally, runs, count);
  return ZP_OK;
}

static zp_status run_own(zp_tally *tally, zp_error *err)
{
  const zp_pack_place *place = &tally->kit->place;
  zp_arena *arena = tally->kit->arena;
  zp_text *names = NULL;
  size_t count = 0;
  if (zp_source_ending(place->folder, CASES_ENDING, arena, &names, &count, err) != ZP_OK)
    return err->status;
  for (size_t i = 0; i < count; i++) {
    zp_text path =
        zp_text_format(arena, "%.*s/%.*s_cases.csv", ZP_ARG(place->folder), ZP_ARG(names[i]));
    zp_text shown =
        zp_text_format(arena, "%.*s/%.*s_cases.csv", ZP_ARG(place->shown), ZP_ARG(names[i]));
    if (path.ptr == NULL || shown.ptr == NULL) return zp_fail_memory(err);
    if (run_table(tally, path.ptr, names[i], shown, err) != ZP_OK) return err->status;
  }
  return ZP_OK;
}

/// "ratio_up" of "ratio_up_cases.csv" or "ratio_up.csv".
static zp_text rule_of(zp_text file)
{
  const zp_text endings[] = { CASES_ENDING, ZP_TEXT(".csv") };
  for (size_t i = 0; i < 2; i++)
    if (zp_text_ends(file, endings[i])) return zp_text_slice(file, 0, file.len - endings[i].len);
  return file;
}

zp_status zp_tally_tables(zp_tally *tally, zp_error *err)
{
  const zp_rules_kit *kit = tally->kit;
  if (run_own(tally, err) != ZP_OK) return err->status;
  for (size_t i = 0; i < kit->word_count; i++) {
    zp_text file = zp_text_last_part(zp_text_from(kit->words[i]));
    if (run_table(tally, kit->words[i], rule_of(file), file, err) != ZP_OK) return err->status;
  }
  return ZP_OK;
}

// bench_readers.c: how fast files that people send become documents, beside the least that reading
// them takes: libcsv or memchr for CSV, inflating and expat for a workbook. Prints `name value
// unit`; only ratios of one run mean anything. Usage: bench_readers RULES FOLDER, where FOLDER has
// east/filled.xlsx, west/filled.xls and south/filled.csv.
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>
#ifdef ZP_HAS_LIBCSV
#include <csv.h>
#endif

#include "form/lexicon.h"
#include "gen.h"
#include "office_peer.h"
#include "pipeline/pipeline.h"
#include "plugins/registry.h"
#include "store/result_file.h"
#include "xls_builder.h"

enum {
  ROUNDS = 9,
  FORM_ROUNDS = 101,
  CSV_UNITS = 160,
  BOOK_UNITS = 20, // the maker of .xls has room for these
  PROJECTS = 40,
  INDICATORS = 10,
  KEPT = 64 << 20,
  FILE_MOST = 1 << 20
};

static void stop(const char *what, const zp_error *err)
{
  fprintf(stderr, "bench_readers: %s: %s %s\n", what,
          err == NULL ? "" : zp_status_code(err->status), err == NULL ? "" : err->arg[0]);
  exit(1);
}

/// Of this thread: reading waits for nothing, and others may load the machine.
static double seconds(void)
{
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int by_size(const void *a, const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;
  return left < right ? -1 : left > right;
}

static double median(double *values, size_t count)
{
  qsort(values, count, sizeof *values, by_size);
  return values[count / 2];
}

// ---- reading ------------------------------------------------------------------------------------

/// Reads as a run does: the surest reader, into an arena that is used again. Returns seconds.
static double read_once(const char *name, zp_text bytes, zp_arena *arena, zp_document *document)
{
  zp_error err = { 0 };
  zp_findings findings = { .arena = arena };
  zp_text shown = zp_text_from(name);
  zp_arena_reset(arena, KEPT);
  double start = seconds();
  const zp_reader *reader = zp_surest_reader(zp_readers, bytes, shown);
  if (reader == NULL || reader->read == NULL) stop(name, NULL);
  if (reader->read(bytes, shown, arena, document, &findings, &err) != ZP_OK) stop(name, &err);
  return seconds() - start;
}

static size_t cells_of(const zp_document *document)
{
  size_t count = 0;
  for (size_t b = 0; b < document->count; b++)
    for (size_t r = 0; r < document->blocks[b].row_count; r++)
      for (size_t c = 0; c < document->blocks[b].rows[r].count; c++)
        count += document->blocks[b].rows[r].cells[c].text.len != 0;
  return count;
}

static zp_text generated(size_t units, zp_arena *arena)
{
  const zp_gen gen = { .seed = 1, .units = units, .projects = PROJECTS, .indicators = INDICATORS };
  zp_sink csv = { .arena = arena };
  zp_gen_csv(&gen, &csv);
  if (csv.failed) stop("generate", NULL);
  return (zp_text){ csv.bytes, csv.len };
}

// ---- CSV ----------------------------------------------------------------------------------------

/// The least: where lines end.
static double time_lines(zp_text csv, size_t *lines)
{
  double start = seconds();
  const char *end = csv.ptr + csv.len;
  *lines = 0;
  for (const char *p = csv.ptr; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++) ++*lines;
  return seconds() - start;
}

#ifdef ZP_HAS_LIBCSV
static void count_cell(void *text, size_t len, void *data)
{
  (void)text;
  *(size_t *)data += len != 0;
}

static double time_libcsv(zp_text csv, size_t *cells)
{
  struct csv_parser parser;
  *cells = 0;
  if (csv_init(&parser, 0) != 0) stop("csv_init", NULL);
  double start = seconds();
  if (csv_parse(&parser, csv.ptr, csv.len, count_cell, NULL, cells) != csv.len ||
      csv_fini(&parser, count_cell, NULL, cells) != 0)
    stop("csv_parse", NULL);
  double took = seconds() - start;
  csv_free(&parser);
  return took;
}
#endif

static void bench_csv(zp_arena *arena, zp_arena *work)
{
  zp_text csv = generated(CSV_UNITS, arena);
  double own[ROUNDS], lines[ROUNDS];
  size_t line_count = 0, cells = 0;
  zp_document document;
#ifdef ZP_HAS_LIBCSV
  double peer[ROUNDS], ratio[ROUNDS];
  size_t peer_cells = 0;
#endif
  for (int i = 0; i < ROUNDS; i++) {
    own[i] = read_once("generated.csv", csv, work, &document);
    cells = cells_of(&document);
    lines[i] = time_lines(csv, &line_count);
#ifdef ZP_HAS_LIBCSV
    peer[i] = time_libcsv(csv, &peer_cells);
    ratio[i] = peer[i] / own[i];
#endif
  }
  double mb = (double)csv.len / 1e6;
  printf("csv_size %.1f MB\ncsv_cells %zu cells\ncsv %.0f MB/s\ncsv_memchr_lines %.0f MB/s\n", mb,
         cells, mb / median(own, ROUNDS), mb / median(lines, ROUNDS));
#ifdef ZP_HAS_LIBCSV
  printf("csv_libcsv %.0f MB/s\ncsv_over_libcsv %.2f x\ncsv_same_cells %s\n",
         mb / median(peer, ROUNDS), median(ratio, ROUNDS), peer_cells == cells ? "yes" : "NO");
  if (peer_cells != cells) exit(1);
#else
  printf("csv_libcsv skipped: no libcsv when this was built\n");
#endif
}

// ---- workbooks ----------------------------------------------------------------------------------

/// What a spreadsheet would keep as a number.
static bool is_number(zp_text text, double *value)
{
  char room[32], again[40], *end;
  if (text.len == 0 || text.len >= sizeof room || text.ptr[0] < '0' || text.ptr[0] > '9')
    return false;
  memcpy(room, text.ptr, text.len);
  room[text.len] = '\0';
  *value = strtod(room, &end);
  snprintf(again, sizeof again, "%.12g", *value);
  return *end == '\0' && strcmp(again, room) == 0;
}

static void fill_sheet(lxw_worksheet *sheet, const zp_block *table, zp_arena *arena)
{
  for (size_t r = 0; r < table->row_count; r++)
    for (size_t c = 0; c < table->rows[r].count; c++) {
      zp_text text = table->rows[r].cells[c].text;
      double value;
      if (is_number(text, &value))
        worksheet_write_number(sheet, (lxw_row_t)r, (lxw_col_t)c, value, NULL);
      else if (text.len != 0)
        worksheet_write_string(sheet, (lxw_row_t)r, (lxw_col_t)c, zp_text_copy(text, arena).ptr,
                               NULL);
    }
}

static zp_text make_xlsx(const zp_block *table, zp_arena *arena)
{
  char path[64];
  int file = memfd_create("bench-readers", MFD_CLOEXEC);
  if (file < 0) stop("memfd_create", NULL);
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  lxw_workbook *book = workbook_new(path);
  lxw_worksheet *sheet = book == NULL ? NULL : workbook_add_worksheet(book, "Sheet1");
  if (sheet == NULL) stop("workbook_new", NULL);
  fill_sheet(sheet, table, arena);
  if (workbook_close(book) != LXW_NO_ERROR) stop("workbook_close", NULL);
  off_t len = lseek(file, 0, SEEK_END);
  char *bytes = len <= 0 ? NULL : zp_arena_bytes(arena, (size_t)len);
  if (bytes == NULL || pread(file, bytes, (size_t)len, 0) != len) stop("xlsx", NULL);
  close(file);
  return (zp_text){ bytes, (size_t)len };
}

static zp_text make_xls(const zp_block *table, size_t cells, zp_arena *arena)
{
  built_cell *list = ZP_TAKE(arena, built_cell, cells);
  built stream = { 0 }, out = { 0 };
  size_t count = 0;
  if (list == NULL) stop("memory", NULL);
  for (size_t r = 0; r < table->row_count; r++)
    for (size_t c = 0; c < table->rows[r].count; c++) {
      zp_text text = table->rows[r].cells[c].text;
      built_cell one = { .row = (uint32_t)r + 1, .column = (uint32_t)c + 1, .kind = BUILT_NUMBER };
      if (text.len == 0) continue;
      if (!is_number(text, &one.number)) {
        one.kind = BUILT_SHARED;
        one.text = zp_text_copy(text, arena).ptr;
      }
      list[count++] = one;
    }
  const built_sheet sheet = { .name = "Sheet1", .cells = list, .cell_count = count };
  const built_book book = { .sheets = &sheet, .sheet_count = 1 };
  build_stream(&book, &stream);
  build_compound("Workbook", built_text(&stream), &out);
  zp_text bytes = zp_text_copy(built_text(&out), arena);
  free(stream.data);
  free(out.data);
  return bytes;
}

/// Inflates the sheet and its strings and has expat see them, with nobody listening.
static double time_expat(zp_text xlsx, zp_arena *work)
{
  static const char *const parts[] = { "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml" };
  zip_error_t why;
  zip_stat_t about;
  double start = seconds();
  zip_source_t *source = zip_source_buffer_create(xlsx.ptr, xlsx.len, 0, &why);
  zip_t *archive = source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY, &why);
  if (archive == NULL) stop("zip", NULL);
  zp_arena_reset(work, KEPT);
  for (size_t i = 0; i < 2; i++) {
    zip_file_t *file = zip_fopen(archive, parts[i], 0);
    if (file == NULL || zip_stat(archive, parts[i], 0, &about) != 0) stop(parts[i], NULL);
    char *bytes = zp_arena_bytes(work, about.size);
    XML_Parser parser = XML_ParserCreate("UTF-8");
    if (bytes == NULL || zip_fread(file, bytes, about.size) != (zip_int64_t)about.size ||
        XML_Parse(parser, bytes, (int)about.size, 1) != XML_STATUS_OK)
      stop(parts[i], NULL);
    XML_ParserFree(parser);
    zip_fclose(file);
  }
  zip_discard(archive);
  return seconds() - start;
}

/// How many times as fast as LibreOffice, whose start is taken off: that of a workbook of few
/// cells.
static void bench_office(zp_text xlsx, zp_text xls, double million, const double own[2])
{
  static const char *const names[] = { "generated.xlsx", "generated.xls" };
  const zp_text books[] = { xlsx, xls };
  office_peer peer;
  if (!office_open(&peer)) {
    printf("libreoffice skipped: there is none\n");
    return;
  }
  double start = office_time(&peer, "small.csv", ZP_TEXT("1,2\n3,4\n"));
  for (size_t i = 0; i < 2; i++) {
    double whole = office_time(&peer, names[i], books[i]), took = whole - start;
    if (start < 0 || whole < 0 || took <= 0) stop("libreoffice", NULL);
    printf("%s_libreoffice %.3f Mcells/s\n%s_over_libreoffice %.1f x\n", names[i] + 10,
           million / took, names[i] + 10, took / own[i]);
  }
  printf("libreoffice_start %.2f s\n", start);
  office_close(&peer);
}

static void bench_books(zp_arena *arena, zp_arena *work)
{
  zp_document source, document;
  double xlsx_took[ROUNDS], xls_took[ROUNDS], expat_took[ROUNDS], ratio[ROUNDS];
  read_once("generated.csv", generated(BOOK_UNITS, arena), work, &source);
  size_t cells = cells_of(&source);
  zp_text xlsx = make_xlsx(&source.blocks[0], arena);
  zp_text xls = make_xls(&source.blocks[0], cells, arena);
  bool same = true;
  for (int i = 0; i < ROUNDS; i++) {
    xlsx_took[i] = read_once("generated.xlsx", xlsx, work, &document);
    same = same && cells_of(&document) == cells;
    xls_took[i] = read_once("generated.xls", xls, work, &document);
    same = same && cells_of(&document) == cells;
    expat_took[i] = time_expat(xlsx, work);
    ratio[i] = expat_took[i] / xlsx_took[i];
  }
  double million = (double)cells / 1e6;
  const double own[] = { median(xlsx_took, ROUNDS), median(xls_took, ROUNDS) };
  printf("book_cells %zu cells\nxlsx %.2f Mcells/s\nxlsx_expat_alone %.2f Mcells/s\n"
         "xlsx_over_expat %.2f x\nxls %.2f Mcells/s\nbook_same_cells %s\n",
         cells, million / own[0], million / median(expat_took, ROUNDS), median(ratio, ROUNDS),
         million / own[1], same ? "yes" : "NO");
  if (!same) exit(1);
  bench_office(xlsx, xls, million, own);
}

// ---- a filled form ------------------------------------------------------------------------------

/// From bytes to the rows of the form, with the words of the layouts made once.
static void bench_form(const char *folder, const char *name, const zp_lexicon *lexicon,
                       zp_arena *arena, zp_arena *work)
{
  zp_error err = { 0 };
  zp_text bytes, path = zp_text_format(arena, "%s/%s", folder, name);
  double took[FORM_ROUNDS];
  zp_sheet sheet;
  if (zp_file_read(path.ptr, FILE_MOST, arena, &bytes, &err) != ZP_OK) stop(name, &err);
  for (int i = 0; i < FORM_ROUNDS; i++) {
    zp_document document;
    zp_findings findings = { .arena = work };
    double start = seconds();
    read_once(name, bytes, work, &document);
    if (zp_recognise_with(&document, lexicon, work, &sheet, &findings, &err) != ZP_OK)
      stop(name, &err);
    took[i] = (seconds() - start) * 1e3;
  }
  printf("form%s %.3f ms\nform%s_rows %zu rows\n", strrchr(name, '.'), median(took, FORM_ROUNDS),
         strrchr(name, '.'), sheet.row_count);
}

int main(int argc, char **argv)
{
  zp_error err = { 0 };
  zp_arena *arena = zp_arena_new(NULL, 0), *work = zp_arena_new(NULL, 0);
  zp_layouts layouts;
  zp_lexicon lexicon;
  if (argc != 3 || arena == NULL || work == NULL) return 2;
  bench_csv(arena, work);
  bench_books(arena, work);
  zp_text forms = zp_text_format(arena, "%s/forms", argv[1]);
  if (zp_layouts_load(forms, arena, &layouts, &err) != ZP_OK ||
      zp_lexicon_make(&layouts, arena, &lexicon, &err) != ZP_OK)
    stop("layouts", &err);
  bench_form(argv[2], "east/filled.xlsx", &lexicon, arena, work);
  bench_form(argv[2], "west/filled.xls", &lexicon, arena, work);
  bench_form(argv[2], "south/filled.csv", &lexicon, arena, work);
  zp_arena_free(work);
  zp_arena_free(arena);
  return 0;
}

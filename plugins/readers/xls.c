// xls.c: reader of the workbooks that Excel 5 to 2003 and WPS write (.xls, .et), and the one that
// says what other compound files are.
#include "plugins/readers/ole.h"
#include "plugins/readers/plain.h"
#include "plugins/readers/xls_book.h"

static const zp_text none = { NULL, 0 };

static void report_sheet(zp_xls *book, zp_status status, const zp_xls_sheet *sheet)
{
  zp_place place = { .file = book->cells.file, .sheet = sheet->name };
  zp_findings_add(book->findings, status, &place, sheet->name, none, none);
}

static zp_status read_sheet(zp_xls *book, const zp_xls_sheet *sheet, zp_document *out)
{
  if (sheet->kind == ZP_XLS_CHART || sheet->kind == ZP_XLS_VBA) return ZP_OK;
  if (sheet->kind != ZP_XLS_WORKSHEET) {
    report_sheet(book, ZP_E_SHEET_OTHER, sheet);
    return ZP_OK;
  }
  zp_block *block = &out->blocks[out->count++];
  *block = (zp_block){ .kind = ZP_BLOCK_TABLE, .title = sheet->name, .hidden = sheet->hidden };
  zp_cells_begin(&book->cells, sheet->name);
  if (zp_xls_read_sheet(book, sheet) != ZP_OK || zp_cells_end(&book->cells, block) != ZP_OK)
    return book->err->status;
  if (block->hidden && block->row_count != 0) report_sheet(book, ZP_E_SHEET_HIDDEN, sheet);
  return ZP_OK;
}

static zp_status read_sheets(zp_xls *book, zp_document *out)
{
  zp_place whole = { .file = book->cells.file };
  out->blocks = ZP_TAKE(book->arena, zp_block, book->sheet_count);
  if (out->blocks == NULL) return zp_fail_memory(book->err);
  for (size_t i = 0; i < book->sheet_count; i++)
    if (read_sheet(book, &book->sheets[i], out) != ZP_OK) return book->err->status;
  return book->cells.total == 0 ? zp_fail_with(book->err, ZP_E_EMPTY_FILE, &whole, "") : ZP_OK;
}

zp_status zp_xls_read_stream(zp_text stream, zp_text name, zp_arena *arena, zp_document *out,
                             zp_findings *findings, zp_error *err)
{
  zp_xls book = { .stream = stream, .arena = arena, .findings = findings, .err = err };
  book.cells = (zp_cells){ .file = name, .arena = arena, .findings = findings, .err = err };
  *out = (zp_document){ .file = name };
  if (zp_xls_read_globals(&book) != ZP_OK) return err->status;
  return read_sheets(&book, out);
}

/// What the container is, if it is no workbook.
static zp_status refuse(const zp_ole *ole, zp_text name, zp_error *err)
{
  static const struct {
    const char *stream;
    zp_word kind;
    const char *instead;
  } others[] = {
    { "WordDocument", ZP_W_KIND_DOC, ".docx" },
    { "PowerPoint Document", ZP_W_KIND_PPT, ".xlsx" },
  };
  zp_place whole = { .file = name };
  if (zp_ole_has(ole, "EncryptedPackage"))
    return zp_fail(err, ZP_E_OFFICE_ENCRYPTED, &whole, none, none, none);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (zp_ole_has(ole, others[i].stream))
      return zp_fail(err, ZP_E_OFFICE_OTHER, &whole, zp_word_arg(others[i].kind),
                     zp_text_from(others[i].instead), i == 0 ? ZP_TEXT("--office") : none);
  return zp_fail(err, ZP_E_OFFICE_OTHER, &whole, zp_word_arg(ZP_W_KIND_OLE), ZP_TEXT(".xlsx"),
                 none);
}

/// A file that has both was saved for two versions; the newer one is read.
static zp_status find_stream(const zp_ole *ole, zp_text name, zp_text *stream, zp_error *err)
{
  static const char *const names[] = { "Workbook", "Book" };
  zp_place whole = { .file = name };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    switch (zp_ole_stream(ole, names[i], stream)) {
      case ZP_OLE_FINE: return ZP_OK;
      case ZP_OLE_ABSENT: break;
      case ZP_OLE_MEMORY: return zp_fail_memory(err);
      case ZP_OLE_DAMAGED:
        return zp_fail(err, ZP_E_PACKAGE_DAMAGED, &whole, zp_word_arg(ZP_W_DAMAGE_CONTAINER), none,
                       none);
    }
  }
  return refuse(ole, name, err);
}

static zp_status read_xls(zp_text bytes, zp_text name, zp_arena *arena, zp_document *out,
                          zp_findings *findings, zp_error *err)
{
  zp_place whole = { .file = name };
  zp_text stream = none;
  zp_ole ole;
  *out = (zp_document){ .file = name };
  if (zp_plain_bound(bytes, name, arena, err) != ZP_OK) return err->status;
  if (!zp_ole_is(bytes)) return zp_xls_read_stream(bytes, name, arena, out, findings, err);
  zp_ole_end end = zp_ole_open(bytes, arena, &ole);
  if (end == ZP_OLE_MEMORY) return zp_fail_memory(err);
  if (end != ZP_OLE_FINE)
    return zp_fail(err, ZP_E_PACKAGE_DAMAGED, &whole, zp_word_arg(ZP_W_DAMAGE_CONTAINER), none,
                   none);
  if (find_stream(&ole, name, &stream, err) != ZP_OK) return err->status;
  return zp_xls_read_stream(stream, name, arena, out, findings, err);
}

/// Workbooks before Excel 5, and those of small programs, are bare streams that begin with their
/// BOF record: version and kind.
static bool is_bare(zp_text bytes)
{
  static const uint16_t kinds[] = { 0x0005, 0x0010, 0x0020, 0x0040, 0x0100 };
  const unsigned char *p = (const unsigned char *)bytes.ptr;
  if (bytes.len < 12 || p[0] != 9 || p[1] > 8 || p[1] % 2 != 0 || p[2] < 4 || p[2] > 16 ||
      p[2] % 2 != 0 || p[3] != 0)
    return false;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if ((p[6] | p[7] << 8) == kinds[i]) return true;
  return false;
}

static int claims_xls(zp_text bytes, zp_text name)
{
  (void)name;
  return zp_ole_is(bytes) || is_bare(bytes) ? ZP_CERTAIN : 0;
}

extern const zp_reader zp_reader_xls;
const zp_reader zp_reader_xls = {
  .name = "xls",
  .title = "Excel 5 to 2003 workbooks (.xls), also of WPS (.et)",
  .claims = claims_xls,
  .read = read_xls,
};

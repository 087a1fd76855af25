// xls_book.c: the workbook's own records: versions, sheets, shared texts, number formats.
#include "plugins/readers/xls_book.h"

enum { BIFF8 = 0x0600, BIFF5 = 0x0500, GLOBALS = 0x0005, WORKSHEET = 0x0010 };

zp_status zp_xls_fail(zp_xls *book, zp_status status, uint32_t row, uint32_t column, zp_word what)
{
  const zp_place place = zp_cells_place(&book->cells, row, column);
  return zp_fail(book->err, status, &place, zp_word_arg(what), ZP_TEXT(".xlsx"),
                 (zp_text){ NULL, 0 });
}

zp_status zp_xls_fail_text(zp_xls *book, const zp_biff *record, zp_status status)
{
  if (status == ZP_E_MEMORY) return zp_fail_memory(book->err);
  if (status != ZP_OK) return zp_xls_fail(book, ZP_E_OFFICE_OTHER, 0, 0, ZP_W_KIND_CODEPAGE);
  return record->cut ? zp_xls_fail(book, ZP_E_PACKAGE_DAMAGED, 0, 0, ZP_W_DAMAGE_CUT) : ZP_OK;
}

static zp_status take_text(zp_xls *book, zp_biff *record, size_t count, zp_text *out)
{
  return zp_xls_fail_text(book, record, zp_biff_text(record, count, book->arena, out));
}

static zp_status take_sheet(zp_xls *book, zp_biff *record)
{
  zp_xls_sheet *sheets = zp_arena_grow(book->arena, book->sheets, book->sheet_count,
                                       &book->sheet_capacity, sizeof *sheets);
  if (sheets == NULL) return zp_fail_memory(book->err);
  if (book->sheet_count >= ZP_XLS_SHEETS_MOST)
    return zp_xls_fail(book, ZP_E_PACKAGE_DAMAGED, 0, 0, ZP_W_DAMAGE_SHEET);
  zp_xls_sheet *sheet = &sheets[book->sheet_count++];
  book->sheets = sheets;
  *sheet = (zp_xls_sheet){ .offset = zp_biff_u32(record) };
  sheet->hidden = (zp_biff_u8(record) & 3) != 0;
  sheet->kind = zp_biff_u8(record);
  return take_text(book, record, zp_biff_u8(record), &sheet->name);
}

/// A text takes three bytes at least, so the count that the file names is held against what is
/// there.
static zp_status take_strings(zp_xls *book, zp_biff *record)
{
  enum { TEXT_LEAST = 3 };
  zp_biff_skip(record, 4);
  size_t count = zp_biff_u32(record);
  if (record->cut || count > (book->stream.len - record->at) / TEXT_LEAST)
    return zp_xls_fail(book, ZP_E_PACKAGE_DAMAGED, 0, 0, ZP_W_DAMAGE_CUT);
  book->strings = ZP_TAKE(book->arena, zp_text, count);
  if (book->strings == NULL) return zp_fail_memory(book->err);
  for (book->string_count = 0; book->string_count < count; book->string_count++)
    if (take_text(book, record, zp_biff_u16(record), &book->strings[book->string_count]) != ZP_OK)
      return book->err->status;
  return ZP_OK;
}

static zp_status take_format(zp_xls *book, zp_biff *record)
{
  zp_text code;
  uint16_t id = zp_biff_u16(record);
  size_t count = book->wide ? zp_biff_u16(record) : zp_biff_u8(record);
  if (take_text(book, record, count, &code) != ZP_OK) return book->err->status;
  if (book->codes == NULL) book->codes = ZP_TAKE(book->arena, zp_text, ZP_XLS_FORMATS_MOST);
  if (book->codes == NULL) return zp_fail_memory(book->err);
  if (id < ZP_XLS_FORMATS_MOST) book->codes[id] = code;
  return ZP_OK;
}

static zp_status take_style(zp_xls *book, zp_biff *record)
{
  if (book->style_count >= ZP_XLS_STYLES_MOST) return ZP_OK; // no cell can name it
  zp_xls_style *styles = zp_arena_grow(book->arena, book->styles, book->style_count,
                                       &book->style_capacity, sizeof *styles);
  if (styles == NULL) return zp_fail_memory(book->err);
  zp_biff_skip(record, 2);
  book->styles = styles;
  styles[book->style_count++] = (zp_xls_style){ .id = zp_biff_u16(record) };
  return ZP_OK;
}

const zp_number_format *zp_xls_format(zp_xls *book, uint16_t style)
{
  if (style >= book->style_count) return NULL;
  zp_xls_style *one = &book->styles[style];
  if (!one->made) {
    bool own =
        book->codes != NULL && one->id < ZP_XLS_FORMATS_MOST && book->codes[one->id].len != 0;
    zp_text code = own ? book->codes[one->id] : zp_number_format_builtin(one->id);
    one->format = code.len == 0 ? NULL : zp_number_format_read(code, book->arena);
    one->made = true;
  }
  return one->format;
}

/// The stream is a sheet and nothing else, as small programs write it: without names, formats and
/// table of texts.
static zp_status take_bare_sheet(zp_xls *book)
{
  book->sheets = ZP_TAKE(book->arena, zp_xls_sheet, 1);
  if (book->sheets == NULL) return zp_fail_memory(book->err);
  book->sheet_count = 1;
  return ZP_OK;
}

/// Which version. Bare sheets of small programs name version 0 and are read as BIFF5; what is older
/// has other records.
static zp_status take_version(zp_xls *book, zp_biff *record, bool *bare)
{
  uint16_t version = zp_biff_u16(record), kind = zp_biff_u16(record);
  *bare = kind == WORKSHEET;
  if (record->type != ZP_BIFF_BOF ||
      (version != BIFF8 && version != BIFF5 && !(version == 0 && *bare)))
    return zp_xls_fail(book, ZP_E_OFFICE_OTHER, 0, 0, ZP_W_KIND_OLD_EXCEL);
  if (kind != GLOBALS && !*bare)
    return zp_xls_fail(book, ZP_E_PACKAGE_DAMAGED, 0, 0, ZP_W_DAMAGE_SHEET);
  book->wide = record->wide = version == BIFF8;
  return *bare ? take_bare_sheet(book) : ZP_OK;
}

static zp_status take_global(zp_xls *book, zp_biff *record)
{
  switch (record->type) {
    case ZP_BIFF_FILEPASS:
      return zp_fail_with(book->err, ZP_E_OFFICE_ENCRYPTED, &(zp_place){ .file = book->cells.file },
                          "");
    case ZP_BIFF_CODEPAGE: book->codepage = record->codepage = zp_biff_u16(record); return ZP_OK;
    case ZP_BIFF_DATEMODE:
      book->dates = zp_biff_u16(record) == 1 ? ZP_DATES_1904 : ZP_DATES_1900;
      return ZP_OK;
    case ZP_BIFF_BOUNDSHEET: return take_sheet(book, record);
    case ZP_BIFF_SST: return take_strings(book, record);
    case ZP_BIFF_FORMAT: return take_format(book, record);
    case ZP_BIFF_XF: return take_style(book, record);
    default: return ZP_OK;
  }
}

zp_status zp_xls_read_globals(zp_xls *book)
{
  zp_biff record = { .stream = book->stream };
  bool bare;
  if (!zp_biff_open(&record, 0))
    return zp_xls_fail(book, ZP_E_PACKAGE_DAMAGED, 0, 0, ZP_W_DAMAGE_CUT);
  if (take_version(book, &record, &bare) != ZP_OK) return book->err->status;
  if (bare) return ZP_OK;
  while (zp_biff_open(&record, record.next)) {
    if (record.type == ZP_BIFF_EOF) return ZP_OK;
    if (take_global(book, &record) != ZP_OK) return book->err->status;
  }
  return zp_xls_fail(book, ZP_E_PACKAGE_DAMAGED, 0, 0, ZP_W_DAMAGE_CUT);
}

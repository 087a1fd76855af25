// xlsx.c: workbooks of Excel and WPS (.xlsx, .xlsm): sheets in their order, found by relationships.
#include <string.h>

#include "plugins/readers/plain.h"
#include "plugins/readers/xlsx_book.h"

void zp_book_many(book *b, zp_xml *xml, zp_word what, size_t most)
{
  zp_place place = { .file = b->name };
  zp_text shown = zp_text_format(b->arena, "%zu", most);
  zp_xml_stop(xml, zp_fail(b->err, ZP_E_OFFICE_MANY, &place, zp_word_arg(what), shown, (zp_text){ NULL, 0 }));
}

bool zp_book_text(book *b, zp_xml *xml, size_t bytes)
{
  b->text_bytes += bytes;
  if (b->text_bytes <= ZP_OFFICE_TEXT_MOST) return true;
  zp_book_many(b, xml, ZP_W_OFFICE_TEXT, ZP_OFFICE_TEXT_MOST);
  return false;
}

static void take_sheet(book *b, zp_xml *xml, const char **attributes)
{
  const char *name = zp_xml_attribute(attributes, ZP_XML_BARE, "name"), *id = zp_xml_attribute(attributes, ZP_XML_RELATED, "id");
  const char *state = zp_xml_attribute(attributes, ZP_XML_BARE, "state");
  if (name == NULL || id == NULL) return;
  if (b->sheet_count == ZP_SHEETS_MOST) {
    zp_book_many(b, xml, ZP_W_OFFICE_SHEETS, ZP_SHEETS_MOST);
    return;
  }
  book_sheet *items = zp_arena_grow(b->arena, b->sheets, b->sheet_count, &b->sheet_capacity, sizeof *items);
  book_sheet one = { .name = zp_text_copy(zp_text_from(name), b->arena), .id = zp_text_copy(zp_text_from(id), b->arena),
                     .hidden = state != NULL && (strcmp(state, "hidden") == 0 || strcmp(state, "veryHidden") == 0) };
  if (items == NULL || one.name.ptr == NULL || one.id.ptr == NULL) {
    zp_xml_stop(xml, zp_fail_memory(b->err));
    return;
  }
  b->sheets = items;
  items[b->sheet_count++] = one;
}

static void open_element(zp_xml *xml, void *context, zp_xml_name name, const char **attributes)
{
  book *b = context;
  if (name.space != ZP_XML_SHEET && name.space != ZP_XML_BARE) return;
  if (strcmp(name.local, "sheet") == 0) take_sheet(b, xml, attributes);
  if (strcmp(name.local, "workbookPr") == 0 && zp_xml_flag(zp_xml_attribute(attributes, ZP_XML_BARE, "date1904"), false))
    b->base = ZP_DATES_1904;
}

/// What all sheets share: names and order, texts, formats.
static zp_status read_shared(book *b, zp_text main_part)
{
  bool found;
  const zp_xml_calls calls = { .open = open_element };
  if (zp_package_relations(&b->package, main_part, &b->relations, b->err) != ZP_OK) return b->err->status;
  if (zp_xml_read_part(&b->package, main_part, (zp_text){ NULL, 0 }, &calls, b, &found, b->err) != ZP_OK) return b->err->status;
  zp_place place = { .file = b->name };
  if (!found || b->sheet_count == 0)
    return zp_fail(b->err, ZP_E_PACKAGE_DAMAGED, &place, zp_word_arg(ZP_W_PACKAGE_NO_MAIN), (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
  const zp_relation *strings = zp_relation_typed(&b->relations, ZP_TEXT("sharedStrings"));
  const zp_relation *styles = zp_relation_typed(&b->relations, ZP_TEXT("styles"));
  if (strings != NULL && zp_book_strings(b, strings->target) != ZP_OK) return b->err->status;
  if (styles != NULL && zp_book_styles(b, styles->target) != ZP_OK) return b->err->status;
  return ZP_OK;
}

static zp_status read_sheet(book *b, const book_sheet *sheet, zp_document *out)
{
  const zp_relation *where = zp_relation_with(&b->relations, sheet->id);
  zp_place place = { .file = b->name, .sheet = sheet->name };
  zp_text none = { NULL, 0 };
  if (where != NULL && !zp_text_equal(where->type, ZP_TEXT("worksheet"))) return ZP_OK;  // charts and macros have no cells
  zp_block *block = &out->blocks[out->count++];
  *block = (zp_block){ .kind = ZP_BLOCK_TABLE, .title = sheet->name, .hidden = sheet->hidden };
  if (where == NULL || where->external) {
    zp_findings_add(b->findings, ZP_E_PART_MISSING, &place, sheet->name, none, none);
    return ZP_OK;
  }
  if (zp_book_sheet(b, where->target, block) != ZP_OK) return b->err->status;
  if (block->hidden && block->row_count != 0) zp_findings_add(b->findings, ZP_E_SHEET_HIDDEN, &place, sheet->name, none, none);
  return ZP_OK;
}

static zp_status read_sheets(book *b, zp_document *out)
{
  out->blocks = ZP_TAKE(b->arena, zp_block, b->sheet_count);
  if (out->blocks == NULL) return zp_fail_memory(b->err);
  for (size_t i = 0; i < b->sheet_count; i++)
    if (read_sheet(b, &b->sheets[i], out) != ZP_OK) return b->err->status;
  zp_place place = { .file = b->name };
  return b->cells == 0 ? zp_fail_with(b->err, ZP_E_EMPTY_FILE, &place, "") : ZP_OK;
}

static zp_status read_xlsx(zp_text bytes, zp_text name, zp_arena *arena, zp_document *out, zp_findings *findings, zp_error *err)
{
  zp_text main_part;
  zp_place place = { .file = name };
  book b = { .arena = arena, .findings = findings, .err = err, .name = name };
  *out = (zp_document){ .file = name };
  zp_package_kind kind = zp_package_kind_of(bytes, arena, &main_part);
  if (zp_arena_short(arena)) return zp_fail_memory(err);  // what it is may then not have been seen
  if (zp_package_refuse(kind, &place, err)) return err->status;
  if (zp_package_open(bytes, name, arena, &b.package, err) != ZP_OK) return err->status;
  if (kind != ZP_PACKAGE_WORKBOOK)
    zp_fail(err, ZP_E_PACKAGE_DAMAGED, &place, zp_word_arg(ZP_W_PACKAGE_NO_MAIN), (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
  else if (read_shared(&b, main_part) == ZP_OK) read_sheets(&b, out);
  zp_package_close(&b.package);
  return err->status == ZP_OK && zp_arena_short(arena) ? zp_fail_memory(err) : err->status;
}

static int claims_xlsx(zp_text bytes, zp_text name)
{
  static const zp_package_kind kinds[] = {
    ZP_PACKAGE_WORKBOOK, ZP_PACKAGE_BINARY, ZP_PACKAGE_ODS, ZP_PACKAGE_ENCRYPTED,
  };
  (void)name;
  return zp_package_claim(bytes, kinds, sizeof kinds / sizeof *kinds, ZP_TEXT("xl/workbook"));
}

extern const zp_reader zp_reader_xlsx;
const zp_reader zp_reader_xlsx = {
  .name = "xlsx",
  .title = "workbooks of Excel and WPS (.xlsx, .xlsm)",
  .claims = claims_xlsx,
  .read = read_xlsx,
};

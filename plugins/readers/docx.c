// docx.c: documents of Word and WPS (.docx, .docm): paragraphs and tables in order, changes accepted, text boxes once.
#include <stdlib.h>
#include <string.h>

#include "plugins/readers/docx_flow.h"
#include "plugins/readers/docx_numbering.h"
#include "plugins/readers/office_text.h"

enum { FIELDS_MOST = 64, STYLE_BYTES = 256 };

static const struct { zp_text font; uint32_t code; zp_text shown; } symbols[] = {
#define ZP_SYMBOL(font, code, shown) { ZP_TEXT_INIT(font), code, ZP_TEXT_INIT(shown) },
#include "plugins/readers/docx_words.def"
#undef ZP_SYMBOL
};

/// A paragraph that is open: text boxes make them nest.
typedef struct writing {
  zp_sink text;
  char style[STYLE_BYTES];
  uint32_t list, level;
  bool unlisted;         // it says itself that it is in no list
  bool mark_deleted;     // its end is tracked as deleted: the next paragraph goes on
} writing;

typedef struct document {
  flow flow;
  numbering numbering;
  zp_package package;
  zp_relations relations;
  zp_xml *xml;
  writing open[ZP_DOCX_NEST_MOST];
  size_t depth;          // paragraphs that are open
  zp_sink carry;         // text of paragraphs whose ends are deleted
  size_t skip;           // depth + 1 of the element whose content is passed over; 0: none
  size_t properties;     // depth + 1 of the pPr, trPr or tcPr at hand
  bool of_paragraph;     // it is a pPr
  size_t runs;           // runs that are open
  size_t run;            // where the <t> at hand begins
  bool in_text, preserve;
  bool chosen[ZP_XML_DEPTH_MOST + 1];   // per depth of AlternateContent: a choice was read
  bool instruction[FIELDS_MOST];        // per open field: its code, not its result, is being read
  size_t fields;
  size_t inserted, deleted;
  zp_place first_change;
} document;

static void fail(document *d, zp_status status)
{
  if (status != ZP_OK) zp_xml_stop(d->xml, status);
}

static writing *at_hand(document *d)
{
  return d->depth == 0 ? NULL : &d->open[d->depth - 1];
}

static void put(document *d, zp_text text)
{
  writing *w = at_hand(d);
  for (size_t i = 0; i < d->fields; i++)
    if (d->instruction[i]) return;
  if (w == NULL) return;
  zp_sink_put(&w->text, text);
  if (w->text.failed) fail(d, zp_fail_memory(d->flow.err));
}

static void note_change(document *d, bool deleted)
{
  if (d->inserted + d->deleted == 0) d->first_change = flow_place(&d->flow);
  if (deleted) d->deleted++;
  else d->inserted++;
}

static void pass_over(document *d)
{
  d->skip = zp_xml_depth(d->xml) + 1;
}

// ---- paragraphs -----------------------------------------------------------------------------------------------------

static void open_paragraph(document *d)
{
  if (d->depth == ZP_DOCX_NEST_MOST) {
    zp_place place = flow_place(&d->flow);
    zp_text most = zp_text_format(d->flow.arena, "%d", ZP_DOCX_NEST_MOST);
    fail(d, zp_fail(d->flow.err, ZP_E_OFFICE_MANY, &place, zp_word_arg(ZP_W_OFFICE_DEPTH), most, (zp_text){ NULL, 0 }));
    return;
  }
  writing *w = &d->open[d->depth++];
  zp_sink text = w->text;  // its room is used again
  *w = (writing){ .text = text, .level = UINT32_MAX };
  w->text.arena = d->flow.arena;
  w->text.len = 0;
  zp_sink_put(&w->text, (zp_text){ d->carry.bytes, d->carry.len });
  d->carry.len = 0;
}

static void close_paragraph(document *d)
{
  char room[ZP_LIST_LABEL_MOST];
  writing *w = at_hand(d);
  if (w == NULL) return;
  d->depth--;
  if (d->fields != 0 && d->instruction[d->fields - 1]) d->fields = 0;  // a field that never ends must not swallow the rest
  if (w->mark_deleted) {
    zp_sink_put(&d->carry, (zp_text){ w->text.bytes, w->text.len });
    return;
  }
  size_t len = zp_numbering_next(&d->numbering, zp_text_from(w->style), w->list, w->level, w->unlisted, room);
  fail(d, flow_paragraph(&d->flow, (zp_text){ room, len }, (zp_text){ w->text.bytes, w->text.len }));
}

/// What is left when nothing follows for a deleted end to join.
static void flush(document *d)
{
  if (d->carry.len == 0) return;
  open_paragraph(d);
  close_paragraph(d);
}

static void open_in_paragraph_properties(document *d, zp_xml_name name, const char **attributes)
{
  writing *w = at_hand(d);
  const char *value = zp_xml_attribute(attributes, ZP_XML_WORD, "val");
  if (w == NULL) return;
  if (strcmp(name.local, "pStyle") == 0 && value != NULL && strlen(value) < STYLE_BYTES) memcpy(w->style, value, strlen(value) + 1);
  else if (strcmp(name.local, "ilvl") == 0) w->level = zp_xml_count(value, ZP_LIST_LEVELS - 1, UINT32_MAX);
  else if (strcmp(name.local, "numId") == 0) {
    w->list = zp_xml_count(value, UINT32_MAX - 1, 0);
    w->unlisted = w->list == 0;
  } else if (strcmp(name.local, "del") == 0 || strcmp(name.local, "moveFrom") == 0) {
    w->mark_deleted = true;
    note_change(d, true);
  } else if (strcmp(name.local, "ins") == 0) {
    note_change(d, false);
  }
}

// ---- runs -----------------------------------------------------------------------------------------------------------

static void open_symbol(document *d, const char **attributes)
{
  const char *font = zp_xml_attribute(attributes, ZP_XML_WORD, "font"), *code = zp_xml_attribute(attributes, ZP_XML_WORD, "char");
  if (code == NULL) return;
  uint32_t c = (uint32_t)strtoul(code, NULL, 16);
  zp_sink one = { .arena = d->flow.arena };
  for (size_t i = 0; font != NULL && i < sizeof symbols / sizeof *symbols; i++)
    if ((c & 0xFF) == symbols[i].code && (c < 0x100 || c >> 8 == 0xF0) && zp_text_equal(zp_text_from(font), symbols[i].font)) {
      put(d, symbols[i].shown);
      return;
    }
  zp_office_character(&one, c >> 8 == 0xF0 ? 0xFFFD : c);  // a picture that no letter stands for
  put(d, (zp_text){ one.bytes, one.len });
}

static void open_field(document *d, const char **attributes)
{
  const char *type = zp_xml_attribute(attributes, ZP_XML_WORD, "fldCharType");
  if (type == NULL) return;
  if (strcmp(type, "begin") == 0 && d->fields < FIELDS_MOST) d->instruction[d->fields++] = true;
  else if (strcmp(type, "separate") == 0 && d->fields != 0) d->instruction[d->fields - 1] = false;
  else if (strcmp(type, "end") == 0 && d->fields != 0) d->fields--;
}

static void open_text(document *d, const char **attributes)
{
  const char *space = zp_xml_attribute(attributes, ZP_XML_XML, "space");
  writing *w = at_hand(d);
  d->preserve = space != NULL && strcmp(space, "preserve") == 0;
  d->in_text = w != NULL;
  d->run = w == NULL ? 0 : w->text.len;
}

static void close_text(document *d)
{
  writing *w = at_hand(d);
  if (w == NULL || !d->in_text) return;
  d->in_text = false;
  if (d->run > w->text.len) return;
  zp_text run = zp_office_run(zp_text_slice((zp_text){ w->text.bytes, w->text.len }, d->run, w->text.len), d->preserve);
  if (run.len != 0) memmove(w->text.bytes + d->run, run.ptr, run.len);
  w->text.len = d->run + run.len;
}

static void open_in_run(document *d, zp_xml_name name, const char **attributes)
{
  if (strcmp(name.local, "t") == 0) open_text(d, attributes);
  else if (strcmp(name.local, "tab") == 0 || strcmp(name.local, "ptab") == 0) put(d, ZP_TEXT("\t"));
  else if (strcmp(name.local, "br") == 0 || strcmp(name.local, "cr") == 0) put(d, ZP_TEXT("\n"));
  else if (strcmp(name.local, "noBreakHyphen") == 0) put(d, ZP_TEXT("-"));
  else if (strcmp(name.local, "sym") == 0) open_symbol(d, attributes);
  else if (strcmp(name.local, "fldChar") == 0) open_field(d, attributes);
}

// ---- tables ---------------------------------------------------------------------------------------------------------

static void open_in_table_properties(document *d, zp_xml_name name, const char **attributes)
{
  flow_table *t = flow_at(&d->flow);
  const char *value = zp_xml_attribute(attributes, ZP_XML_WORD, "val");
  if (t == NULL) return;
  if (strcmp(name.local, "gridSpan") == 0) t->span = zp_xml_count(value, ZP_DOCX_SPAN_MOST, 1);
  if (t->span == 0) t->span = 1;
  if (strcmp(name.local, "vMerge") == 0 || strcmp(name.local, "hMerge") == 0) t->continued = t->continued || value == NULL || strcmp(value, "restart") != 0;
  if (strcmp(name.local, "gridBefore") == 0) fail(d, flow_skip(&d->flow, zp_xml_count(value, ZP_DOCX_SPAN_MOST, 0)));
  bool removed = strcmp(name.local, "del") == 0, added = strcmp(name.local, "ins") == 0;
  if (removed && !t->in_cell) t->deleted = true;
  if (removed || added) note_change(d, removed);
}

// ---- elements -------------------------------------------------------------------------------------------------------

static bool ends_in(const char *name, const char *end)
{
  size_t a = strlen(name), b = strlen(end);
  return a > b && strcmp(name + a - b, end) == 0;
}

/// Elements whose content no reader of the page sees, or that only say how it looks.
static bool is_passed(const char *name)
{
  static const char *const passed[] = { "instrText", "delText", "delInstrText", "rt", "sdtPr", "sectPr", "tblPr", "tblGrid", "tblPrEx" };
  for (size_t i = 0; i < sizeof passed / sizeof *passed; i++)
    if (strcmp(name, passed[i]) == 0) return true;
  return ends_in(name, "Change");  // what properties were before
}

static void say_unread(document *d, zp_text what)
{
  zp_place place = flow_place(&d->flow);
  zp_text none = { NULL, 0 };
  zp_findings_add(d->flow.findings, ZP_E_EMBEDDED_UNREAD, &place, what, none, none);
}

static void open_chunk(document *d, const char **attributes)
{
  const char *id = zp_xml_attribute(attributes, ZP_XML_RELATED, "id");
  const zp_relation *where = id == NULL ? NULL : zp_relation_with(&d->relations, zp_text_from(id));
  say_unread(d, where == NULL ? ZP_TEXT("altChunk") : where->target);
}

/// Wrappers that track a change: content that was deleted or moved away is passed over.
static bool open_change(document *d, const char *name)
{
  bool gone = strcmp(name, "del") == 0 || strcmp(name, "moveFrom") == 0;
  if (!gone && strcmp(name, "ins") != 0 && strcmp(name, "moveTo") != 0) return false;
  note_change(d, gone);
  if (gone) pass_over(d);
  return true;
}

static void open_structure(document *d, zp_xml_name name, const char **attributes)
{
  const char *local = name.local;
  if (strcmp(local, "p") == 0) open_paragraph(d);
  else if (strcmp(local, "r") == 0) d->runs++;
  else if (strcmp(local, "tbl") == 0) fail(d, flow_table_open(&d->flow));
  else if (strcmp(local, "tr") == 0) fail(d, flow_row_open(&d->flow));
  else if (strcmp(local, "tc") == 0) flow_cell_open(&d->flow);
  else if (strcmp(local, "altChunk") == 0) open_chunk(d, attributes);
  else if (d->runs != 0) open_in_run(d, name, attributes);
}

static void open_word(document *d, zp_xml_name name, const char **attributes)
{
  const char *local = name.local;
  bool paragraph = strcmp(local, "pPr") == 0;
  if (is_passed(local)) pass_over(d);
  else if (d->properties != 0) {
    if (d->of_paragraph) open_in_paragraph_properties(d, name, attributes);
    else open_in_table_properties(d, name, attributes);
  } else if (paragraph || strcmp(local, "trPr") == 0 || strcmp(local, "tcPr") == 0) {
    d->properties = zp_xml_depth(d->xml) + 1;
    d->of_paragraph = paragraph;
  } else if (strcmp(local, "rPr") == 0) {
    pass_over(d);
  } else if (!open_change(d, local)) {
    open_structure(d, name, attributes);
  }
}

static void open_compat(document *d, zp_xml_name name)
{
  size_t depth = zp_xml_depth(d->xml);
  if (strcmp(name.local, "AlternateContent") == 0) d->chosen[depth] = false;
  else if (depth == 0) return;
  else if (d->chosen[depth - 1]) pass_over(d);
  else d->chosen[depth - 1] = true;
}

static void open_element(zp_xml *xml, void *context, zp_xml_name name, const char **attributes)
{
  document *d = context;
  d->xml = xml;
  if (d->skip != 0) return;
  if (name.space == ZP_XML_WORD) open_word(d, name, attributes);
  else if (name.space == ZP_XML_COMPAT) open_compat(d, name);
  else if (zp_xml_is(name, ZP_XML_MATH, "t")) open_text(d, attributes);
  else if (name.space == ZP_XML_OTHER && strcmp(name.local, "OLEObject") == 0) {
    const char *program = zp_xml_attribute(attributes, ZP_XML_BARE, "ProgID");
    say_unread(d, program == NULL ? ZP_TEXT("OLE") : zp_text_from(program));
  }
}

static void close_word(document *d, const char *local)
{
  if (strcmp(local, "t") == 0) close_text(d);
  else if (strcmp(local, "p") == 0) close_paragraph(d);
  else if (strcmp(local, "r") == 0) d->runs -= d->runs != 0;
  else if (strcmp(local, "tc") == 0) {
    flush(d);
    fail(d, flow_cell_close(&d->flow));
  } else if (strcmp(local, "tr") == 0) fail(d, flow_row_close(&d->flow));
  else if (strcmp(local, "tbl") == 0) flow_table_close(&d->flow);
}

static void close_element(zp_xml *xml, void *context, zp_xml_name name)
{
  document *d = context;
  size_t depth = zp_xml_depth(xml);
  d->xml = xml;
  if (d->skip != 0) {
    if (depth + 1 == d->skip) d->skip = 0;
  } else if (d->properties != 0) {
    if (depth + 1 == d->properties) d->properties = 0;
  } else if (name.space == ZP_XML_WORD) {
    close_word(d, name.local);
  } else if (zp_xml_is(name, ZP_XML_MATH, "t")) {
    close_text(d);
  }
}

static void take_text(zp_xml *xml, void *context, zp_text text)
{
  document *d = context;
  d->xml = xml;
  if (d->in_text && d->skip == 0) put(d, text);
}

// ---- the file -------------------------------------------------------------------------------------------------------

static zp_text target_of(const document *d, zp_text type)
{
  const zp_relation *found = zp_relation_typed(&d->relations, type);
  return found == NULL || found->external ? (zp_text){ NULL, 0 } : found->target;
}

static bool says_nothing(const zp_document *out)
{
  for (size_t i = 0; i < out->count; i++)
    if (out->blocks[i].kind == ZP_BLOCK_PARAGRAPH || out->blocks[i].row_count != 0) return false;
  return true;
}

static zp_status read_parts(document *d, zp_text main_part)
{
  bool found;
  zp_error *err = d->flow.err;
  zp_place place = { .file = d->flow.out->file };
  zp_text none = { NULL, 0 };
  const zp_xml_calls calls = { open_element, close_element, take_text };
  if (zp_package_relations(&d->package, main_part, &d->relations, err) != ZP_OK) return err->status;
  zp_text numbers = target_of(d, ZP_TEXT("numbering")), styles = target_of(d, ZP_TEXT("styles"));
  if (zp_numbering_load(&d->package, numbers, styles, &d->numbering, err) != ZP_OK) return err->status;
  if (zp_xml_read_part(&d->package, main_part, none, &calls, d, &found, err) != ZP_OK) return err->status;
  if (!found) return zp_fail(err, ZP_E_PACKAGE_DAMAGED, &place, zp_word_arg(ZP_W_PACKAGE_NO_MAIN), none, none);
  flush(d);
  flow_end(&d->flow);
  if (d->inserted + d->deleted != 0)
    zp_findings_add(d->flow.findings, ZP_E_REVISIONS, &d->first_change, zp_text_format(d->flow.arena, "%zu", d->inserted),
                    zp_text_format(d->flow.arena, "%zu", d->deleted), none);
  return err->status == ZP_OK && says_nothing(d->flow.out) ? zp_fail_with(err, ZP_E_EMPTY_FILE, &place, "") : err->status;
}

static zp_status read_docx(zp_text bytes, zp_text name, zp_arena *arena, zp_document *out, zp_findings *findings, zp_error *err)
{
  zp_text main_part;
  zp_place place = { .file = name };
  document *d = ZP_TAKE(arena, document, 1);
  *out = (zp_document){ .file = name };
  if (d == NULL) return zp_fail_memory(err);
  d->flow = (flow){ .arena = arena, .findings = findings, .err = err, .out = out };
  d->carry.arena = arena;
  zp_package_kind kind = zp_package_kind_of(bytes, arena, &main_part);
  if (zp_arena_short(arena)) return zp_fail_memory(err);  // what it is may then not have been seen
  if (zp_package_refuse(kind, &place, err)) return err->status;
  if (zp_package_open(bytes, name, arena, &d->package, err) != ZP_OK) return err->status;
  if (kind != ZP_PACKAGE_DOCUMENT)
    zp_fail(err, ZP_E_PACKAGE_DAMAGED, &place, zp_word_arg(ZP_W_PACKAGE_NO_MAIN), (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
  else read_parts(d, main_part);
  zp_package_close(&d->package);
  return err->status == ZP_OK && zp_arena_short(arena) ? zp_fail_memory(err) : err->status;
}

static int claims_docx(zp_text bytes, zp_text name)
{
  static const zp_package_kind kinds[] = {
    ZP_PACKAGE_DOCUMENT, ZP_PACKAGE_PRESENTATION, ZP_PACKAGE_ODT, ZP_PACKAGE_ODP,
  };
  (void)name;
  return zp_package_claim(bytes, kinds, sizeof kinds / sizeof *kinds, ZP_TEXT("word/document"));
}

extern const zp_reader zp_reader_docx;
const zp_reader zp_reader_docx = {
  .name = "docx",
  .title = "documents of Word and WPS (.docx, .docm)",
  .claims = claims_docx,
  .read = read_docx,
};

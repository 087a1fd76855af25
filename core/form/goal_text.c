// goal_text.c: sections of a goal document: preface, overall goals, items, safeguards.
#include "form/goal_text.h"

#include "form/form_head.h"

enum { HEADING_CHARACTERS = 24, UNIT_CHARACTERS = 40 };

void zp_goal_text_begin(zp_goal_text *text, const zp_lexicon *lexicon, zp_arena *arena, zp_error *err)
{
  *text = (zp_goal_text){ .lexicon = lexicon, .arena = arena, .err = err };
}

static bool has_sentence(zp_text text)
{
  size_t next;
  return zp_sign_find(text, 0, ZP_SIGN_STOP, &next) != SIZE_MAX || zp_sign_find(text, 0, ZP_SIGN_COMMA, &next) != SIZE_MAX;
}

/// The section a heading opens, or PREFACE when it is none. A heading is one of the words, or a short line that ends in one.
static zp_goal_section section_of(const zp_goal_text *t, zp_text heading)
{
  zp_text key = zp_text_key(heading, t->arena);
  bool line = zp_character_count(heading) <= HEADING_CHARACTERS && !has_sentence(heading);
  zp_goal_section found = ZP_SECTION_PREFACE;
  size_t best = 0;
  for (size_t i = 0; key.len != 0 && i < t->lexicon->keys.count; i++) {
    const zp_layout *keys = &t->lexicon->keys.items[i];
    const zp_words *lists[] = { &keys->overall, &keys->items, &keys->safeguards };
    for (size_t s = 0; s < 3; s++) {
      size_t len = zp_keys_suffix(lists[s], key);
      if (len <= best || (len < key.len && !line)) continue;
      best = len;
      found = (zp_goal_section)(ZP_SECTION_OVERALL + s);
    }
  }
  return found;
}

static zp_status add_to(zp_goal_text *t, zp_cell_list *list, zp_cell cell)
{
  return zp_cell_list_add(list, cell, t->arena, t->err);
}

static zp_status add_remark(zp_goal_text *t, const zp_cell *cell)
{
  return add_to(t, &t->remarks, *cell);
}

/// Paragraphs held back turned out to belong to no safeguard.
static zp_status release_held(zp_goal_text *t)
{
  for (size_t i = 0; i < t->held.count; i++)
    if (add_remark(t, &t->held.items[i]) != ZP_OK) return ZP_E_MEMORY;
  t->held.count = 0;
  return ZP_OK;
}

static zp_status close_section(zp_goal_text *t)
{
  if (t->section == ZP_SECTION_SAFEGUARDS && t->safeguards.count == 0) {  // none is numbered: each is one
    t->safeguards = t->held;
    t->held = (zp_cell_list){ .count = 0 };
  }
  return release_held(t);
}

static zp_status open_section(zp_goal_text *t, zp_goal_section section, zp_numbering_kind heading)
{
  if (close_section(t) != ZP_OK) return ZP_E_MEMORY;
  t->section = section;
  t->heading = heading;
  t->numbering = ZP_NUMBERING_NONE;
  if (section != ZP_SECTION_OTHER) t->sections = true;
  return ZP_OK;
}

static bool looks_like_unit(const zp_goal_text *t, zp_text name)
{
  if (zp_text_blank(name) || zp_character_count(name) > UNIT_CHARACTERS || has_sentence(name)) return false;
  zp_text key = zp_text_key(name, t->arena);
  for (size_t i = 0; i < t->lexicon->keys.count; i++) {
    size_t len = zp_keys_suffix(&t->lexicon->keys.items[i].unit_endings, key);
    if (len != 0 && len < key.len) return true;
  }
  return false;
}

/// The name in "老庄子镇人民政府编制"; empty when the paragraph does not end so.
static zp_text compiled_name(const zp_goal_text *t, zp_text text)
{
  for (size_t i = 0; i < t->lexicon->layouts->count; i++) {
    const zp_words *words = &t->lexicon->layouts->items[i].compiled_by;
    for (size_t w = 0; w < words->count; w++)
      if (zp_text_ends(text, words->items[w])) return zp_text_trim(zp_text_slice(text, 0, text.len - words->items[w].len));
  }
  return (zp_text){ NULL, 0 };
}

static void take_unit_name(zp_goal_text *t, const zp_cell *paragraph, zp_text name)
{
  if (zp_cell_blank(&t->unit.name)) t->unit.name = zp_cell_part(paragraph, name);
}

static zp_status take_preface(zp_goal_text *t, const zp_cell *paragraph)
{
  size_t year_at = 0;
  zp_cell value, rest;
  zp_text compiled = compiled_name(t, paragraph->text);
  int year = zp_year_find(paragraph->text, &year_at);
  uint32_t label = zp_label_split(t->lexicon, paragraph, t->arena, &value, &rest);
  if (t->unit.year == 0) t->unit.year = year;
  if ((label & 1u << ZP_F_UNIT_CODE) != 0) t->unit.code = value;
  else if ((label & 1u << ZP_F_UNIT_NAME) != 0) take_unit_name(t, paragraph, value.text);
  else if (compiled.len != 0) take_unit_name(t, paragraph, compiled);
  else if (year != 0 && looks_like_unit(t, zp_text_slice(paragraph->text, 0, year_at)))
    take_unit_name(t, paragraph, zp_text_slice(paragraph->text, 0, year_at));
  else if (year == 0 && looks_like_unit(t, paragraph->text)) take_unit_name(t, paragraph, paragraph->text);
  else if (year == 0) return add_remark(t, paragraph);
  return ZP_OK;
}

static bool ends_with_colon(zp_text text)
{
  size_t next = 0, at = 0;
  while ((at = zp_sign_find(text, next, ZP_SIGN_COLON, &next)) != SIZE_MAX)
    if (next == text.len) return true;
  return false;
}

/// True when the numbering starts an entry of the section; deeper numbering continues the entry before it.
static bool starts_entry(zp_goal_text *t, zp_numbering_kind kind)
{
  if (kind == ZP_NUMBERING_NONE) return false;
  if (t->numbering == ZP_NUMBERING_NONE) t->numbering = kind;
  return kind <= t->numbering;
}

static zp_status take_overall(zp_goal_text *t, const zp_cell *paragraph, const zp_numbering *numbering)
{
  zp_cell_list *list = &t->overall;
  if (starts_entry(t, numbering->kind)) return add_to(t, list, zp_cell_part(paragraph, numbering->rest));
  if (list->count == 0 && ends_with_colon(paragraph->text)) return add_remark(t, paragraph);  // "目标如下："
  if (list->count == 0) return add_to(t, list, *paragraph);
  return zp_cell_append(&list->items[list->count - 1], paragraph, &t->rooms[0], t->arena, t->err);
}

static zp_status take_safeguard(zp_goal_text *t, const zp_cell *paragraph, const zp_numbering *numbering)
{
  zp_cell_list *list = &t->safeguards;
  if (!starts_entry(t, numbering->kind)) return add_to(t, &t->held, *paragraph);
  if (list->count != 0)
    for (size_t i = 0; i < t->held.count; i++)
      if (zp_cell_append(&list->items[list->count - 1], &t->held.items[i], &t->rooms[0], t->arena, t->err) != ZP_OK)
        return ZP_E_MEMORY;
  if (list->count != 0) t->held.count = 0;
  if (release_held(t) != ZP_OK) return ZP_E_MEMORY;
  return add_to(t, list, zp_cell_part(paragraph, numbering->rest));
}

/// The part of an item that a label such as "绩效目标：" opens, TITLE when there is none; *rest is what follows it.
static zp_item_part part_of(const zp_goal_text *t, const zp_cell *paragraph, zp_text text, zp_cell *rest)
{
  size_t next, colon = zp_sign_find(text, 0, ZP_SIGN_COLON, &next);
  if (colon == SIZE_MAX) return ZP_ITEM_TITLE;
  zp_text key = zp_text_key(zp_text_slice(text, 0, colon), t->arena);
  *rest = zp_cell_part(paragraph, zp_text_slice(text, next, text.len));
  for (size_t i = 0; i < t->lexicon->keys.count; i++) {
    if (zp_keys_find(&t->lexicon->keys.items[i].item_goal, key) != SIZE_MAX) return ZP_ITEM_GOAL;
    if (zp_keys_find(&t->lexicon->keys.items[i].item_indicators, key) != SIZE_MAX) return ZP_ITEM_INDICATORS;
  }
  return ZP_ITEM_TITLE;
}

/// An item's name is what its title says before the first comma, colon or end of a sentence.
static zp_text item_name(zp_text text)
{
  size_t end = text.len, next;
  const zp_sign ends[] = { ZP_SIGN_COMMA, ZP_SIGN_COLON, ZP_SIGN_STOP, ZP_SIGN_SEMICOLON };
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    size_t at = zp_sign_find(text, 0, ends[i], &next);
    if (at < end) end = at;
  }
  return zp_text_slice(text, 0, end);
}

static zp_status add_item(zp_goal_text *t, const zp_cell *paragraph, const zp_numbering *numbering)
{
  zp_item *items = zp_arena_grow(t->arena, t->items, t->item_count, &t->item_capacity, sizeof *items);
  if (items == NULL) return zp_fail_memory(t->err);
  t->items = items;
  t->part = ZP_ITEM_TITLE;
  items[t->item_count++] = (zp_item){
    .number = zp_cell_part(paragraph, numbering->number),
    .name = zp_cell_part(paragraph, item_name(numbering->rest)),
    .text = zp_cell_part(paragraph, numbering->rest),
  };
  return ZP_OK;
}

static zp_status take_item(zp_goal_text *t, const zp_cell *paragraph, const zp_numbering *numbering)
{
  zp_cell rest = *paragraph;
  zp_item_part part = part_of(t, paragraph, numbering->rest, &rest);
  bool starts = part == ZP_ITEM_TITLE && starts_entry(t, numbering->kind);
  bool unnumbered = part == ZP_ITEM_TITLE && numbering->kind == ZP_NUMBERING_NONE;
  if (t->item_count == 0 && part == ZP_ITEM_TITLE && ends_with_colon(paragraph->text)) return add_remark(t, paragraph);
  // Some items lack their number: after the indicators of one, plain text is the title of the next.
  if (t->item_count == 0 || starts || (unnumbered && t->part == ZP_ITEM_INDICATORS &&
                                       !zp_cell_blank(&t->items[t->item_count - 1].indicators))) {
    if (part == ZP_ITEM_TITLE) return add_item(t, paragraph, numbering);
    return add_remark(t, paragraph);
  }
  zp_item *item = &t->items[t->item_count - 1];
  if (part != ZP_ITEM_TITLE) t->part = part;
  zp_cell *into = t->part == ZP_ITEM_GOAL ? &item->goal : t->part == ZP_ITEM_INDICATORS ? &item->indicators : &item->text;
  return zp_cell_append(into, &rest, &t->rooms[t->part], t->arena, t->err);
}

static zp_status take_content(zp_goal_text *t, const zp_cell *paragraph)
{
  zp_numbering numbering = zp_numbering_read(paragraph->text);
  switch (t->section) {
    case ZP_SECTION_OVERALL: return take_overall(t, paragraph, &numbering);
    case ZP_SECTION_ITEMS: return take_item(t, paragraph, &numbering);
    case ZP_SECTION_SAFEGUARDS: return take_safeguard(t, paragraph, &numbering);
    case ZP_SECTION_PREFACE: return take_preface(t, paragraph);
    default: return add_remark(t, paragraph);
  }
}

/// True when a paragraph so numbered can be a heading: entries of a section are numbered deeper than its heading.
static bool can_be_heading(const zp_goal_text *t, zp_numbering_kind kind)
{
  bool loose = t->section == ZP_SECTION_PREFACE || t->section == ZP_SECTION_OTHER;
  return loose || kind == ZP_NUMBERING_NONE || kind == ZP_NUMBERING_HAN || kind == t->heading;
}

/// A heading of a section no layout names, such as 一、部门职责: short, and numbered as headings are here.
static bool opens_other(const zp_goal_text *t, const zp_numbering *numbering)
{
  zp_numbering_kind expected = t->heading == ZP_NUMBERING_NONE ? ZP_NUMBERING_HAN : t->heading;
  if (numbering->kind != expected || t->numbering == expected) return false;
  size_t next;
  return zp_character_count(numbering->rest) <= HEADING_CHARACTERS && !has_sentence(numbering->rest) &&
         zp_sign_find(numbering->rest, 0, ZP_SIGN_COLON, &next) == SIZE_MAX;
}

zp_status zp_goal_text_take(zp_goal_text *t, const zp_cell *paragraph)
{
  if (zp_cell_blank(paragraph)) return ZP_OK;
  zp_numbering numbering = zp_numbering_read(paragraph->text);
  zp_text rest = numbering.rest;
  size_t next = rest.len, year_at, colon = zp_sign_find(rest, 0, ZP_SIGN_COLON, &next);
  zp_text heading = zp_text_slice(rest, 0, colon);
  zp_goal_section section = can_be_heading(t, numbering.kind) ? section_of(t, heading) : ZP_SECTION_PREFACE;
  if (section == ZP_SECTION_PREFACE) {
    if (opens_other(t, &numbering) && open_section(t, ZP_SECTION_OTHER, numbering.kind) != ZP_OK) return ZP_E_MEMORY;
    return take_content(t, paragraph);
  }
  if (open_section(t, section, numbering.kind) != ZP_OK) return ZP_E_MEMORY;
  if (t->unit.year == 0) t->unit.year = zp_year_find(heading, &year_at);
  zp_cell behind = zp_cell_part(paragraph, colon == SIZE_MAX ? (zp_text){ NULL, 0 } : zp_text_slice(rest, next, rest.len));
  return zp_cell_blank(&behind) ? ZP_OK : take_content(t, &behind);
}

zp_status zp_goal_text_end(zp_goal_text *t)
{
  if (close_section(t) != ZP_OK) return ZP_E_MEMORY;
  t->unit.overall = t->overall.items;
  t->unit.overall_count = t->overall.count;
  t->unit.items = t->items;
  t->unit.item_count = t->item_count;
  t->unit.safeguards = t->safeguards.items;
  t->unit.safeguard_count = t->safeguards.count;
  t->unit.remarks = t->remarks.items;
  t->unit.remark_count = t->remarks.count;
  return ZP_OK;
}

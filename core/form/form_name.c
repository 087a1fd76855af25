// form_name.c: names from titles, notes below tables.
#include "form/form_name.h"

#include "form/goal_table.h"
#include "form/signs.h"

enum { NAME_CHARACTERS_LEAST = 2 };

zp_text zp_title_whole(const zp_lexicon *lexicon, zp_text title)
{
  zp_text found = { NULL, 0 };
  for (size_t i = 0; i < lexicon->layouts->count; i++) {
    size_t end = 0, at = zp_words_search(&lexicon->layouts->items[i].whole, title, &end);
    if (at != SIZE_MAX && end - at > found.len) found = zp_text_slice(title, at, end);
  }
  return found;
}

static bool ends_like_unit(const zp_lexicon *lexicon, zp_text name, zp_arena *arena)
{
  zp_text key = zp_text_key(name, arena);
  for (size_t i = 0; i < lexicon->keys.count; i++)
    if (zp_keys_suffix(&lexicon->keys.items[i].unit_endings, key) != 0) return true;
  return false;
}

/// What a title says before its ending, when that can be the name of a project.
static zp_text project_of(const zp_lexicon *lexicon, zp_text title, zp_arena *arena)
{
  size_t at;
  zp_text name = zp_title_name(lexicon, title, arena), none = { NULL, 0 };
  bool dated = zp_year_find(name, &at) != 0;
  return dated || zp_character_count(name) < NAME_CHARACTERS_LEAST || ends_like_unit(lexicon, name, arena) ? none : name;
}

zp_cell zp_form_project(const zp_lexicon *lexicon, const zp_form_head *head, const zp_headings *headings, zp_arena *arena,
                        zp_findings *findings)
{
  const zp_cell *label = &head->fields[ZP_F_PROJECT_NAME];
  bool named = !zp_cell_blank(label) || !zp_cell_blank(&head->fields[ZP_F_PROJECT_CODE]);
  bool listed = headings->column[ZP_F_PROJECT_NAME] != 0 || headings->column[ZP_F_PROJECT_CODE] != 0;
  if (named || listed || zp_cell_blank(&head->title)) return *label;
  zp_text whole = zp_title_whole(lexicon, head->title.text), none = { NULL, 0 };
  zp_text name = whole.len != 0 ? whole : project_of(lexicon, head->title.text, arena);
  if (name.len == 0) return *label;
  if (whole.len == 0) {
    zp_finding *finding = zp_findings_add(findings, ZP_E_PROJECT_FROM_TITLE, &head->title.place, name, none, none);
    zp_finding_cell(findings, finding, head->title.text, 0, 0);
  }
  return zp_cell_part(&head->title, name);
}

/// The words before a colon, without the number behind them: 注 of 注1：…
static zp_text label_of(zp_text text, bool *colon)
{
  size_t next, end = zp_sign_find(text, 0, ZP_SIGN_COLON, &next);
  *colon = end != SIZE_MAX;
  zp_text label = zp_text_trim(zp_text_slice(text, 0, *colon ? end : text.len));
  while (label.len != 0 && label.ptr[label.len - 1] >= '0' && label.ptr[label.len - 1] <= '9') label.len--;
  return label;
}

bool zp_is_remark(const zp_lexicon *lexicon, zp_text text, bool alone, zp_arena *arena)
{
  bool colon;
  size_t next;
  zp_text inside, label = zp_brackets_strip(label_of(text, &colon), arena, &inside);
  zp_text key = zp_text_key(zp_numbering_read(label).rest, arena);
  for (size_t i = 0; key.len != 0 && i < lexicon->keys.count; i++)
    if (zp_keys_find(&lexicon->keys.items[i].remarks, key) != SIZE_MAX) return true;
  bool sentence = zp_sign_find(text, 0, ZP_SIGN_STOP, &next) != SIZE_MAX || zp_sign_find(text, 0, ZP_SIGN_LISTING, &next) != SIZE_MAX;
  return alone && (colon || sentence) && zp_lexicon_remark(lexicon, zp_text_key(text, arena));
}

// mixed_files.c: see mixed_files.h.
#include "mixed_files.h"

#include <stdlib.h>
#include <string.h>

#include "filled_files.h"
#include "office_sample.h"
#include "reading.h"

enum { CARRIED = 4 }; // columns of unit, project, level 1 and level 2

/// What a town writes instead of the sample's texts.
typedef struct town_words {
  const char *name, *met, *missed;
} town_words;
static const town_words towns[] = {
  { "东河镇", "", "" },
  { "西山镇", "涉及村庄数量,17个", "涉及村庄数量,16个" },
  { "南坪镇", "群众满意度,97.5%", "群众满意度,85.5%" },
};

const char *mixed_name(mixed_file file)
{
  static const char *const names[] = { "east/goals.docx", "east/filled.xlsx", "west/goals.docx",
                                       "west/filled.xls", "south/goals.docx", "south/filled.csv" };
  return names[file];
}

bool mixed_packed(mixed_file file)
{
  return file != MIXED_WEST_FORM && file != MIXED_SOUTH_FORM;
}

static void replace(zp_text text, const char *from, const char *to, built *out)
{
  size_t len = strlen(from);
  *out = (built){ 0 };
  for (size_t i = 0; i < text.len;) {
    bool here = len != 0 && text.len - i >= len && memcmp(text.ptr + i, from, len) == 0;
    if (here)
      built_put(out, to, strlen(to));
    else
      built_put(out, text.ptr + i, 1);
    i += here ? len : 1;
  }
}

static made_file office(const zp_reader *reader, const char *name, zp_text text)
{
  reading r = reading_of(reader, name, text);
  if (r.status != ZP_OK) abort();
  made_file out =
      reader == &zp_reader_csv ? workbook_from(&r.document, CARRIED) : document_from(&r.document);
  reading_close(&r);
  return out;
}

made_file mixed_make(mixed_file file, zp_text goals, zp_text csv)
{
  const town_words *town = &towns[file / 2];
  bool is_goals = file % 2 == 0;
  built named, whole, saved = { 0 };
  made_file out;
  replace(is_goals ? goals : csv, "老庄子镇", town->name, &named);
  replace(built_text(&named), is_goals ? "" : town->met, town->missed, &whole);
  if (is_goals)
    out = office(&zp_reader_text, "goals.txt", built_text(&whole));
  else if (file == MIXED_EAST_FORM)
    out = office(&zp_reader_csv, "filled.csv", built_text(&whole));
  else {
    filled_make(file == MIXED_WEST_FORM ? FILLED_XLS : FILLED_GB18030, built_text(&whole), &saved);
    out = (made_file){ (char *)saved.data, saved.len };
  }
  free(named.data);
  free(whole.data);
  return out;
}

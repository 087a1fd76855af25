// prose.h: headings, lists and tables of running text, and the forms it is written in (Markdown, Word).
// All texts are shown as they are: nothing in them is ever markup.
#pragma once

#include "model/format.h"
#include "plugins/reports/wording.h"

/// A column's heading, and whether figures stand in it.
typedef struct zp_prose_head {
  zp_word word;
  bool figures;
} zp_prose_head;

typedef struct zp_prose zp_prose;

/// What a form does with each part of a page; see the functions below.
typedef struct zp_prose_form {
  void (*heading)(zp_prose *to, int level, zp_text text);
  void (*line)(zp_prose *to, zp_text text);
  void (*item)(zp_prose *to, zp_text text);
  void (*head_row)(zp_prose *to, const zp_prose_head *heads, size_t count);
  void (*row)(zp_prose *to, const zp_text *cells, size_t count);
  void (*blank)(zp_prose *to);
} zp_prose_form;

/// A page; a form may have more behind it.
struct zp_prose {
  const zp_prose_form *form;
  zp_wording say;
  zp_sink *sink;
};

/// Heading of level 1 to 6.
static inline void zp_prose_heading(zp_prose *to, int level, zp_text text)
{
  to->form->heading(to, level, text);
}

static inline void zp_prose_line(zp_prose *to, zp_text text)
{
  to->form->line(to, text);
}

static inline void zp_prose_item(zp_prose *to, zp_text text)
{
  to->form->item(to, text);
}

/// A table: its head, rows of as many cells, and a blank behind.
static inline void zp_prose_head_row(zp_prose *to, const zp_prose_head *heads, size_t count)
{
  to->form->head_row(to, heads, count);
}

static inline void zp_prose_row(zp_prose *to, const zp_text *cells, size_t count)
{
  to->form->row(to, cells, count);
}

/// Ends a list or a table.
static inline void zp_prose_blank(zp_prose *to)
{
  to->form->blank(to);
}

// form_style.c: see form_style.h.
#include "plugins/reports/form_style.h"

// ---- words --------------------------------------------------------------------------------------

static const char *const words[ZP_FORM_WORDS] = {
#define FORM_WORD(name, text) text,
#include "plugins/reports/form_words.def"
#undef FORM_WORD
};

zp_text zp_form_word_text(zp_form_word word)
{
  return zp_text_from(words[word]);
}

zp_text zp_form_say(zp_wording *say, zp_form_word word, zp_text arg1, zp_text arg2, zp_text arg3)
{
  return zp_wording_fill(say, words[word], (const zp_text[3]){ arg1, arg2, arg3 });
}

zp_text zp_form_number(zp_wording *say, size_t number)
{
  zp_text text = zp_text_format(say->arena, "%zu", number);
  if (text.ptr == NULL) say->failed = true;
  return text;
}

// ---- formats ------------------------------------------------------------------------------------

// SimSun is what official forms are set in; programs without it take their own Chinese font.
#define FONT "SimSun"
enum {
  SIZE = 10,
  SIZE_TITLE = 16,
  SIZE_HEADING = 12,
  GREY = 0xEDEDED,
  YELLOW = 0xFFF8DC,
  BLUE = 0x0563C1
};

typedef struct look {
  int size;
  bool bold, border, open;
  enum { LEFT, CENTER } side;
  int fill; // 0: none
  const char *number;
} look;

/// Places behind the point are shown as they were typed, so that what is read back is what was
/// filled in.
static const look looks[ZP_STYLES] = {
  [ZP_STYLE_TITLE] = { SIZE_TITLE, true, false, false, CENTER, 0, NULL },
  [ZP_STYLE_SUBTITLE] = { SIZE, false, false, false, CENTER, 0, NULL },
  [ZP_STYLE_LABEL] = { SIZE, true, true, false, CENTER, GREY, NULL },
  [ZP_STYLE_TEXT] = { SIZE, false, true, false, LEFT, 0, NULL },
  [ZP_STYLE_CENTER] = { SIZE, false, true, false, CENTER, 0, NULL },
  [ZP_STYLE_POINTS] = { SIZE, false, true, false, CENTER, 0, "0.00" },
  [ZP_STYLE_SUM] = { SIZE, true, true, false, CENTER, GREY, "0.00" },
  [ZP_STYLE_RATE] = { SIZE, false, true, false, CENTER, 0, "0.00%" },
  [ZP_STYLE_OPEN_TEXT] = { SIZE, false, true, true, LEFT, YELLOW, NULL },
  [ZP_STYLE_OPEN_WORD] = { SIZE, false, true, true, CENTER, YELLOW, "@" },
  [ZP_STYLE_OPEN_NUMBER] = { SIZE, false, true, true, CENTER, YELLOW, NULL },
  [ZP_STYLE_OPEN_PERCENT] = { SIZE, false, true, true, CENTER, YELLOW, "0.00########%" },
  [ZP_STYLE_OPEN_POINTS] = { SIZE, false, true, true, CENTER, YELLOW, "0.00##" },
  [ZP_STYLE_OPEN_MONEY] = { SIZE, false, true, true, CENTER, YELLOW, "0.00####" },
  [ZP_STYLE_GUIDE_TITLE] = { SIZE_TITLE, true, false, false, CENTER, 0, NULL },
  [ZP_STYLE_GUIDE_HEADING] = { SIZE_HEADING, true, false, false, LEFT, 0, NULL },
  [ZP_STYLE_GUIDE_TEXT] = { SIZE_HEADING, false, false, false, LEFT, 0, NULL },
  [ZP_STYLE_GUIDE_LINK] = { SIZE_HEADING, false, false, false, LEFT, 0, NULL },
  [ZP_STYLE_SCORED_POINTS] = { SIZE, false, true, false, CENTER, 0, "0.00##" },
  [ZP_STYLE_SCORED_SUM] = { SIZE, true, true, false, CENTER, GREY, "0.00##" },
  [ZP_STYLE_SCORED_MONEY] = { SIZE, false, true, false, CENTER, 0, "#,##0.00####" },
};

double zp_form_indent(zp_form_style style)
{
  const double step = 1.5;
  return looks[style].side == LEFT ? step : 0;
}

static void dress(lxw_format *format, const look *l)
{
  format_set_font_name(format, FONT);
  format_set_font_size(format, l->size);
  format_set_align(format, l->side == CENTER ? LXW_ALIGN_CENTER : LXW_ALIGN_LEFT);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  format_set_text_wrap(format);
  if (l->bold) format_set_bold(format);
  if (l->side == LEFT) format_set_indent(format, 1);
  if (l->border) format_set_border(format, LXW_BORDER_THIN);
  if (l->open) format_set_unlocked(format);
  if (l->fill != 0) format_set_bg_color(format, (lxw_color_t)l->fill);
  if (l->number != NULL) format_set_num_format(format, l->number);
}

bool zp_form_styles(lxw_workbook *book, lxw_format *formats[ZP_STYLES])
{
  for (int i = 0; i < ZP_STYLES; i++) {
    formats[i] = workbook_add_format(book);
    if (formats[i] == NULL) return false;
    dress(formats[i], &looks[i]);
  }
  format_set_font_color(formats[ZP_STYLE_GUIDE_LINK], BLUE);
  return true;
}

// ---- heights ------------------------------------------------------------------------------------

/// Width of the text from `at` that may not be broken: a run of narrow characters without a blank,
/// or one wide character.
static size_t word_width(zp_text text, size_t *at)
{
  size_t width = 0, from = *at;
  while (*at < text.len) {
    size_t next = *at;
    uint32_t c = zp_text_next(text, &next);
    size_t wide = zp_text_width(zp_text_slice(text, *at, next));
    bool breaks = wide > 1 || c == ' ' || c == '\n';
    if (breaks && *at > from) break;
    width += wide;
    *at = next;
    if (breaks) break;
  }
  return width;
}

double zp_form_height(zp_text text, double width)
{
  // Cells keep a margin at both sides. A wide character of this size takes a little less than two
  // columns, which leaves room for punctuation that takes a character along to the next line.
  const double margin = 1, line = 14.5, air = 6;
  const size_t room = width - margin < 2 ? 2 : (size_t)(width - margin);
  size_t lines = 1, used = 0;
  for (size_t at = 0; at < text.len;) {
    bool new_line = text.ptr[at] == '\n';
    size_t wide = word_width(text, &at);
    if (new_line || (used > 0 && used + wide > room)) {
      lines++;
      used = 0;
    }
    if (new_line) continue;
    for (; wide > room; wide -= room) lines++;
    used += wide;
  }
  return (double)lines * line + air;
}

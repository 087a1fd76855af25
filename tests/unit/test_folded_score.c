// test_folded_score.c: cells that hold weight and points, and those that only look so.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "form/folded_score.h"
#include "forms.h"

typedef struct sample {
  const char *cell, *weight, *declared;  // weight NULL: not read
  bool declared_first;
} sample;

static const sample samples[] = {
  { "10/9", "10", "9", false },
  { "10/9", "9", "10", true },
  { " 10（9） ", "10", "9", false },
  { "９．５（10）", "10", "９．５", true },
  { "10分／9.5分", "10", "9.5", false },
  { "10\n9", "10", "9", false },
  { "分值10 得分9", "10", "9", false },
  { "分值10 得分9", "10", "9", true },
  { "得分：9分，分值：10分", "10", "9", false },
  { "10（自评得分9）", "10", "9", true },
  { "9（分值10分）", "10", "9", false },
  { "10/", "10", "", false },
  { "10/—", "10", "", false },
  { "分值10/", "10", "", true },
  { "10/", NULL, NULL, true },
  { "得分9/", NULL, NULL, false },
  { "10", NULL, NULL, false },
  { "10分", NULL, NULL, false },
  { "10/-1", NULL, NULL, false },
  { "10%/9", NULL, NULL, false },
  { "10/9/8", NULL, NULL, false },
  { "10.5.3", NULL, NULL, false },
  { "分值10 分值9", NULL, NULL, false },
  { "10个，9个合格", NULL, NULL, false },
  { "12月20日", NULL, NULL, false },
  { "/", NULL, NULL, false },
  { "", NULL, NULL, false },
};

static void cells_are_taken_apart(void **state)
{
  (void)state;
  forms f;
  zp_lexicon lexicon;
  forms_open(&f);
  assert_int_equal(zp_lexicon_make(&f.layouts, f.arena, &lexicon, &f.err), ZP_OK);
  for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
    const sample *s = &samples[i];
    const zp_cell cell = { zp_text_from(s->cell), { .row = 3, .column = 4 } };
    zp_folded_score out;
    bool read = zp_folded_read(&lexicon, &cell, s->declared_first, f.arena, &out);
    if (read != (s->weight != NULL)) fail_msg("%s: read %d", s->cell, read);
    if (!read) continue;
    if (!zp_text_equal(out.weight.text, zp_text_from(s->weight)) || !zp_text_equal(out.declared.text, zp_text_from(s->declared)))
      fail_msg("%s reads as %.*s and %.*s", s->cell, ZP_ARG(out.weight.text), ZP_ARG(out.declared.text));
    assert_int_equal(out.weight.place.row, 3);
  }
  forms_close(&f);
}

static void headings_tell_the_order(void **state)
{
  (void)state;
  forms f;
  zp_lexicon lexicon;
  forms_open(&f);
  assert_int_equal(zp_lexicon_make(&f.layouts, f.arena, &lexicon, &f.err), ZP_OK);
  assert_false(zp_folded_declared_first(&lexicon, ZP_TEXT("分值/得分"), f.arena));
  assert_false(zp_folded_declared_first(&lexicon, ZP_TEXT("权重（自评得分）"), f.arena));
  assert_true(zp_folded_declared_first(&lexicon, ZP_TEXT("得分/分值"), f.arena));
  assert_true(zp_folded_declared_first(&lexicon, ZP_TEXT("自评得分（分值）"), f.arena));
  forms_close(&f);
}

int main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(cells_are_taken_apart), cmocka_unit_test(headings_tell_the_order) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// test_archive_zip.c: what is taken out of a .zip, and what is refused, by name. The archives are
// made here with libzip. Usage: test_archive_zip [--write-seeds]: the second form renews
// tests/fuzz/corpus/archive_zip/.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zip.h>

#include "plugins/registry.h"

typedef struct made {
  zip_t *zip;
  zip_source_t *source;
  char *bytes;
  size_t len;
} made;

static made begin(void)
{
  zip_error_t error;
  zip_error_init(&error);
  made m = { .source = zip_source_buffer_create(NULL, 0, 0, &error) };
  zip_source_keep(m.source);
  m.zip = zip_open_from_source(m.source, ZIP_TRUNCATE, &error);
  if (m.zip == NULL) abort();
  return m;
}

static zip_uint64_t add(made *m, const char *name, const char *bytes, size_t len)
{
  zip_source_t *source = zip_source_buffer(m->zip, bytes, len, 0);
  zip_int64_t i = zip_file_add(m->zip, name, source, ZIP_FL_ENC_GUESS);
  if (i < 0) abort();
  return (zip_uint64_t)i;
}

static zip_uint64_t add_text(made *m, const char *name, const char *text)
{
  return add(m, name, text, strlen(text));
}

static void end(made *m)
{
  zip_stat_t is;
  if (zip_close(m->zip) != 0 || zip_source_open(m->source) != 0 ||
      zip_source_stat(m->source, &is) != 0)
    abort();
  m->bytes = malloc(is.size == 0 ? 1 : is.size);
  m->len = (size_t)zip_source_read(m->source, m->bytes, is.size);
  zip_source_close(m->source);
  zip_source_free(m->source);
}

// ---- what comes out ---------------------------------------------------------------------------

typedef struct taken {
  char list[8192]; // "name=bytes first" or "name!CODE:word", a line each
  size_t len, bytes, members;
  char name[256], first[32];
  bool open;
} taken;

static void write_line(taken *t, const char *line)
{
  t->len += (size_t)snprintf(t->list + t->len, sizeof t->list - t->len, "%s\n", line);
  if (t->len >= sizeof t->list) t->len = sizeof t->list - 1;
}

static bool on_begin(void *context, zp_text name)
{
  taken *t = context;
  snprintf(t->name, sizeof t->name, "%.*s", ZP_ARG(name));
  t->bytes = 0;
  t->first[0] = '\0';
  return t->open = true;
}

static bool on_data(void *context, zp_text bytes)
{
  taken *t = context;
  if (!t->open) abort();
  if (t->bytes == 0)
    snprintf(t->first, sizeof t->first, "%.*s", (int)(bytes.len < 8 ? bytes.len : 8), bytes.ptr);
  t->bytes += bytes.len;
  return true;
}

static bool on_end(void *context)
{
  taken *t = context;
  char line[400];
  snprintf(line, sizeof line, "%s=%zu %s", t->name, t->bytes, t->first);
  write_line(t, line);
  t->members++;
  t->open = false;
  return true;
}

static bool on_refuse(void *context, zp_text name, zp_status status, zp_text arg1, zp_text arg2)
{
  taken *t = context;
  char line[400], word[128];
  const zp_text args[3] = { arg1, arg2 };
  zp_message_fill("{1} {2}", ZP_LANG_EN, args, word, sizeof word);
  snprintf(line, sizeof line, "%.*s!%s:%s", ZP_ARG(name), zp_status_code(status), word);
  write_line(t, line);
  t->open = false;
  return true;
}

static zp_status unpack(const char *bytes, size_t len, taken *t, bool *package)
{
  const zp_archive_sink sink = { t, on_begin, on_data, on_end, on_refuse };
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_error err = { 0 };
  void *state = zp_archive_zip.prepare();
  assert_non_null(state);
  zp_status status =
      zp_archive_zip.unpack(state, (zp_text){ bytes, len }, &sink, package, arena, &err);
  zp_archive_zip.release(state);
  zp_arena_free(arena);
  return status;
}

/// Ends the archive, takes it apart, compares the list, lets it go.
static void check(made *m, const char *list)
{
  static taken t;
  bool package = true;
  t = (taken){ .len = 0 };
  end(m);
  assert_int_equal(unpack(m->bytes, m->len, &t, &package), ZP_OK);
  assert_false(package);
  assert_string_equal(t.list, list);
  free(m->bytes);
}

// ---- cases ------------------------------------------------------------------------------------

static made names(void)
{
  made m = begin();
  add_text(&m, "a.csv", "one");
  add_text(&m, "\xBC\xD7\xD5\xF2/\xB1\xED.csv", "two"); // 甲镇/表.csv in GB18030
  add_text(&m, "乙镇/表.csv", "three");
  add_text(&m, "c\\d.csv", "four");
  add_text(&m, "./e//f.csv", "five");
  zip_dir_add(m.zip, "empty", 0);
  return m;
}

static void names_are_read_as_they_were_written(void **state)
{
  (void)state;
  made m = names();
  check(&m,
        "a.csv=3 one\n甲镇/表.csv=3 two\n乙镇/表.csv=5 three\nc/d.csv=4 four\ne/f.csv=4 five\n");
}

static made unsafe(void)
{
  made m = begin();
  add_text(&m, "/etc/passwd", "x");
  add_text(&m, "../up.csv", "x");
  add_text(&m, "a/../../up.csv", "x");
  add_text(&m, "a\\..\\up.csv", "x");
  add_text(&m, "C:\\up.csv", "x");
  add_text(&m, "new\nline.csv", "x");
  add_text(&m, "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17", "x");
  add_text(&m, "\xFF\xFF.csv", "x");
  zip_uint64_t link = add_text(&m, "link", "/etc/passwd"), pipe = add_text(&m, "pipe", "");
  zip_file_set_external_attributes(m.zip, link, 0, ZIP_OPSYS_UNIX, 0120777u << 16);
  zip_file_set_external_attributes(m.zip, pipe, 0, ZIP_OPSYS_UNIX, 0010777u << 16);
  zip_file_set_encryption(m.zip, add_text(&m, "secret.csv", "x"), ZIP_EM_TRAD_PKWARE, "password");
  add_text(&m, "fine..csv", "ok");
  return m;
}

static void what_is_unsafe_is_refused(void **state)
{
  (void)state;
  made m = unsafe();
  check(&m, "/etc/passwd!E065:its name is unsafe or cannot be read \n"
            "../up.csv!E065:its name is unsafe or cannot be read \n"
            "a/../../up.csv!E065:its name is unsafe or cannot be read \n"
            "a\\..\\up.csv!E065:its name is unsafe or cannot be read \n"
            "C:\\up.csv!E065:its name is unsafe or cannot be read \n"
            "new\nline.csv!E065:its name is unsafe or cannot be read \n"
            "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17!E065:the folders are nested too deeply \n"
            "!E065:its name is unsafe or cannot be read \n"
            "link!E065:it is a link \n"
            "pipe!E065:it is no regular file \n"
            "secret.csv!E065:it is encrypted \n"
            "fine..csv=2 ok\n");
}

static made bomb(void)
{
  enum { SIZE = 3 << 20 };
  static char zeros[SIZE];
  made m = begin();
  add(&m, "zeros.csv", zeros, SIZE);
  add_text(&m, "after.csv", "ok");
  return m;
}

static void what_grows_beyond_reason_is_refused(void **state)
{
  (void)state;
  made m = bomb();
  check(&m, "zeros.csv!E065:it grows beyond reason when it is unpacked \nafter.csv=2 ok\n");
}

static void a_member_may_be_too_large(void **state)
{
  (void)state;
  size_t size = ZP_ARCHIVE_MEMBER_MOST + 1;
  char *noise = malloc(size);
  assert_non_null(noise);
  uint32_t seed = 7;
  for (size_t i = 0; i < size; i++) noise[i] = (char)((seed = seed * 1664525 + 1013904223) >> 24);
  made m = begin();
  zip_uint64_t i = add(&m, "large.csv", noise, size);
  zip_set_file_compression(m.zip, i, ZIP_CM_STORE, 0);
  check(&m, "large.csv!E015:the file 64 MiB\n");
  free(noise);
}

static void too_many_members(void **state)
{
  (void)state;
  static taken t;
  bool package;
  char name[32];
  made m = begin();
  for (int i = 0; i < ZP_ARCHIVE_MEMBERS_MOST + 5; i++) {
    snprintf(name, sizeof name, "%d", i);
    add_text(&m, name, "x");
  }
  end(&m);
  t = (taken){ .len = 0 };
  assert_int_equal(unpack(m.bytes, m.len, &t, &package), ZP_OK);
  assert_int_equal(t.members, ZP_ARCHIVE_MEMBERS_MOST);
  free(m.bytes);
}

/// inner.zip in outer.zip is taken apart; one in that is refused.
static made nested(made *inner, made *innermost)
{
  *innermost = begin();
  add_text(innermost, "deep.csv", "deep");
  end(innermost);
  *inner = begin();
  add_text(inner, "镇/a.csv", "one");
  add(inner, "again.ZIP", innermost->bytes, innermost->len);
  end(inner);
  made m = begin();
  add(&m, "内.zip", inner->bytes, inner->len);
  add_text(&m, "broken.zip", "PK\3\4 and nothing more");
  add_text(&m, "nothing.zip", "");
  return m;
}

static void one_archive_in_another(void **state)
{
  (void)state;
  made inner, innermost, m = nested(&inner, &innermost);
  check(&m, "内.zip/镇/a.csv=3 one\n内.zip/again.ZIP!E065:archives are nested too deeply \n"
            "broken.zip!E065:it is damaged or packed in an unknown way \n"
            "nothing.zip!E065:it is damaged or packed in an unknown way \n");
  free(inner.bytes);
  free(innermost.bytes);
}

static void a_document_is_one_file(void **state)
{
  (void)state;
  static taken t;
  bool package = false;
  made document = begin(), outer = begin();
  add_text(&document, "[Content_Types].xml", "<Types/>");
  add_text(&document, "xl/workbook.xml", "<x/>");
  end(&document);
  t = (taken){ .len = 0 };
  assert_int_equal(unpack(document.bytes, document.len, &t, &package), ZP_OK);
  assert_true(package);
  assert_string_equal(t.list, "");
  add(&outer, "named.zip", document.bytes, document.len);
  end(&outer);
  assert_int_equal(unpack(outer.bytes, outer.len, &t, &package), ZP_OK);
  assert_false(package);
  assert_non_null(strstr(t.list, "named.zip="));
  free(document.bytes);
  free(outer.bytes);
}

static void what_is_damaged_is_told(void **state)
{
  (void)state;
  static taken t;
  bool package;
  made m = begin();
  zip_uint64_t i = add_text(&m, "a.csv", "some words that are stored as they are");
  zip_set_file_compression(m.zip, i, ZIP_CM_STORE, 0);
  end(&m);
  char *words = memmem(m.bytes, m.len, "words", 5);
  assert_non_null(words);
  words[0] = 'W';
  t = (taken){ .len = 0 };
  assert_int_equal(unpack(m.bytes, m.len, &t, &package), ZP_OK);
  assert_string_equal(t.list, "a.csv!E065:it is damaged or packed in an unknown way \n");
  assert_int_equal(unpack(m.bytes, m.len - 30, &t, &package), ZP_E_ARCHIVE);
  assert_int_equal(unpack("", 0, &t, &package), ZP_E_ARCHIVE);
  assert_int_equal(unpack("Rar!\x1A\x07", 6, &t, &package), ZP_E_ARCHIVE);
  free(m.bytes);
}

// ---- seeds ------------------------------------------------------------------------------------

static int write_seed(const char *name, made *m)
{
  char path[512];
  end(m);
  snprintf(path, sizeof path, ZP_SOURCE "/tests/fuzz/corpus/archive_zip/%s.zip", name);
  FILE *file = fopen(path, "wb");
  bool fine = file != NULL && fwrite(m->bytes, 1, m->len, file) == m->len;
  if (file != NULL && fclose(file) != 0) fine = false;
  free(m->bytes);
  return fine ? 0 : 1;
}

static int write_seeds(void)
{
  made inner, innermost, all[] = { names(), unsafe(), nested(&inner, &innermost) };
  int failed =
      write_seed("names", &all[0]) + write_seed("unsafe", &all[1]) + write_seed("nested", &all[2]);
  free(inner.bytes);
  free(innermost.bytes);
  return failed;
}

int main(int argc, char **argv)
{
  if (argc == 2 && strcmp(argv[1], "--write-seeds") == 0) return write_seeds();
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(names_are_read_as_they_were_written),
    cmocka_unit_test(what_is_unsafe_is_refused),
    cmocka_unit_test(what_grows_beyond_reason_is_refused),
    cmocka_unit_test(a_member_may_be_too_large),
    cmocka_unit_test(too_many_members),
    cmocka_unit_test(one_archive_in_another),
    cmocka_unit_test(a_document_is_one_file),
    cmocka_unit_test(what_is_damaged_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

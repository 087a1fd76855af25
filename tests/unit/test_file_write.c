// test_file_write.c: files are written whole or not at all, and only regular files of a sane size are read.
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/result_file.h"

typedef struct place_of_test {
  char folder[64];
  char path[400];
  zp_arena *arena;
} place_of_test;

static int setup(void **state)
{
  place_of_test *t = calloc(1, sizeof *t);
  if (t == NULL) return 1;
  strcpy(t->folder, "/tmp/ziping-test-XXXXXX");
  t->arena = zp_arena_new(NULL, 0);
  *state = t;
  return mkdtemp(t->folder) == NULL || t->arena == NULL;
}

static const char *in_folder(place_of_test *t, const char *name)
{
  snprintf(t->path, sizeof t->path, "%s/%s", t->folder, name);
  return t->path;
}

/// How many entries the folder has.
static int entries(place_of_test *t, bool remove_them)
{
  int count = 0;
  DIR *dir = opendir(t->folder);
  assert_non_null(dir);
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    count++;
    if (remove_them) remove(in_folder(t, entry->d_name));
  }
  closedir(dir);
  return count;
}

static int teardown(void **state)
{
  place_of_test *t = *state;
  entries(t, true);
  rmdir(t->folder);
  zp_arena_free(t->arena);
  free(t);
  return 0;
}

static zp_text content(place_of_test *t, const char *path)
{
  zp_text text = { NULL, 0 };
  zp_error err = { 0 };
  assert_int_equal(zp_file_read(path, 1 << 20, t->arena, &text, &err), ZP_OK);
  return text;
}

static void assert_content(place_of_test *t, const char *path, zp_text wanted)
{
  zp_text text = content(t, path);
  assert_int_equal(text.len, wanted.len);
  if (wanted.len != 0) assert_memory_equal(text.ptr, wanted.ptr, wanted.len);
}

static void a_file_is_written_and_replaced(void **state)
{
  place_of_test *t = *state;
  static const char *const names[] = { "result.msgpack", "结果 一.txt", ".hidden" };
  for (int i = 0; i < 3; i++) {
    zp_error err = { 0 };
    char path[400];
    strcpy(path, in_folder(t, names[i]));
    assert_int_equal(zp_file_write(path, ZP_TEXT("a\0b\n"), &err), ZP_OK);
    assert_content(t, path, ZP_TEXT("a\0b\n"));
    assert_int_equal(zp_file_write(path, ZP_TEXT(""), &err), ZP_OK);
    assert_content(t, path, ZP_TEXT(""));
  }
  assert_int_equal(entries(t, false), 3);
}

static void the_longest_name_can_be_written(void **state)
{
  place_of_test *t = *state;
  char name[256];
  zp_error err = { 0 };
  memset(name, 'n', 255);
  name[255] = '\0';
  assert_int_equal(zp_file_write(in_folder(t, name), ZP_TEXT("x"), &err), ZP_OK);
  assert_content(t, t->path, ZP_TEXT("x"));
}

static void a_name_without_a_folder_is_in_the_working_folder(void **state)
{
  place_of_test *t = *state;
  char before[1024];
  zp_error err = { 0 };
  assert_non_null(getcwd(before, sizeof before));
  assert_int_equal(chdir(t->folder), 0);
  zp_status status = zp_file_write("plain.txt", ZP_TEXT("x"), &err);
  assert_int_equal(chdir(before), 0);
  assert_int_equal(status, ZP_OK);
  assert_content(t, in_folder(t, "plain.txt"), ZP_TEXT("x"));
}

static void a_link_stays_and_its_file_is_written(void **state)
{
  place_of_test *t = *state;
  zp_error err = { 0 };
  char link[400];
  struct stat is;
  assert_int_equal(zp_file_write(in_folder(t, "real"), ZP_TEXT("old"), &err), ZP_OK);
  strcpy(link, in_folder(t, "link"));
  assert_int_equal(symlink("real", link), 0);
  assert_int_equal(zp_file_write(link, ZP_TEXT("new"), &err), ZP_OK);
  assert_int_equal(lstat(link, &is), 0);
  assert_true(S_ISLNK(is.st_mode));
  assert_content(t, in_folder(t, "real"), ZP_TEXT("new"));
}

static void leftovers_of_another_run_do_not_block(void **state)
{
  place_of_test *t = *state;
  zp_error err = { 0 };
  char name[64];
  snprintf(name, sizeof name, ".ziping-%ld-0.part", (long)getpid());
  FILE *left = fopen(in_folder(t, name), "w");
  assert_non_null(left);
  fclose(left);
  assert_int_equal(zp_file_write(in_folder(t, "r"), ZP_TEXT("x"), &err), ZP_OK);
  assert_int_equal(entries(t, false), 2);
}

static void assert_cause(const char *said, int cause)
{
  char room[ZP_ERROR_ARG];
  zp_text wanted = zp_error_cause(cause, room);
  assert_int_equal(strlen(said), wanted.len);
  assert_memory_equal(said, wanted.ptr, wanted.len);
}

/// What cannot be written says why and leaves nothing behind.
static void failures_name_the_cause_and_leave_nothing(void **state)
{
  place_of_test *t = *state;
  static const struct { const char *name; int cause; } bad[] = {
    { "none/r", ENOENT }, { "folder", EISDIR }, { "folder/", EISDIR }, { "file/r", ENOTDIR }, { "pipe", ENOTSUP },
  };
  assert_int_equal(mkdir(in_folder(t, "folder"), 0700), 0);
  assert_int_equal(mkfifo(in_folder(t, "pipe"), 0600), 0);
  FILE *file = fopen(in_folder(t, "file"), "w");
  assert_non_null(file);
  fclose(file);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    zp_error err = { 0 };
    assert_int_equal(zp_file_write(in_folder(t, bad[i].name), ZP_TEXT("x"), &err), ZP_E_WRITE);
    assert_string_equal(err.arg[0], t->path);
    assert_cause(err.arg[1], bad[i].cause);
    assert_int_equal(entries(t, false), 3);
  }
}

/// A disk that fills up half way: the old file stays, the draft goes.
static void a_full_disk_keeps_the_old_file(void **state)
{
  place_of_test *t = *state;
  zp_error err = { 0 };
  struct rlimit before, small;
  enum { SIZE = 1 << 16 };
  char *bytes = calloc(1, SIZE);
  assert_non_null(bytes);
  assert_int_equal(zp_file_write(in_folder(t, "r"), ZP_TEXT("old"), &err), ZP_OK);
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
  small = (struct rlimit){ 4096, before.rlim_max };
  void (*old)(int) = signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
  zp_status status = zp_file_write(t->path, (zp_text){ bytes, SIZE }, &err);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
  signal(SIGXFSZ, old);
  free(bytes);
  assert_int_equal(status, ZP_E_WRITE);
  assert_cause(err.arg[1], EFBIG);
  assert_content(t, in_folder(t, "r"), ZP_TEXT("old"));
  assert_int_equal(entries(t, false), 1);
}

/// What is there already is compared: equal is as good, unequal is refused and stays.
static void publishing_never_replaces(void **state)
{
  place_of_test *t = *state;
  bool taken = true;
  zp_error err = { 0 };
  assert_int_equal(zp_file_publish(in_folder(t, "s"), ZP_TEXT("one"), &taken, &err), ZP_OK);
  assert_false(taken);
  assert_int_equal(zp_file_publish(t->path, ZP_TEXT("one"), &taken, &err), ZP_OK);
  assert_true(taken);
  assert_int_equal(zp_file_publish(t->path, ZP_TEXT("two"), &taken, &err), ZP_E_FILE_TAKEN);
  assert_int_equal(strlen(err.arg[1]), 64);
  assert_int_equal(strlen(err.arg[2]), 64);
  assert_string_not_equal(err.arg[1], err.arg[2]);
  assert_content(t, t->path, ZP_TEXT("one"));
  assert_int_equal(entries(t, false), 1);
}

static void reading_is_bounded(void **state)
{
  place_of_test *t = *state;
  zp_error err = { 0 };
  zp_text text = { NULL, 0 };
  assert_int_equal(zp_file_write(in_folder(t, "r"), ZP_TEXT("12345"), &err), ZP_OK);
  assert_int_equal(zp_file_read(t->path, 5, t->arena, &text, &err), ZP_OK);
  assert_int_equal(text.len, 5);
  assert_int_equal(zp_file_read(t->path, 4, t->arena, &text, &err), ZP_E_TOO_LARGE);
  assert_string_equal(err.file, "r");
  assert_string_equal(err.arg[1], "4 B");
}

/// Files of /proc are regular, have the size 0 and still content: like a file that grew after it was measured.
static void a_file_longer_than_its_size_is_read_whole(void **state)
{
  place_of_test *t = *state;
  zp_text text = { NULL, 0 };
  zp_error err = { 0 };
  if (access("/proc/self/maps", R_OK) != 0) skip();
  assert_int_equal(zp_file_read("/proc/self/maps", 1 << 24, t->arena, &text, &err), ZP_OK);
  assert_true(text.len > 1000);
  assert_int_equal(text.ptr[text.len - 1], '\n');
  assert_int_equal(zp_file_read("/proc/self/maps", 1000, t->arena, &text, &err), ZP_E_TOO_LARGE);
}

static void what_is_no_regular_file_is_refused_at_once(void **state)
{
  place_of_test *t = *state;
  static const struct { const char *name; int cause; } bad[] = {
    { "none", ENOENT }, { "folder", EISDIR }, { "pipe", ENOTSUP },
  };
  assert_int_equal(mkdir(in_folder(t, "folder"), 0700), 0);
  assert_int_equal(mkfifo(in_folder(t, "pipe"), 0600), 0);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    zp_error err = { 0 };
    zp_text text;
    assert_int_equal(zp_file_read(in_folder(t, bad[i].name), 100, t->arena, &text, &err), ZP_E_OPEN);
    assert_string_equal(err.file, bad[i].name);
    assert_cause(err.arg[0], bad[i].cause);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(a_file_is_written_and_replaced, setup, teardown),
    cmocka_unit_test_setup_teardown(the_longest_name_can_be_written, setup, teardown),
    cmocka_unit_test_setup_teardown(a_name_without_a_folder_is_in_the_working_folder, setup, teardown),
    cmocka_unit_test_setup_teardown(a_link_stays_and_its_file_is_written, setup, teardown),
    cmocka_unit_test_setup_teardown(leftovers_of_another_run_do_not_block, setup, teardown),
    cmocka_unit_test_setup_teardown(failures_name_the_cause_and_leave_nothing, setup, teardown),
    cmocka_unit_test_setup_teardown(a_full_disk_keeps_the_old_file, setup, teardown),
    cmocka_unit_test_setup_teardown(publishing_never_replaces, setup, teardown),
    cmocka_unit_test_setup_teardown(reading_is_bounded, setup, teardown),
    cmocka_unit_test_setup_teardown(a_file_longer_than_its_size_is_read_whole, setup, teardown),
    cmocka_unit_test_setup_teardown(what_is_no_regular_file_is_refused_at_once, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

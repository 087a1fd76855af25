// test_folder.c: a folder of files is put in place whole or not at all, and what is not a report's is never touched.
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include <cmocka.h>

#include "scratch.h"
#include "store/folder.h"

static bool owns(zp_text name)
{
  return zp_text_ends(name, ZP_TEXT(".page"));
}

static int setup(void **state)
{
  scratch *s = malloc(sizeof *s);
  *state = s;
  if (s != NULL) scratch_open(s);
  return s == NULL;
}

static int teardown(void **state)
{
  scratch_close(*state);
  free(*state);
  return 0;
}

static const char *path_of(const scratch *s, const char *name, char room[512])
{
  snprintf(room, 512, "%s/%s", s->folder, name);
  return room;
}

/// Names of a folder, sorted, joined by blanks; "-": no such folder.
static const char *listed(const scratch *s, const char *name, char room[1024])
{
  char path[512];
  struct dirent **entries;
  int count = scandir(path_of(s, name, path), &entries, NULL, alphasort);
  snprintf(room, 1024, "%s", count < 0 ? "-" : "");
  for (int i = 0; i < count; i++) {
    if (strcmp(entries[i]->d_name, ".") != 0 && strcmp(entries[i]->d_name, "..") != 0) {
      if (room[0] != '\0') strcat(room, " ");
      strcat(room, entries[i]->d_name);
    }
    free(entries[i]);
  }
  if (count >= 0) free(entries);
  return room;
}

static zp_status write_two(const char *path, const char *first, const char *second, bool finish, zp_error *err)
{
  zp_folder_draft draft;
  zp_status status = zp_folder_open(path, owns, &draft, err);
  if (status == ZP_OK) status = draft.folder.put(&draft.folder, zp_text_from(first), ZP_TEXT("1"), err);
  if (status == ZP_OK) status = draft.folder.put(&draft.folder, zp_text_from(second), ZP_TEXT("22"), err);
  if (status == ZP_OK && finish) status = zp_folder_replace(&draft, err);
  zp_folder_close(&draft);
  return status;
}

static void it_is_there_whole(void **state)
{
  char path[512], room[1024];
  zp_error err = { 0 };
  assert_int_equal(write_two(path_of(*state, "out/", path), "a.page", "b.page", true, &err), ZP_OK);
  assert_string_equal(listed(*state, "out", room), "a.page b.page");
  assert_string_equal(listed(*state, ".", room), "out");
}

static void an_earlier_one_is_replaced_as_a_whole(void **state)
{
  char path[512], room[1024];
  zp_error err = { 0 };
  path_of(*state, "out", path);
  assert_int_equal(mkdir(path, 0777), 0);  // an empty one is as good as none
  assert_int_equal(write_two(path, "a.page", "b.page", true, &err), ZP_OK);
  assert_int_equal(write_two(path, "b.page", "c.page", true, &err), ZP_OK);
  assert_string_equal(listed(*state, "out", room), "b.page c.page");
  assert_string_equal(listed(*state, ".", room), "out");
}

static void nothing_is_left_of_one_that_failed(void **state)
{
  char path[512], room[1024];
  zp_error err = { 0 };
  path_of(*state, "out", path);
  assert_int_equal(write_two(path, "a.page", "b.page", false, &err), ZP_OK);
  assert_string_equal(listed(*state, ".", room), "");
  assert_int_equal(write_two(path, "a.page", "a.page", true, &err), ZP_E_WRITE);  // a name twice
  assert_string_equal(listed(*state, ".", room), "");
  static const char *const names[] = { "../a.page", "x/a.page", "other", "" };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    zp_error own = { 0 };
    assert_int_equal(write_two(path, "a.page", names[i], true, &own), ZP_E_WRITE);
    assert_string_equal(listed(*state, ".", room), "");
  }
}

static void what_is_not_its_own_stays(void **state)
{
  char path[512], room[1024];
  zp_error err = { 0 };
  path_of(*state, "out", path);
  scratch_text(*state, "out/a.page", "old");
  scratch_text(*state, "out/letter.docx", "mine");
  assert_int_equal(write_two(path, "b.page", "c.page", true, &err), ZP_E_FOLDER_FOREIGN);
  assert_string_equal(err.arg[1], "letter.docx");
  assert_string_equal(listed(*state, "out", room), "a.page letter.docx");
  assert_string_equal(listed(*state, ".", room), "out");
}

static void odd_places_are_refused(void **state)
{
  char path[512], room[1024];
  static const char *const names[] = { "none/out", "file", "..", "." };
  scratch_text(*state, "file", "mine");
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    zp_error err = { 0 };
    zp_status status = write_two(path_of(*state, names[i], path), "b.page", "c.page", true, &err);
    assert_true(status == ZP_E_WRITE || status == ZP_E_FOLDER_FOREIGN);
    assert_string_equal(listed(*state, ".", room), "file");
  }
}

static void a_link_to_a_folder_stays(void **state)
{
  char path[512], link[512], room[1024];
  zp_error err = { 0 };
  struct stat is;
  assert_int_equal(mkdir(path_of(*state, "real", path), 0777), 0);
  assert_int_equal(symlink(path, path_of(*state, "link", link)), 0);
  assert_int_equal(write_two(link, "a.page", "b.page", true, &err), ZP_OK);
  assert_string_equal(listed(*state, "real", room), "a.page b.page");
  assert_int_equal(lstat(link, &is), 0);
  assert_true(S_ISLNK(is.st_mode));
}

/// A draft as a killed process leaves it, so many hours old; `name` gets its name.
static void leave_draft(const scratch *s, pid_t owner, int number, const char *file, int hours, char name[64])
{
  char path[512], inside[128];
  snprintf(name, 64, ".ziping-%ld-%d.folder", (long)owner, number);
  snprintf(inside, sizeof inside, "%s/%s", name, file);
  scratch_text(s, inside, "1");
  struct timespec then[2] = { { .tv_sec = time(NULL) - hours * 3600L }, { .tv_sec = time(NULL) - hours * 3600L } };
  assert_int_equal(utimensat(AT_FDCWD, path_of(s, name, path), then, 0), 0);
}

static void what_a_killed_one_left_is_removed(void **state)
{
  char path[512], room[1024], old[64], recent[64], foreign[64], living[64];
  zp_error err = { 0 };
  pid_t gone = fork();
  if (gone == 0) _exit(0);
  assert_int_equal(waitpid(gone, NULL, 0), gone);
  leave_draft(*state, gone, 0, "a.page", 2, old);
  leave_draft(*state, gone, 1, "a.page", 0, recent);
  leave_draft(*state, gone, 2, "letter.docx", 2, foreign);
  leave_draft(*state, getppid(), 3, "a.page", 2, living);
  assert_int_equal(write_two(path_of(*state, "out", path), "a.page", "b.page", true, &err), ZP_OK);
  assert_string_equal(listed(*state, old, room), "-");
  assert_string_equal(listed(*state, recent, room), "a.page");
  assert_string_equal(listed(*state, foreign, room), "letter.docx");
  assert_string_equal(listed(*state, living, room), "a.page");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(it_is_there_whole, setup, teardown),
    cmocka_unit_test_setup_teardown(an_earlier_one_is_replaced_as_a_whole, setup, teardown),
    cmocka_unit_test_setup_teardown(nothing_is_left_of_one_that_failed, setup, teardown),
    cmocka_unit_test_setup_teardown(what_is_not_its_own_stays, setup, teardown),
    cmocka_unit_test_setup_teardown(odd_places_are_refused, setup, teardown),
    cmocka_unit_test_setup_teardown(a_link_to_a_folder_stays, setup, teardown),
    cmocka_unit_test_setup_teardown(what_a_killed_one_left_is_removed, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// child.c: fork, a time limit, exec, wait; folders cleared and files copied.
#include "child.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS = 120, BLOCK = 64 * 1024 };

static void become(char *const argv[], const char *shim, const char *fault, const char *log, const char *errors)
{
  int nothing = open("/dev/null", O_RDWR), told = open(errors, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  dup2(nothing, 0);
  dup2(nothing, 1);
  dup2(told, 2);
  close(nothing);
  close(told);
  // One thread hashes: the same calls come in nearly the same order every time.
  setenv("UV_THREADPOOL_SIZE", "1", 1);
  if (fault != NULL) {
    setenv("LD_PRELOAD", shim, 1);
    setenv("ZP_FAULT", fault, 1);
    setenv("ZP_FAULT_LOG", log, 1);
  }
  alarm(SECONDS);
  execv(argv[0], argv);
  _exit(127);
}

child_end child_run(char *const argv[], const char *shim, const char *fault, const char *log, const char *errors)
{
  int status = 0;
  pid_t child = fork();
  if (child == 0) become(argv, shim, fault, log, errors);
  while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (child < 0) return (child_end){ .status = 127 };
  return WIFSIGNALED(status) ? (child_end){ -1, WTERMSIG(status) } : (child_end){ WEXITSTATUS(status), 0 };
}

bool child_clear(const char *folder)
{
  if (mkdir(folder, 0777) != 0 && errno != EEXIST) return false;
  DIR *dir = opendir(folder);
  if (dir == NULL) return false;
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) unlinkat(dirfd(dir), entry->d_name, 0);
  closedir(dir);
  return true;
}

bool child_copy(const char *from, const char *to)
{
  char block[BLOCK];
  ssize_t got = -1;
  int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  while (in >= 0 && out >= 0 && (got = read(in, block, sizeof block)) > 0)
    if (write(out, block, (size_t)got) != got) break;
  if (in >= 0) close(in);
  if (out >= 0) close(out);
  return got == 0;
}

bool child_finds(const char *folder, const char *start)
{
  bool found = false;
  DIR *dir = opendir(folder);
  if (dir == NULL) return false;
  for (struct dirent *entry; !found && (entry = readdir(dir)) != NULL;)
    found = strncmp(entry->d_name, start, strlen(start)) == 0;
  closedir(dir);
  return found;
}

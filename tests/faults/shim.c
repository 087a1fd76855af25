// shim.c: preloaded into `ziping score`, makes its n-th call fail. Workers run without it.
// ZP_FAULT=MODE:N (modes.h; "count:0" only lists), ZP_FAULT_LOG=FILE: the call that failed, or all of them, one a line:
// kind, name, what it was about.
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "modes.h"

#define EXPORT __attribute__((visibility("default")))
enum { LOG_FILE = 200, PATH_ROOM = 1024 };

static struct {
  pid_t pid;          // of the loop process; 0: the shim sleeps
  fault_mode mode;
  int calls, number;  // of the mode
  long at;
  int log;
} plan;
static atomic_long seen;

static const struct { const char *name; int calls, number; } modes[] = {
#define FAULT_MODE(name, text, calls, number) { text, calls, number },
  FAULT_MODES(FAULT_MODE)
#undef FAULT_MODE
  { "count", CALL_ALL, 0 },
};

/// The function that the shim stands before. Asked for once a call: plain, and fast enough.
#define REAL(name) ((__typeof__(&(name)))(uintptr_t)dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void)
{
  char name[16] = "", line[256] = "";
  const char *wanted = getenv("ZP_FAULT"), *log = getenv("ZP_FAULT_LOG");
  long at = 0;
  if (wanted == NULL || log == NULL || sscanf(wanted, "%15[a-z]:%ld", name, &at) != 2) return;
  int own = (int)syscall(SYS_openat, AT_FDCWD, "/proc/self/cmdline", O_RDONLY);
  long len = syscall(SYS_read, own, line, sizeof line - 1);
  syscall(SYS_close, own);
  if (len <= 0 || strcmp(line + strlen(line) + 1, "score") != 0) return;
  unsetenv("LD_PRELOAD");  // so that workers are what they always are
  for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++)
    if (strcmp(name, modes[i].name) == 0) {
      int file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
      plan.log = (int)syscall(SYS_fcntl, file, F_DUPFD_CLOEXEC, LOG_FILE);
      syscall(SYS_close, file);
      plan.mode = (fault_mode)i;
      plan.calls = modes[i].calls;
      plan.number = modes[i].number;
      plan.at = at;
      plan.pid = getpid();
    }
}

// ---- which call --------------------------------------------------------------------------------------------------------

/// What a call is about: the last part of a path, without digits, so that the same of many units is told alike.
static void put_line(int kind, const char *name, const char *path, int file)
{
  char link[64], room[PATH_ROOM] = "", line[PATH_ROOM + 128];
  if (path == NULL && file >= 0) {
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    syscall(SYS_readlinkat, AT_FDCWD, link, room, sizeof room - 1);
    path = room;
  }
  const char *last = path == NULL ? "" : strrchr(path, '/') == NULL ? path : strrchr(path, '/') + 1;
  const char *about = path != NULL && strstr(path, "/rules/") != NULL ? "rules" : strstr(last, ".csv") != NULL ? "input" : last;
  int len = snprintf(line, sizeof line, "%d %s ", kind, name);
  for (; *about != '\0' && *about != '['; about++)
    if (*about < '0' || *about > '9') line[len++] = *about;
  line[len++] = '\n';
  syscall(SYS_write, plan.log, line, (size_t)len);
}

/// True when this call is to fail. A child between fork and exec is not the loop process.
static bool hit(int kind, const char *name, const char *path, int file)
{
  if (plan.pid == 0 || (plan.calls & kind) == 0 || getpid() != plan.pid) return false;
  long n = atomic_fetch_add(&seen, 1) + 1;
  if (plan.mode == FAULT_COUNT) {
    put_line(kind, name, path, file);
    return false;
  }
  bool lasting = plan.mode == FAULT_GONE || plan.mode == FAULT_FULL;
  if (n < plan.at || (n > plan.at && !lasting)) return false;
  if (n == plan.at) put_line(kind, name, path, file);
  if (plan.mode == FAULT_KILL)
    for (;;) syscall(SYS_kill, plan.pid, SIGKILL);
  errno = plan.number;
  return true;
}

/// Regular files and folders, or the pipes to the workers. 0: anything else, which does not fail: standard streams that are
/// terminals or pipes, and libuv's own descriptors.
static int kind_of(int file, int regular, int channel)
{
  struct stat is;
  if (plan.pid == 0 || syscall(SYS_newfstatat, file, "", &is, AT_EMPTY_PATH) != 0) return 0;
  if (S_ISREG(is.st_mode) || S_ISDIR(is.st_mode)) return file == 2 || file == 1 ? 0 : regular;
  return S_ISSOCK(is.st_mode) ? channel : 0;
}

static size_t half(size_t size)
{
  return size > 1 ? size / 2 : size;
}

/// The first half of the parts; at least a byte.
static ssize_t half_of_parts(int file, const struct iovec *parts, int count, bool placed, off_t at)
{
  for (int i = 0; i < count; i++) {
    size_t size = half(parts[i].iov_len);
    if (size != 0) return placed ? syscall(SYS_pwrite64, file, parts[i].iov_base, size, at)
                                 : syscall(SYS_write, file, parts[i].iov_base, size);
  }
  return 0;
}

// ---- bytes -------------------------------------------------------------------------------------------------------------

EXPORT ssize_t read(int file, void *room, size_t size)
{
  if (!hit(kind_of(file, CALL_READ, CALL_RECEIVE), "read", NULL, file)) return REAL(read)(file, room, size);
  return plan.mode == FAULT_SHORT ? syscall(SYS_read, file, room, half(size)) : -1;
}

static ssize_t read_at(int file, void *room, size_t size, off_t at)
{
  bool fails = hit(kind_of(file, CALL_READ, 0), "pread", NULL, file);
  if (fails && plan.mode != FAULT_SHORT) return -1;
  return syscall(SYS_pread64, file, room, fails ? half(size) : size, at);
}

EXPORT ssize_t pread(int file, void *room, size_t size, off_t at) { return read_at(file, room, size, at); }
EXPORT ssize_t pread64(int file, void *room, size_t size, off64_t at) { return read_at(file, room, size, at); }

EXPORT ssize_t write(int file, const void *bytes, size_t size)
{
  if (!hit(kind_of(file, CALL_WRITE, CALL_SEND), "write", NULL, file)) return REAL(write)(file, bytes, size);
  if (plan.mode == FAULT_SHORT) return syscall(SYS_write, file, bytes, half(size));
  if (plan.mode == FAULT_FULL && atomic_load(&seen) == plan.at) return syscall(SYS_write, file, bytes, half(size));
  return -1;
}

static ssize_t write_at(int file, const struct iovec *parts, int count, off_t at, const char *name)
{
  if (!hit(kind_of(file, CALL_WRITE, 0), name, NULL, file))
    return syscall(SYS_pwritev, file, parts, count, (long)at, 0L);
  bool some = plan.mode == FAULT_SHORT || (plan.mode == FAULT_FULL && atomic_load(&seen) == plan.at);
  return some ? half_of_parts(file, parts, count, true, at) : -1;
}

static ssize_t write_one_at(int file, const void *bytes, size_t size, off_t at)
{
  union { const void *from; void *to; } both = { .from = bytes };
  return write_at(file, &(struct iovec){ both.to, size }, 1, at, "pwrite");
}

EXPORT ssize_t pwrite(int file, const void *bytes, size_t size, off_t at) { return write_one_at(file, bytes, size, at); }
EXPORT ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) { return write_one_at(file, bytes, size, at); }

EXPORT ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at)
{
  return write_at(file, parts, count, at, "pwritev");
}

EXPORT ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at)
{
  return write_at(file, parts, count, at, "pwritev");
}

EXPORT ssize_t writev(int file, const struct iovec *parts, int count)
{
  if (!hit(kind_of(file, CALL_WRITE, CALL_SEND), "writev", NULL, file)) return REAL(writev)(file, parts, count);
  return plan.mode == FAULT_SHORT ? half_of_parts(file, parts, count, false, 0) : -1;
}

EXPORT ssize_t readv(int file, const struct iovec *parts, int count)
{
  if (!hit(kind_of(file, CALL_READ, CALL_RECEIVE), "readv", NULL, file)) return REAL(readv)(file, parts, count);
  return plan.mode == FAULT_SHORT ? syscall(SYS_read, file, parts[0].iov_base, half(parts[0].iov_len)) : -1;
}

EXPORT ssize_t sendmsg(int file, const struct msghdr *message, int flags)
{
  return hit(kind_of(file, 0, CALL_SEND), "sendmsg", NULL, file) ? -1 : REAL(sendmsg)(file, message, flags);
}

EXPORT ssize_t recvmsg(int file, struct msghdr *message, int flags)
{
  return hit(kind_of(file, 0, CALL_RECEIVE), "recvmsg", NULL, file) ? -1 : REAL(recvmsg)(file, message, flags);
}

// A killed process loses nothing that was written: syncing is counted, and left out for speed.
EXPORT int fsync(int file) { return hit(CALL_SYNC, "fsync", NULL, file) ? -1 : 0; }
EXPORT int fdatasync(int file) { return hit(CALL_SYNC, "fdatasync", NULL, file) ? -1 : 0; }

static int cut(int file, off_t size)
{
  return hit(CALL_CUT, "ftruncate", NULL, file) ? -1 : (int)syscall(SYS_ftruncate, file, size);
}

EXPORT int ftruncate(int file, off_t size) { return cut(file, size); }
EXPORT int ftruncate64(int file, off64_t size) { return cut(file, size); }

/// The descriptor is free afterwards, whatever close() says.
EXPORT int close(int file)
{
  bool fails = hit(kind_of(file, CALL_CLOSE, 0), "close", NULL, file);
  int cause = errno, status = (int)syscall(SYS_close, file);
  if (!fails) return status;
  errno = cause;
  return -1;
}

// ---- files and folders ---------------------------------------------------------------------------------------------------

static int open_at(int folder, const char *path, int flags, mode_t rights)
{
  int kind = (flags & (O_CREAT | O_WRONLY | O_RDWR)) != 0 ? CALL_CREATE : CALL_OPEN;
  if (strncmp(path, "/proc/", 6) == 0 || strncmp(path, "/dev/", 5) == 0) kind = 0;
  return hit(kind, "open", path, -1) ? -1 : (int)syscall(SYS_openat, folder, path, flags, rights);
}

static mode_t rights_of(int flags, va_list list)
{
  return (flags & O_CREAT) != 0 ? va_arg(list, mode_t) : 0;
}

#define OPEN(name)                                      \
  EXPORT int name(const char *path, int flags, ...)     \
  {                                                     \
    va_list list;                                       \
    va_start(list, flags);                              \
    mode_t rights = rights_of(flags, list);             \
    va_end(list);                                       \
    return open_at(AT_FDCWD, path, flags, rights);      \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                              \
  EXPORT int name(int folder, const char *path, int flags, ...)   \
  {                                                               \
    va_list list;                                                 \
    va_start(list, flags);                                        \
    mode_t rights = rights_of(flags, list);                       \
    va_end(list);                                                 \
    return open_at(folder, path, flags, rights);                  \
  }
OPENAT(openat)
OPENAT(openat64)

EXPORT FILE *fopen(const char *path, const char *how) { return hit(CALL_OPEN, "fopen", path, -1) ? NULL : REAL(fopen)(path, how); }
EXPORT FILE *fopen64(const char *path, const char *how) { return hit(CALL_OPEN, "fopen", path, -1) ? NULL : REAL(fopen64)(path, how); }
EXPORT DIR *opendir(const char *path) { return hit(CALL_OPEN, "opendir", path, -1) ? NULL : REAL(opendir)(path); }
EXPORT struct dirent *readdir(DIR *dir) { return hit(CALL_LIST, "readdir", NULL, dirfd(dir)) ? NULL : REAL(readdir)(dir); }
EXPORT struct dirent64 *readdir64(DIR *dir) { return hit(CALL_LIST, "readdir", NULL, dirfd(dir)) ? NULL : REAL(readdir64)(dir); }

EXPORT int rename(const char *from, const char *to) { return hit(CALL_NAME, "rename", to, -1) ? -1 : REAL(rename)(from, to); }
EXPORT int renameat(int a, const char *from, int b, const char *to)
{
  return hit(CALL_NAME, "renameat", to, -1) ? -1 : REAL(renameat)(a, from, b, to);
}
EXPORT int link(const char *from, const char *to) { return hit(CALL_NAME, "link", to, -1) ? -1 : REAL(link)(from, to); }
EXPORT int linkat(int a, const char *from, int b, const char *to, int flags)
{
  return hit(CALL_NAME, "linkat", to, -1) ? -1 : REAL(linkat)(a, from, b, to, flags);
}
EXPORT int unlink(const char *path) { return hit(CALL_REMOVE, "unlink", path, -1) ? -1 : REAL(unlink)(path); }
EXPORT int unlinkat(int folder, const char *path, int flags)
{
  return hit(CALL_REMOVE, "unlinkat", path, -1) ? -1 : REAL(unlinkat)(folder, path, flags);
}
EXPORT int mkdir(const char *path, mode_t rights) { return hit(CALL_NAME, "mkdir", path, -1) ? -1 : REAL(mkdir)(path, rights); }

// ---- questions -----------------------------------------------------------------------------------------------------------

EXPORT int stat(const char *path, struct stat *is) { return hit(CALL_ASK, "stat", path, -1) ? -1 : REAL(stat)(path, is); }
EXPORT int lstat(const char *path, struct stat *is) { return hit(CALL_ASK, "lstat", path, -1) ? -1 : REAL(lstat)(path, is); }
EXPORT int fstat(int file, struct stat *is)
{
  return hit(kind_of(file, CALL_ASK, 0), "fstat", NULL, file) ? -1 : REAL(fstat)(file, is);
}
EXPORT int fstatat(int folder, const char *path, struct stat *is, int flags)
{
  return hit(CALL_ASK, "fstatat", path, -1) ? -1 : REAL(fstatat)(folder, path, is, flags);
}
EXPORT int access(const char *path, int how) { return hit(CALL_ASK, "access", path, -1) ? -1 : REAL(access)(path, how); }
EXPORT ssize_t readlink(const char *path, char *room, size_t size)
{
  return hit(CALL_ASK, "readlink", path, -1) ? -1 : REAL(readlink)(path, room, size);
}
EXPORT char *realpath(const char *path, char *room) { return hit(CALL_ASK, "realpath", path, -1) ? NULL : REAL(realpath)(path, room); }

// ---- locks and processes ---------------------------------------------------------------------------------------------------

EXPORT int flock(int file, int how) { return hit(CALL_LOCK, "flock", NULL, file) ? -1 : REAL(flock)(file, how); }

static int control(int file, int what, void *argument)
{
  bool another = what == F_DUPFD || what == F_DUPFD_CLOEXEC;
  return another && hit(CALL_START, "fcntl", NULL, file) ? -1 : (int)syscall(SYS_fcntl, file, what, argument);
}

#define FCNTL(name)                       \
  EXPORT int name(int file, int what, ...) \
  {                                       \
    va_list list;                         \
    va_start(list, what);                 \
    void *argument = va_arg(list, void *); \
    va_end(list);                         \
    return control(file, what, argument); \
  }
FCNTL(fcntl)
FCNTL(fcntl64)

EXPORT int pipe2(int files[2], int flags) { return hit(CALL_START, "pipe2", "", -1) ? -1 : REAL(pipe2)(files, flags); }
EXPORT int socketpair(int domain, int type, int protocol, int files[2])
{
  return hit(CALL_START, "socketpair", "", -1) ? -1 : REAL(socketpair)(domain, type, protocol, files);
}

EXPORT pid_t fork(void)
{
  if (!hit(CALL_START, "fork", "", -1)) return REAL(fork)();
  errno = EAGAIN;  // what it has in the place of EMFILE
  return -1;
}

// office_process.c: one child in a group of its own, a deadline, and signals that are held back.
#include "batch/office_process.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/// The signals that are waited for, and the mask as it was.
typedef struct held {
  sigset_t waited, before;
} held;

/// A signal that is held back comes even when it is ignored.
static void add_unless_ignored(sigset_t *set, int number)
{
  struct sigaction is;
  if (sigaction(number, NULL, &is) == 0 && is.sa_handler != SIG_IGN) sigaddset(set, number);
}

static void hold(held *h)
{
  sigemptyset(&h->waited);
  sigaddset(&h->waited, SIGCHLD);
  add_unless_ignored(&h->waited, SIGINT);
  add_unless_ignored(&h->waited, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &h->waited, &h->before);
}

/// The child starts with an empty mask and these signals as the system has them.
static int spawn(const zp_office_task *task, pid_t *child)
{
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t nothing, usual;
  int cause = posix_spawn_file_actions_init(&actions);
  if (cause != 0) return cause;
  if ((cause = posix_spawnattr_init(&attributes)) == 0) {
    const char *in = task->in == NULL ? "/dev/null" : task->in;
    const char *out = task->out == NULL ? "/dev/null" : task->out;
    sigemptyset(&nothing);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attributes, &nothing);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in, O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    cause = posix_spawn(child, task->program, &actions, &attributes, task->arguments, task->environment);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return cause;
}

/// True when it has ended; it stays to be waited for, so that its group keeps its number.
static bool has_ended(pid_t child)
{
  siginfo_t info = { .si_pid = 0 };
  return waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT | WNOHANG) == 0 && info.si_pid == child;
}

static time_t now(void)
{
  struct timespec time = { 0 };
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec;
}

static zp_office_end watch(const zp_office_task *task, const held *h, pid_t child, int *status)
{
  const struct timespec step = { .tv_nsec = 200 * 1000 * 1000 };
  time_t start = now();
  while (!has_ended(child)) {
    int signal = sigtimedwait(&h->waited, NULL, &step);
    if (signal == SIGINT || signal == SIGTERM) {
      *status = signal;
      return ZP_OFFICE_SIGNAL;
    }
    if (now() - start >= (time_t)task->deadline) return ZP_OFFICE_LATE;
  }
  return ZP_OFFICE_ENDED;
}

zp_office_end zp_office_watch(const zp_office_task *task, int *status)
{
  held h;
  pid_t child;
  int how = 0;
  hold(&h);
  *status = spawn(task, &child);
  zp_office_end end = *status != 0 ? ZP_OFFICE_NOT_STARTED : watch(task, &h, child, status);
  if (end != ZP_OFFICE_NOT_STARTED) {
    kill(-child, SIGKILL); // also what it has left behind
    while (waitpid(child, &how, 0) < 0 && errno == EINTR) {
    }
    if (end == ZP_OFFICE_ENDED) *status = WIFEXITED(how) ? WEXITSTATUS(how) : 255;
  }
  pthread_sigmask(SIG_SETMASK, &h.before, NULL);
  return end;
}

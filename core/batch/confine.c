// confine.c: rlimits, no_new_privs, PDEATHSIG, seccomp.
#include "batch/confine.h"

#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

static zp_status failed(int cause, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  zp_text none = { NULL, 0 };
  return zp_fail(err, ZP_E_CONFINE, NULL, zp_error_cause(cause, room), none, none);
}

static bool limit(int what, rlim_t most)
{
  const struct rlimit both = { most, most };
  return setrlimit((__rlimit_resource_t)what, &both) == 0;
}

zp_status zp_confine_limits(zp_error *err)
{
  pid_t parent = getppid();
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return failed(errno, err);
  if (getppid() != parent) _exit(1);  // it died meanwhile
  if (!limit(RLIMIT_CORE, 0) || !limit(RLIMIT_FSIZE, 0)) return failed(errno, err);
#ifndef ZP_SANITIZE
  if (!limit(RLIMIT_AS, ZP_WORKER_MEMORY) || !limit(RLIMIT_NOFILE, 16)) return failed(errno, err);
#endif
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? ZP_OK : failed(errno, err);
}

#ifdef ZP_SANITIZE
zp_status zp_confine_calls(zp_error *err)
{
  (void)err;
  return ZP_OK;
}
#else
/// What a worker may still ask the system for.
static const int allowed[] = {
  SCMP_SYS(read),   SCMP_SYS(write),  SCMP_SYS(readv),         SCMP_SYS(writev),       SCMP_SYS(exit),       SCMP_SYS(exit_group),
  SCMP_SYS(mmap),   SCMP_SYS(munmap), SCMP_SYS(mremap),        SCMP_SYS(mprotect),     SCMP_SYS(madvise),    SCMP_SYS(brk),
  SCMP_SYS(futex),  SCMP_SYS(close),  SCMP_SYS(rt_sigreturn),  SCMP_SYS(clock_gettime), SCMP_SYS(gettid),    SCMP_SYS(getpid),
};

/// What libraries ask in passing and can do without: glibc's qsort asks for the size of memory. Refused, not fatal.
static const int refused[] = { SCMP_SYS(sysinfo), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(ioctl), SCMP_SYS(lseek),
                               SCMP_SYS(prlimit64), SCMP_SYS(sched_getaffinity) };

zp_status zp_confine_calls(zp_error *err)
{
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (filter == NULL) return failed(ENOMEM, err);
  int cause = 0;
  for (size_t i = 0; i < sizeof allowed / sizeof allowed[0] && cause == 0; i++)
    cause = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
  for (size_t i = 0; i < sizeof refused / sizeof refused[0] && cause == 0; i++)
    cause = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), refused[i], 0);
  if (cause == 0) cause = seccomp_load(filter);
  seccomp_release(filter);
  return cause == 0 ? ZP_OK : failed(-cause, err);
}
#endif

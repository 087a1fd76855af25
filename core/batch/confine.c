// confine.c: rlimits, no_new_privs, PDEATHSIG, seccomp.
#include "batch/confine.h"

#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
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

/// Sockets within the machine are left: LibreOffice needs one to find out whether it runs already. io_uring would get around it.
static zp_status refuse_network(zp_error *err)
{
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (filter == NULL) return failed(ENOMEM, err);
  int cause = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1,
                               SCMP_A0(SCMP_CMP_NE, AF_UNIX));
  if (cause == 0)
    cause = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(io_uring_setup), 0);
  if (cause == 0) cause = seccomp_load(filter);
  seccomp_release(filter);
  return cause == 0 ? ZP_OK : failed(-cause, err);
}

zp_status zp_confine_program(unsigned seconds, zp_error *err)
{
  enum { FILES = 1024, FILE_BYTES = 256 << 20 };
  pid_t parent = getppid();
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return failed(errno, err);
  if (getppid() != parent) _exit(1);
  if (!limit(RLIMIT_CORE, 0) || !limit(RLIMIT_FSIZE, FILE_BYTES) || !limit(RLIMIT_CPU, seconds) ||
      !limit(RLIMIT_NOFILE, FILES))
    return failed(errno, err);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed(errno, err);
  if (refuse_network(err) != ZP_OK) return err->status;
#ifndef ZP_SANITIZE
  if (!limit(RLIMIT_AS, (rlim_t)4 << 30)) return failed(errno, err);
#endif
  return ZP_OK;
}

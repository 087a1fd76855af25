// measure.c: runs a command and notes what it took. Linux.
// Usage: measure FIGURES [--poll MS] COMMAND [ARGUMENT…]. Appends a line to the file FIGURES: seconds, user and system seconds, peak
// memory (KiB) of the process, peak of the largest process below it, how many of those were seen at once, its exit status. The
// middle three are told apart with --poll only, by looking every MS milliseconds; else the first is the peak of all, the others 0.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct peaks { long self, below; int most_below; } peaks;

static int stop(const char *what)
{
  fprintf(stderr, "measure: %s: %s\n", what, strerror(errno));
  exit(126);
}

static double seconds(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/// VmHWM in KiB; 0 when the process is gone.
static long peak_of(long pid)
{
  char path[64], line[256];
  long kib = 0;
  snprintf(path, sizeof path, "/proc/%ld/status", pid);
  FILE *file = fopen(path, "re");
  if (file == NULL) return 0;
  while (kib == 0 && fgets(line, sizeof line, file) != NULL)
    if (strncmp(line, "VmHWM:", 6) == 0) kib = atol(line + 6);
  fclose(file);
  return kib;
}

/// The processes below `pid`: their largest peak and their number are added to `out`.
static int look_below(long pid, peaks *out)
{
  char path[64];
  long child;
  int count = 0;
  snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", pid, pid);
  FILE *file = fopen(path, "re");
  if (file == NULL) return 0;
  while (fscanf(file, "%ld", &child) == 1) {
    long peak = peak_of(child);
    if (peak > out->below) out->below = peak;
    count += 1 + look_below(child, out);
  }
  fclose(file);
  return count;
}

static void look(pid_t pid, peaks *out)
{
  long peak = peak_of(pid);
  if (peak > out->self) out->self = peak;
  int count = look_below(pid, out);
  if (count > out->most_below) out->most_below = count;
}

/// Waits for the command, looking at it meanwhile when `poll_ms` is not 0.
static int wait_for(pid_t pid, int poll_ms, struct rusage *used, peaks *out)
{
  int status;
  const struct timespec pause = { poll_ms / 1000, (poll_ms % 1000) * 1000000L };
  for (;;) {
    pid_t got = wait4(pid, &status, poll_ms != 0 ? WNOHANG : 0, used);
    if (got == pid) break;
    if (got < 0 && errno != EINTR) stop("wait");
    if (poll_ms == 0) continue;
    look(pid, out);
    nanosleep(&pause, NULL);
  }
  if (poll_ms == 0) out->self = used->ru_maxrss;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static double as_seconds(struct timeval time)
{
  return (double)time.tv_sec + (double)time.tv_usec * 1e-6;
}

int main(int argc, char **argv)
{
  int first = 2, poll_ms = 0;
  if (argc > 4 && strcmp(argv[2], "--poll") == 0) {
    poll_ms = atoi(argv[3]);
    first = 4;
  }
  if (argc <= first || poll_ms < 0) return fprintf(stderr, "usage: measure FIGURES [--poll MS] COMMAND...\n"), 2;
  FILE *figures = fopen(argv[1], "ae");
  if (figures == NULL) stop(argv[1]);
  struct rusage used;
  peaks peak = { 0 };
  double start = seconds();
  pid_t pid = fork();
  if (pid < 0) stop("fork");
  if (pid == 0) {
    execvp(argv[first], argv + first);
    stop(argv[first]);
  }
  int status = wait_for(pid, poll_ms, &used, &peak);
  double took = seconds() - start;
  fprintf(figures, "%.6f %.6f %.6f %ld %ld %d %d\n", took, as_seconds(used.ru_utime), as_seconds(used.ru_stime), peak.self,
          peak.below, peak.most_below, status);
  if (fclose(figures) != 0) stop(argv[1]);
  return status;
}

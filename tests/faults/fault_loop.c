// fault_loop.c: a run of a district, again and again, with another call failing each time; then once more without a fault.
// Usage: fault_loop ZIPING SHIM DISTRICT NIGHT WORK [--first N] [--next N] [--lanes L] [--only NIGHT:MODE:N]
// DISTRICT and NIGHT are folders of inputs: the second is the first with some units changed, that of the next night.
// --first, --next: of that night's calls of one name about one thing only so many (0: all); --only: points that begin so.
// Prints what differed from what has to be, then how many points were tried. WORK is its own.
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "modes.h"
#include "truth.h"

enum { SCENARIOS = 2, CALLS_MOST = 1 << 17, LABEL = 96, LOCK_TRIES = 100 };

static const char *const mode_names[] = {
#define FAULT_MODE(name, text, calls, number) text,
  FAULT_MODES(FAULT_MODE)
#undef FAULT_MODE
};
static const int mode_calls[] = {
#define FAULT_MODE(name, text, calls, number) calls,
  FAULT_MODES(FAULT_MODE)
#undef FAULT_MODE
};

/// A call of a run without faults.
typedef struct call { int kind; char label[LABEL]; } call;

typedef struct point { int night; fault_mode mode; long at; } point;

/// The first night starts with an empty folder, the second with what the first left.
typedef struct scenario {
  const char *name, *input;
  char out[PATH_ROOM];  // of its run without faults
  truth want;
  call *calls;
  size_t count;
} scenario;

/// What all lanes add to.
typedef struct tally {
  atomic_long next, tried, missed, equal, honest, refused, killed, resumed, again, aborted, differences;
  atomic_long by_mode[FAULT_COUNT];
} tally;

typedef struct loop {
  const char *ziping, *shim, *work, *only;
  long most[SCENARIOS];  // of alike calls; 0: all
  long lanes;
  scenario scenarios[SCENARIOS];
  point *points;
  size_t count;
  tally *tally;
  zp_arena *arena;
} loop;

/// Where a lane works.
typedef struct lane {
  loop *all;
  char out[PATH_ROOM], result[PATH_ROOM], journal[PATH_ROOM], log[PATH_ROOM], errors[PATH_ROOM];
  bool failed;  // the point it is at
} lane;

static void stop(const char *what)
{
  fprintf(stderr, "fault_loop: %s\n", what);
  exit(70);
}

static void join(char room[PATH_ROOM], const char *folder, const char *name)
{
  if ((size_t)snprintf(room, PATH_ROOM, "%s/%s", folder, name) >= PATH_ROOM) stop("a path is too long");
}

static child_end score(const loop *all, const char *input, const char *out, bool resume, const char *fault, const char *log,
                       const char *errors)
{
  union { const char *from; char *to; } texts[] = { { all->ziping }, { out }, { input } };
  char command[] = "score", jobs[] = "--jobs=2", again[] = "--resume", english[] = "--lang=en", to[] = "--out";
  char *argv[] = { texts[0].to, command, english, jobs, to, texts[1].to, texts[2].to, resume ? again : NULL, NULL };
  return child_run(argv, all->shim, fault, log, errors);
}

// ---- before ------------------------------------------------------------------------------------------------------------

static void list_calls(scenario *s, const char *log)
{
  char line[256];
  FILE *file = fopen(log, "re");
  s->calls = calloc(CALLS_MOST, sizeof *s->calls);
  if (file == NULL || s->calls == NULL) stop("the shim lists no calls");
  while (fgets(line, sizeof line, file) != NULL && s->count < CALLS_MOST) {
    call *c = &s->calls[s->count++];
    char *label = strchr(line, ' ');
    c->kind = atoi(line);
    line[strcspn(line, "\n")] = '\0';
    snprintf(c->label, LABEL, "%.*s", LABEL - 1, label == NULL ? "" : label + 1);
  }
  fclose(file);
}

static void prepare(loop *all, int i, const char *from)
{
  scenario *s = &all->scenarios[i];
  char name[PATH_ROOM], result[PATH_ROOM], log[PATH_ROOM], errors[PATH_ROOM];
  snprintf(name, sizeof name, "reference%d", i);
  join(s->out, all->work, name);
  join(result, s->out, "result.msgpack");
  join(log, all->work, "calls");
  join(errors, all->work, "errors");
  if (!child_clear(s->out)) stop("the work folder cannot be made");
  if (from != NULL) {
    char old[PATH_ROOM], journal[PATH_ROOM];
    join(old, from, "result.msgpack");
    join(journal, from, "result.journal");
    if (!child_copy(old, result)) stop("no result of the first night");
    join(old, s->out, "result.journal");
    if (!child_copy(journal, old)) stop("no journal of the first night");
  }
  child_end end = score(all, s->input, s->out, false, "count:0", log, errors);
  if (end.status != 0 || !truth_read(result, all->arena, &s->want)) stop("the run without faults does not end with 0");
  list_calls(s, log);
  printf("%s: %zu calls, %zu units\n", s->name, s->count, s->want.count);
}

// ---- points ------------------------------------------------------------------------------------------------------------

static void add_point(loop *all, int night, fault_mode mode, long at)
{
  all->points[all->count++] = (point){ night, mode, at };
}

/// Of the calls of one name about one thing, `most` are kept, evenly, the first and the last among them.
static bool is_kept(const scenario *s, fault_mode mode, size_t index, long most)
{
  long same = 0, before = 0;
  for (size_t i = 0; i < s->count; i++) {
    if ((s->calls[i].kind & mode_calls[mode]) == 0 || strcmp(s->calls[i].label, s->calls[index].label) != 0) continue;
    before += i < index;
    same++;
  }
  if (same <= most) return true;
  if (most == 1) return before == same / 2;
  return before * (most - 1) / (same - 1) != (before - 1) * (most - 1) / (same - 1) || before == 0;
}

static void list_points(loop *all)
{
  size_t most = 0;
  for (int s = 0; s < SCENARIOS; s++) most += all->scenarios[s].count * FAULT_COUNT;
  all->points = calloc(most, sizeof *all->points);
  if (all->points == NULL) stop("no memory");
  for (int s = 0; s < SCENARIOS; s++)
    for (int mode = 0; mode < FAULT_COUNT; mode++) {
      long at = 0;
      for (size_t i = 0; i < all->scenarios[s].count; i++) {
        if ((all->scenarios[s].calls[i].kind & mode_calls[mode]) == 0) continue;
        at++;
        if (all->most[s] == 0 || is_kept(&all->scenarios[s], (fault_mode)mode, i, all->most[s]))
          add_point(all, s, (fault_mode)mode, at);
      }
    }
}

// ---- one point ---------------------------------------------------------------------------------------------------------

static void say_file(const char *path)
{
  char line[512];
  FILE *file = fopen(path, "re");
  for (int i = 0; file != NULL && i < 3 && fgets(line, sizeof line, file) != NULL; i++) printf("    %s", line);
  if (file != NULL) fclose(file);
}

static void differ(lane *l, const point *p, const char *what)
{
  l->failed = true;
  printf("%s %s:%ld: %s\n", l->all->scenarios[p->night].name, mode_names[p->mode], p->at, what);
  say_file(l->log);
  say_file(l->errors);
  fflush(stdout);
}

static bool is_there(const char *path)
{
  struct stat is;
  return lstat(path, &is) == 0;
}

static bool is_equal(const char *path, zp_text want)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  bool equal = zp_text_equal(truth_file(path, arena), want);
  zp_arena_free(arena);
  return equal;
}

/// True when the program has told a code of its own.
static bool has_told(const lane *l)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_text text = truth_file(l->errors, arena);
  bool told = text.ptr != NULL && memmem(text.ptr, text.len, "error E", 7) != NULL;
  zp_arena_free(arena);
  return told;
}

static bool names(const lane *l, const char *path, const char *text)
{
  zp_arena *arena = zp_arena_new(NULL, 0);
  zp_text bytes = truth_file(path, arena);
  (void)l;
  bool found = bytes.ptr != NULL && memmem(bytes.ptr, bytes.len, text, strlen(text)) != NULL;
  zp_arena_free(arena);
  return found;
}

/// What stands under the final name, whatever became of the run.
static void check_result(lane *l, const point *p, child_end end)
{
  const scenario *s = &l->all->scenarios[p->night];
  char room[256];
  bool equal = is_equal(l->result, s->want.bytes);
  bool old = p->night == 1 && is_equal(l->result, l->all->scenarios[0].want.bytes);
  const char *slash = strrchr(s->input, '/');
  atomic_long *count = end.signal != 0 ? &l->all->tally->killed : equal ? &l->all->tally->equal : &l->all->tally->refused;
  if (end.status == 0 && !equal) differ(l, p, "ends with 0 and another result");
  if (equal && end.status == 1) differ(l, p, "ends with 1 although all is well");
  if (!equal && !old && is_there(l->result)) {
    const char *wrong = truth_check(&s->want, l->result, slash == NULL ? s->input : slash + 1, room, sizeof room);
    if (wrong != NULL) differ(l, p, wrong);
    if (end.status != 1) differ(l, p, "a result in part, and no status that says so");
    count = &l->all->tally->honest;
  }
  if (end.status > 0 && !has_told(l)) differ(l, p, "refuses without a cause");
  atomic_fetch_add(count, 1);
}

static void check_end(lane *l, const point *p, child_end end)
{
  bool may_leave = p->mode == FAULT_KILL || p->mode == FAULT_GONE || names(l, l->log, "unlink");
  if (end.signal == SIGALRM) differ(l, p, "hangs");
  else if (end.signal == SIGABRT && p->mode == FAULT_EMFILE && names(l, l->log, "pipe2")) atomic_fetch_add(&l->all->tally->aborted, 1);
  else if (end.signal != 0 && (end.signal != SIGKILL || p->mode != FAULT_KILL)) differ(l, p, strsignal(end.signal));
  else if (end.signal == 0 && p->mode == FAULT_KILL) differ(l, p, "was not killed");
  if (!may_leave && child_finds(l->out, ".ziping-")) differ(l, p, "leaves a file behind");
  check_result(l, p, end);
}

static child_end score_after(lane *l, const scenario *s, bool resume)
{
  child_end end = { 75, 0 };
  // A worker that was just being started may hold the lock for a moment longer than its parent.
  for (int i = 0; i < LOCK_TRIES && end.status == 75; i++) {
    if (i > 0) usleep(20000);
    end = score(l->all, s->input, l->out, resume, NULL, NULL, l->errors);
  }
  return end;
}

/// Without faults all comes right. --resume may refuse a journal that was begun for other inputs: those of the night before, or
/// those that could not be read.
static void check_again(lane *l, const point *p)
{
  const scenario *s = &l->all->scenarios[p->night];
  child_end end = score_after(l, s, true);
  bool other = end.status > 0 && names(l, l->errors, "E506");
  if (other && !(p->mode == FAULT_KILL && p->night == 0)) {
    atomic_fetch_add(&l->all->tally->again, 1);
    end = score_after(l, s, false);
  } else {
    atomic_fetch_add(&l->all->tally->resumed, 1);
  }
  if (end.status != 0) differ(l, p, "does not go on");
  else if (!is_equal(l->result, s->want.bytes)) differ(l, p, "goes on to another result");
}

static void try_point(lane *l, const point *p)
{
  const scenario *s = &l->all->scenarios[p->night], *before = &l->all->scenarios[0];
  char fault[32], from[PATH_ROOM];
  if (!child_clear(l->out)) stop("a lane's folder cannot be cleared");
  if (p->night == 1) {
    join(from, before->out, "result.msgpack");
    if (!child_copy(from, l->result)) stop("no result of the first night");
    join(from, before->out, "result.journal");
    if (!child_copy(from, l->journal)) stop("no journal of the first night");
  }
  unlink(l->log);
  snprintf(fault, sizeof fault, "%s:%ld", mode_names[p->mode], p->at);
  l->failed = false;
  child_end end = score(l->all, s->input, l->out, false, fault, l->log, l->errors);
  struct stat is;
  if (stat(l->log, &is) != 0 || is.st_size == 0) {  // fewer calls than in the run that was counted: answers came in other parts
    atomic_fetch_add(&l->all->tally->missed, 1);
    if (end.status != 0 || !is_equal(l->result, s->want.bytes)) differ(l, p, "no fault, and not what has to be");
    if (l->failed) atomic_fetch_add(&l->all->tally->differences, 1);
    return;
  }
  check_end(l, p, end);
  check_again(l, p);
  atomic_fetch_add(&l->all->tally->tried, 1);
  atomic_fetch_add(&l->all->tally->by_mode[p->mode], 1);
  if (l->failed) atomic_fetch_add(&l->all->tally->differences, 1);
}

// ---- all points --------------------------------------------------------------------------------------------------------

static void run_lane(loop *all, long number)
{
  lane l = { .all = all };
  char name[32];
  snprintf(name, sizeof name, "lane%ld", number);
  join(l.out, all->work, name);
  join(l.result, l.out, "result.msgpack");
  join(l.journal, l.out, "result.journal");
  snprintf(name, sizeof name, "log%ld", number);
  join(l.log, all->work, name);
  snprintf(name, sizeof name, "errors%ld", number);
  join(l.errors, all->work, name);
  for (;;) {
    size_t i = (size_t)atomic_fetch_add(&all->tally->next, 1);
    if (i >= all->count) return;
    try_point(&l, &all->points[i]);
    if ((i + 1) % 1000 == 0) {
      printf("%zu of %zu points\n", i + 1, all->count);
      fflush(stdout);
    }
  }
}

static int print_tally(const loop *all)
{
  const tally *t = all->tally;
  printf("equal %ld, in part and said so %ld, refused %ld, killed %ld; then resumed %ld, run again %ld; past the end %ld; libuv aborted %ld\n",
         atomic_load(&t->equal), atomic_load(&t->honest), atomic_load(&t->refused), atomic_load(&t->killed),
         atomic_load(&t->resumed), atomic_load(&t->again), atomic_load(&t->missed), atomic_load(&t->aborted));
  for (int i = 0; i < FAULT_COUNT; i++) printf("%s %ld%s", mode_names[i], atomic_load(&t->by_mode[i]), i + 1 < FAULT_COUNT ? ", " : "\n");
  printf("points tried %ld, differences %ld\n", atomic_load(&t->tried), atomic_load(&t->differences));
  return atomic_load(&t->differences) == 0 && atomic_load(&t->tried) > 0 ? 0 : 1;
}

static void run_lanes(loop *all)
{
  fflush(stdout);
  for (long i = 0; i < all->lanes; i++) {
    pid_t child = fork();
    if (child < 0) stop("no lane can be started");
    if (child != 0) continue;
    run_lane(all, i);
    exit(0);
  }
  for (int status; wait(&status) > 0;)
    if (status != 0) atomic_fetch_add(&all->tally->differences, 1);
}

static void read_options(loop *all, int argc, char **argv)
{
  for (int i = 6; i + 1 < argc; i += 2) {
    if (strcmp(argv[i], "--first") == 0) all->most[0] = atol(argv[i + 1]);
    else if (strcmp(argv[i], "--next") == 0) all->most[1] = atol(argv[i + 1]);
    else if (strcmp(argv[i], "--lanes") == 0) all->lanes = atol(argv[i + 1]);
    else if (strcmp(argv[i], "--only") == 0) all->only = argv[i + 1];
  }
}

static void keep_only(loop *all)
{
  char text[64];
  size_t kept = 0;
  for (size_t i = 0; i < all->count; i++) {
    point p = all->points[i];
    snprintf(text, sizeof text, "%s:%s:%ld", all->scenarios[p.night].name, mode_names[p.mode], p.at);
    if (strncmp(text, all->only, strlen(all->only)) == 0) all->points[kept++] = p;
  }
  all->count = kept;
}

int main(int argc, char **argv)
{
  if (argc < 6) stop("usage: fault_loop ZIPING SHIM DISTRICT NIGHT WORK [--first N] [--next N] [--lanes L] [--only NIGHT:MODE:N]");
  loop all = { .ziping = argv[1], .shim = argv[2], .work = argv[5], .lanes = 2, .arena = zp_arena_new(NULL, 0) };
  all.scenarios[0] = (scenario){ .name = "first", .input = argv[3] };
  all.scenarios[1] = (scenario){ .name = "next", .input = argv[4] };
  read_options(&all, argc, argv);
  all.tally = mmap(NULL, sizeof *all.tally, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (all.tally == MAP_FAILED || all.arena == NULL) stop("no memory");
  if (mkdir(all.work, 0777) != 0 && errno != EEXIST) stop("the work folder cannot be made");
  prepare(&all, 0, NULL);
  prepare(&all, 1, all.scenarios[0].out);
  list_points(&all);
  if (all.only != NULL) keep_only(&all);
  printf("%zu points\n", all.count);
  run_lanes(&all);
  return print_tally(&all);
}

// unpack.c: one archive through a process of its own, frame by frame, into the spool.
#include "batch/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "batch/frame.h"

enum { NAME_MOST = 16 * 1024, MEMBERS_TAKEN_MOST = 2 * ZP_ARCHIVE_MEMBERS_MOST };

typedef struct unpacking {
  const zp_unpack_setup *setup;
  const char *path;
  zp_text shown;
  zp_spool *spool;
  zp_arena *arena;
  zp_findings *findings;
  zp_error *err;
  int to, from; // pipes; -1: closed
  pid_t child;
  time_t end; // of its time
  zp_unpacked *members;
  size_t count, capacity, told;
  zp_text name;   // of the member that comes in; ptr NULL: none
  uint64_t begun; // where it begins in the spool
  bool package;
  char room[ZP_FRAME_PART];
} unpacking;

static const zp_text none = { NULL, 0 };

static bool notice(unpacking *u, zp_text file, zp_status status, zp_text arg1, zp_text arg2)
{
  zp_place place = { .file = file };
  zp_findings_add(u->findings, status, &place, arg1, arg2, none);
  return false;
}

static bool broken(unpacking *u, const char *why)
{
  return notice(u, u->shown, ZP_E_UNPACK, zp_text_from(why), none);
}

/// A member of the archive, as it is shown.
static zp_text shown_of(unpacking *u, zp_text name)
{
  zp_text shown = zp_text_format(u->arena, "%.*s/%.*s", ZP_ARG(u->shown), ZP_ARG(name));
  if (shown.ptr == NULL) u->findings->lost = true;
  return shown;
}

// ---- the spool --------------------------------------------------------------------------------

static zp_status spool_failed(const char *folder, int cause, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  return zp_fail(err, ZP_E_WRITE, NULL, zp_text_from(folder), zp_error_cause(cause, room), none);
}

zp_status zp_spool_open(const char *folder, zp_spool *spool, zp_error *err)
{
  char path[4096];
  if (spool->file >= 0) return ZP_OK;
  if (snprintf(path, sizeof path, "%s/ziping-spool-XXXXXX", folder) >= (int)sizeof path)
    return spool_failed(folder, ENAMETOOLONG, err);
  spool->file = mkostemp(path, O_CLOEXEC);
  if (spool->file < 0 || unlink(path) != 0) return spool_failed(folder, errno, err);
  snprintf(spool->path, sizeof spool->path, "/proc/self/fd/%d", spool->file);
  return ZP_OK;
}

void zp_spool_close(zp_spool *spool)
{
  if (spool->file >= 0) close(spool->file);
  spool->file = -1;
}

zp_status zp_spool_add(const char *folder, zp_spool *spool, zp_text bytes, zp_error *err)
{
  while (bytes.len > 0) {
    ssize_t done = pwrite(spool->file, bytes.ptr, bytes.len, (off_t)spool->length);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return spool_failed(folder, done < 0 ? errno : ENOSPC, err);
    bytes = zp_text_slice(bytes, (size_t)done, bytes.len);
    spool->length += (uint64_t)done;
  }
  return ZP_OK;
}

static bool spool_bytes(unpacking *u, const char *bytes, size_t size)
{
  return zp_spool_add(u->setup->folder, u->spool, (zp_text){ bytes, size }, u->err) == ZP_OK;
}

// ---- the other process ------------------------------------------------------------------------

static bool spawn(unpacking *u)
{
  int in[2] = { -1, -1 }, out[2] = { -1, -1 };
  posix_spawn_file_actions_t actions;
  char room[ZP_ERROR_ARG];
  int cause = pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0
                  ? errno
                  : posix_spawn_file_actions_init(&actions);
  if (cause == 0) {
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    cause = posix_spawn(&u->child, u->setup->program, &actions, NULL, u->setup->arguments,
                        u->setup->environment);
    posix_spawn_file_actions_destroy(&actions);
  }
  if (in[0] >= 0) close(in[0]);
  if (out[1] >= 0) close(out[1]);
  u->to = in[1];
  u->from = out[0];
  if (cause == 0) return true;
  u->child = -1;
  zp_fail(u->err, ZP_E_WORKER_START, NULL, zp_text_from(u->setup->program),
          zp_error_cause(cause, room), none);
  return false;
}

static bool wait_for(unpacking *u, int file, short event)
{
  for (;;) {
    time_t left = u->end - time(NULL);
    struct pollfd one = { file, event, 0 };
    if (left <= 0) return broken(u, "deadline");
    int ready = poll(&one, 1, (int)(left < 3600 ? left : 3600) * 1000);
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return broken(u, "poll");
  }
}

static bool put(unpacking *u, const char *bytes, size_t size)
{
  while (size > 0) {
    if (!wait_for(u, u->to, POLLOUT)) return false;
    ssize_t done = write(u->to, bytes, size);
    if (done < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (done <= 0) return broken(u, "write");
    bytes += done;
    size -= (size_t)done;
  }
  return true;
}

static bool take(unpacking *u, char *room, size_t size)
{
  while (size > 0) {
    if (!wait_for(u, u->from, POLLIN)) return false;
    ssize_t got = read(u->from, room, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return broken(u, "read");
    room += got;
    size -= (size_t)got;
  }
  return true;
}

/// Ends it whatever it is doing: all that is wanted of it is here.
static void finish_child(unpacking *u)
{
  if (u->to >= 0) close(u->to);
  if (u->from >= 0) close(u->from);
  if (u->child <= 0) return;
  kill(u->child, SIGKILL);
  while (waitpid(u->child, NULL, 0) < 0 && errno == EINTR) {
  }
}

// ---- there ------------------------------------------------------------------------------------

static bool put_head(unpacking *u, zp_frame_type type, size_t len)
{
  unsigned char head[ZP_FRAME_HEAD];
  const zp_frame frame = { type, 1, (uint32_t)len };
  zp_frame_put_head(&frame, head);
  return put(u, (const char *)head, sizeof head);
}

static bool send_bytes(unpacking *u, int file)
{
  uint64_t sent = 0;
  char room[ZP_ERROR_ARG];
  for (;;) {
    ssize_t got = read(file, u->room, sizeof u->room);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return notice(u, u->shown, ZP_E_OPEN, zp_error_cause(errno, room), none);
    if (got == 0) return put_head(u, ZP_FRAME_RUN, 0);
    if ((sent += (uint64_t)got) > ZP_ARCHIVE_MOST)
      return notice(u, u->shown, ZP_E_TOO_LARGE, zp_word_arg(ZP_W_THE_FILE), ZP_TEXT("256 MiB"));
    if (!put_head(u, ZP_FRAME_DATA, (size_t)got) || !put(u, u->room, (size_t)got)) return false;
  }
}

static bool send_archive(unpacking *u)
{
  char room[ZP_ERROR_ARG];
  struct stat is;
  int file = open(u->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  int cause = file < 0 || fstat(file, &is) != 0 ? errno : S_ISREG(is.st_mode) ? 0 : ENOTSUP;
  bool sent = cause == 0 ? send_bytes(u, file)
                         : notice(u, u->shown, ZP_E_OPEN, zp_error_cause(cause, room), none);
  if (file >= 0) close(file);
  return sent;
}

// ---- and back ---------------------------------------------------------------------------------

static bool begin_member(unpacking *u, size_t len)
{
  char *name = len > NAME_MOST || u->name.ptr != NULL || u->told++ > MEMBERS_TAKEN_MOST
                   ? NULL
                   : zp_arena_bytes(u->arena, len + 1);
  if (name == NULL) return broken(u, "name");
  if (!take(u, name, len)) return false;
  u->name = (zp_text){ name, len };
  u->begun = u->spool->length;
  return true;
}

static bool take_data(unpacking *u, size_t len)
{
  if (u->name.ptr == NULL || u->spool->length - u->begun + len > ZP_ARCHIVE_MEMBER_MOST)
    return broken(u, "data");
  return take(u, u->room, len) && spool_bytes(u, u->room, len);
}

static bool end_member(unpacking *u)
{
  zp_unpacked *members = u->name.ptr == NULL ? NULL
                                             : zp_arena_grow(u->arena, u->members, u->count,
                                                             &u->capacity, sizeof *members);
  if (members == NULL) return broken(u, "end");
  u->members = members;
  members[u->count++] = (zp_unpacked){ u->name, u->begun, u->spool->length - u->begun };
  u->name = none;
  return true;
}

static zp_text next_part(zp_text text, size_t *at)
{
  size_t from = *at, to = from;
  while (to < text.len && text.ptr[to] != '\0') to++;
  *at = to < text.len ? to + 1 : to;
  return zp_text_slice(text, from, to);
}

/// What came of it is given back.
static bool refuse_member(unpacking *u, size_t len)
{
  size_t at = 0;
  if (u->name.ptr == NULL || len > NAME_MOST || !take(u, u->room, len)) return broken(u, "refusal");
  zp_text words = { u->room, len };
  zp_status status = zp_status_from_code(next_part(words, &at));
  zp_text first = next_part(words, &at), second = next_part(words, &at);
  if (status == ZP_STATUS_COUNT || status == ZP_OK) return broken(u, "code");
  notice(u, shown_of(u, u->name), status, first, second);
  u->spool->length = u->begun;
  u->name = none;
  return true;
}

static bool take_end(unpacking *u, const zp_frame *frame)
{
  char code[8];
  if (u->name.ptr != NULL || frame->len >= sizeof code || !take(u, code, frame->len))
    return broken(u, "end");
  zp_text text = { code, frame->len };
  if (frame->type == ZP_FRAME_RESULT) {
    u->package = zp_text_equal(text, ZP_TEXT("package"));
    return true;
  }
  zp_status status = zp_status_from_code(text);
  return notice(u, u->shown, status == ZP_STATUS_COUNT || status == ZP_OK ? ZP_E_ARCHIVE : status,
                none, none);
}

/// False when something went wrong, which was told.
static bool take_members(unpacking *u)
{
  unsigned char head[ZP_FRAME_HEAD];
  for (;;) {
    zp_frame frame;
    bool fine = take(u, (char *)head, sizeof head);
    if (!fine) return false;
    if (!zp_frame_take_head(head, &frame)) return broken(u, "head");
    switch (frame.type) {
      case ZP_FRAME_FILE:
        // A refusal of a member that has begun names it again.
        if (u->name.ptr != NULL) {
          u->spool->length = u->begun;
          u->name = none;
        }
        fine = begin_member(u, frame.len);
        break;
      case ZP_FRAME_DATA: fine = take_data(u, frame.len); break;
      case ZP_FRAME_END: fine = frame.len == 0 ? end_member(u) : broken(u, "end"); break;
      case ZP_FRAME_UNREADABLE: fine = refuse_member(u, frame.len); break;
      case ZP_FRAME_RESULT:
      case ZP_FRAME_FAILED: return take_end(u, &frame);
      default: fine = broken(u, "type"); break;
    }
    if (!fine) return false;
  }
}

zp_status zp_unpack(const zp_unpack_setup *setup, const char *path, zp_text shown, zp_spool *spool,
                    zp_arena *arena, zp_unpacked **out, size_t *count, bool *package,
                    zp_findings *findings, zp_error *err)
{
  unpacking *u = ZP_TAKE(arena, unpacking, 1);
  if (u == NULL) return zp_fail_memory(err);
  *u = (unpacking){ .setup = setup,
                    .path = path,
                    .shown = shown,
                    .spool = spool,
                    .arena = arena,
                    .findings = findings,
                    .err = err,
                    .to = -1,
                    .from = -1,
                    .child = -1,
                    .end = time(NULL) + (time_t)setup->deadline };
  *count = 0;
  *package = false;
  if (zp_spool_open(setup->folder, spool, err) != ZP_OK) return err->status;
  uint64_t before = spool->length;
  bool whole = spawn(u) && send_archive(u) && take_members(u);
  finish_child(u);
  if (err->status != ZP_OK) return err->status;
  if (findings->lost || zp_arena_short(arena)) return zp_fail_memory(err);
  if (!whole) spool->length = before;
  *out = u->members;
  *count = whole ? u->count : 0;
  *package = whole && u->package;
  return ZP_OK;
}

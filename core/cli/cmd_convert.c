// cmd_convert.c: ziping convert: what `ziping score --office` starts. `look` says by its exit status
// whether the file on standard input is one of Word (0) or not (1), confined; `run SECONDS PROGRAM
// WORD…` becomes that program, with less than we have. Not for people.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/confine.h"
#include "batch/worker.h"
#include "cli/cli.h"
#include "plugins/readers/ole.h"

/// Standard input, as far as a worker would take it. False when memory is short or it is more.
static bool read_input(zp_arena *arena, zp_text *out)
{
  size_t len = 0, capacity = 0;
  char *room = NULL;
  for (;;) {
    if (len == capacity) {
      size_t wider = capacity == 0 ? 1 << 20 : 2 * capacity;
      char *more = wider > 2 * (size_t)ZP_INPUT_MOST ? NULL : zp_arena_bytes(arena, wider);
      if (more == NULL) return false;
      if (len != 0) memcpy(more, room, len);
      room = more;
      capacity = wider;
    }
    ssize_t got = read(STDIN_FILENO, room + len, capacity - len);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) break;
    len += (size_t)got;
  }
  *out = (zp_text){ room, len };
  return true;
}

/// One that holds a workbook too is a workbook.
static bool is_word(zp_arena *arena)
{
  zp_text bytes;
  zp_ole ole;
  if (!read_input(arena, &bytes) || !zp_ole_is(bytes)) return false;
  if (zp_ole_open(bytes, arena, &ole) != ZP_OLE_FINE) return false;
  return zp_ole_has(&ole, "WordDocument") && !zp_ole_has(&ole, "Workbook") && !zp_ole_has(&ole, "Book");
}

static zp_exit look(const zp_cli *cli)
{
  zp_error err = { 0 };
  bool word = false;
  zp_status status = zp_confine_limits(&err);
  zp_arena *arena = zp_arena_new(NULL, 0);
  if (status == ZP_OK && arena == NULL) status = zp_fail_memory(&err);
  if (status == ZP_OK) status = zp_confine_calls(&err);
  if (status == ZP_OK) word = is_word(arena);
  zp_arena_free(arena);
  if (status != ZP_OK) zp_say_error(cli, &err);
  return status != ZP_OK ? ZP_EXIT_INTERNAL : word ? ZP_EXIT_OK : ZP_EXIT_PARTLY;
}

static zp_exit run(const zp_cli *cli, char **words)
{
  zp_error err = { 0 };
  char room[ZP_ERROR_ARG];
  if (zp_confine_program((unsigned)strtoul(words[0], NULL, 10), &err) == ZP_OK) {
    execv(words[1], words + 1);
    zp_fail(&err, ZP_E_WORKER_START, NULL, zp_text_from(words[1]), zp_error_cause(errno, room), (zp_text){ NULL, 0 });
  }
  zp_say_error(cli, &err);
  return ZP_EXIT_INTERNAL;
}

zp_exit zp_cmd_convert(const zp_cli *cli, int argc, char **argv)
{
  if (argc == 2 && strcmp(argv[1], "look") == 0) return look(cli);
  if (argc >= 4 && strcmp(argv[1], "run") == 0) return run(cli, argv + 2);
  return zp_say_usage(cli, ZP_W_USAGE_COMMAND, argv[0]);
}

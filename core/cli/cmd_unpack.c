// cmd_unpack.c: ziping unpack: the process that `ziping score` sends archives to. Not for people:
// it speaks frames.
#include <signal.h>
#include <unistd.h>

#include "batch/confine.h"
#include "batch/unpack.h"
#include "cli/cli.h"
#include "plugins/registry.h"

/// The limits come first; what names are decoded with is loaded before calls are cut off.
static zp_status work(zp_error *err)
{
  signal(SIGPIPE, SIG_IGN);
  if (zp_confine_limits(err) != ZP_OK) return err->status;
  void *state = zp_archive_zip.prepare();
  if (state == NULL) return zp_fail_with(err, ZP_E_START, NULL, "GB18030");
  zp_status status = zp_confine_calls(err);
  if (status == ZP_OK)
    status = zp_unpack_serve(&zp_archive_zip, state, STDIN_FILENO, STDOUT_FILENO, err);
  zp_archive_zip.release(state);
  return status;
}

zp_exit zp_cmd_unpack(const zp_cli *cli, int argc, char **argv)
{
  zp_error err = { 0 };
  if (argc != 1) return zp_say_usage(cli, ZP_W_USAGE_COMMAND, argv[0]);
  if (work(&err) != ZP_OK) zp_say_error(cli, &err);
  return err.status == ZP_OK ? ZP_EXIT_OK : ZP_EXIT_INTERNAL;
}

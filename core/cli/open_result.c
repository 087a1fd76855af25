// open_result.c: a result for the subcommands that read one, and reports of it.
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "store/result_file.h"

enum { RESULT_MOST = 1 << 30 };  // bytes of a result file

/// Of a run's folder the result in it. ptr NULL when memory is short.
static zp_text result_file(const char *path, zp_arena *arena)
{
  struct stat is;
  if (stat(path, &is) == 0 && S_ISDIR(is.st_mode)) return zp_text_format(arena, "%s/result.msgpack", path);
  return zp_text_from(path);
}

zp_status zp_result_open(const char *path, zp_arena *arena, zp_result **out, zp_error *err)
{
  zp_text bytes, file = result_file(path, arena);
  if (file.ptr == NULL) return zp_fail_memory(err);
  if (zp_file_read(file.ptr, RESULT_MOST, arena, &bytes, err) != ZP_OK) return err->status;
  if (zp_result_unpack(bytes, arena, out, err) == ZP_OK) return ZP_OK;
  snprintf(err->file, sizeof err->file, "%s", zp_path_last(file.ptr));
  return err->status;
}

zp_status zp_result_open_by_unit(const char *path, zp_arena *arena, zp_stored *out, zp_error *err)
{
  zp_text file = result_file(path, arena);
  if (file.ptr == NULL) return zp_fail_memory(err);
  return zp_stored_open(file.ptr, arena, out, err);
}

/// A regular file that is there and not empty.
static bool has_content(const char *path)
{
  struct stat is;
  return path != NULL && stat(path, &is) == 0 && S_ISREG(is.st_mode) && is.st_size != 0;
}

zp_status zp_report_write(const zp_cli *cli, const zp_report *report, const char *path, const zp_result *result,
                          const zp_unit_source *units, zp_arena *arena, zp_error *err)
{
  zp_sink sink = { .arena = arena };
  zp_report_options how = { .lang = cli->lang, .width = path == NULL ? cli->width : 0, .units = units };
  if (report->into != NULL && has_content(path)) return report->into(result, &how, path, arena, err);
  if (report->write(result, &how, &sink, err) != ZP_OK) return err->status;
  zp_text bytes = { sink.bytes, sink.len };
  if (path != NULL) return zp_file_write(path, bytes, err);
  fwrite(bytes.ptr, 1, bytes.len, cli->out);  // main looks at the stream's error when all is written
  return ZP_OK;
}

void zp_say_written(const zp_cli *cli, const char *path)
{
  enum { AROUND = 64 };
  char line[ZP_ERROR_ARG + AROUND], name[ZP_ERROR_ARG];
  zp_text_clean(zp_text_from(path), name, sizeof name);
  const zp_text args[3] = { zp_text_from(name) };
  zp_message_fill(zp_word_text(ZP_W_REPORT_WRITTEN, cli->lang), cli->lang, args, line, sizeof line);
  fprintf(cli->out, "%s\n", line);
}

zp_exit zp_result_exit(zp_status status)
{
  switch (status) {
    case ZP_OK: return ZP_EXIT_OK;
    case ZP_E_OPEN: case ZP_E_TOO_LARGE: case ZP_E_RESULT_CORRUPT: case ZP_E_RESULT_VERSION: case ZP_E_RESULT_ALTERED:
      return ZP_EXIT_NO_INPUT;
    case ZP_E_FOLDER_FOREIGN: return ZP_EXIT_USAGE;
    default: return ZP_EXIT_INTERNAL;
  }
}

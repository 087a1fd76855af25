// book_file.c: see book_file.h.
#include "plugins/reports/book_file.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int zp_book_file_open(char path[ZP_BOOK_PATH_ROOM], zp_error *err)
{
  int file = memfd_create("ziping-form", MFD_CLOEXEC);
  if (file < 0)
    zp_fail_with(err, ZP_E_FORM_WRITE, NULL, "memfd_create");
  else
    snprintf(path, ZP_BOOK_PATH_ROOM, "/proc/self/fd/%d", file);
  return file;
}

zp_status zp_book_file_take(int file, zp_sink *sink, zp_error *err)
{
  enum { PIECE = 65536 };
  char *piece = zp_arena_bytes(sink->arena, PIECE);
  ssize_t count = 0;
  off_t at = 0;
  if (piece == NULL) return zp_fail_memory(err);
  while ((count = pread(file, piece, PIECE, at)) > 0) {
    zp_sink_put(sink, (zp_text){ piece, (size_t)count });
    at += count;
  }
  if (count < 0) return zp_fail_with(err, ZP_E_FORM_WRITE, NULL, "pread");
  return sink->failed ? zp_fail_memory(err) : ZP_OK;
}

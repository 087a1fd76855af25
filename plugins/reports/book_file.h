// book_file.h: the file in memory that a workbook is written to, because the library knows only
// files.
#pragma once

#include "model/format.h"

/// Bytes of the name of such a file.
enum { ZP_BOOK_PATH_ROOM = 64 };

/// Opens one and tells its name; -1: ZP_E_FORM_WRITE. The caller closes it.
int zp_book_file_open(char path[ZP_BOOK_PATH_ROOM], zp_error *err);
/// Appends all its bytes to the sink. Fails with ZP_E_FORM_WRITE or ZP_E_MEMORY.
zp_status zp_book_file_take(int file, zp_sink *sink, zp_error *err);

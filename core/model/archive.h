// archive.h: the contract of what takes files out of an archive. It runs in a confined process, so
// what it needs from the system is loaded before.
#pragma once

#include "base/error.h"

/// Takes what is found, in the order of the archive. `name` is UTF-8, with slashes and without
/// "..", relative. Each returns false to end it.
typedef struct zp_archive_sink {
  void *context;
  bool (*begin)(void *context, zp_text name);
  bool (*data)(void *context, zp_text bytes);
  bool (*end)(void *context);
  /// The member cannot be taken, or not whole: what came since begin() does not count.
  bool (*refuse)(void *context, zp_text name, zp_status status, zp_text arg1, zp_text arg2);
} zp_archive_sink;

/// Bounds of one archive, those inside of it included. Inflated bytes are counted as they come,
/// never as they are declared.
enum {
  ZP_ARCHIVE_MOST = 256 << 20, // bytes of the file
  ZP_ARCHIVE_MEMBERS_MOST = 20000,
  ZP_ARCHIVE_MEMBER_MOST = 64 << 20,  // bytes of a member
  ZP_ARCHIVE_INFLATED_MOST = 1 << 30, // bytes of all members
  ZP_ARCHIVE_RATIO_MOST =
      200, // of a member of more than ZP_ARCHIVE_RATIO_FROM bytes to its packed bytes
  ZP_ARCHIVE_RATIO_FROM = 1 << 20
};

typedef struct zp_archive_reader {
  const char *name, *title;
  /// What is to be loaded before the process is confined; NULL: it cannot be.
  void *(*prepare)(void);
  void (*release)(void *state);
  /// *package: the bytes are one file after all (an office document is a zip too), and nothing was
  /// given. ZP_E_ARCHIVE: they are no archive of this kind, or its directory is damaged. `bytes`
  /// are borrowed.
  zp_status (*unpack)(void *state, zp_text bytes, const zp_archive_sink *sink, bool *package,
                      zp_arena *arena, zp_error *err);
} zp_archive_reader;

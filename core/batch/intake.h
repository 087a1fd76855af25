// intake.h: which files belong together. Nothing is opened but folders.
#pragma once

#include "base/finding.h"
#include "batch/unpack.h"

/// A file to read.
typedef struct zp_intake_file {
  zp_text path;   // to open it; ends with NUL
  zp_text shown;  // relative to the folder that was given; the last part for a file that was given itself. In an archive: behind its name
  bool packed;    // out of an archive: these bytes of what `path` opens
  uint64_t offset, length;
  const unsigned char *origin;  // made of a file that was sent: digest of that (ZP_DIGEST_BYTES), by which it is known; NULL: it is one
} zp_intake_file;

/// What one worker runs whole: a folder directly inside of a given folder (usually a unit's), or the loose files of a given
/// folder whose names begin alike, or all files that were given themselves.
typedef struct zp_bundle {
  zp_text name;         // the folder's name, the common beginning, or ZP_BUNDLE_OF_FILES
  zp_intake_file *files;  // in byte order of shown, then path
  size_t count;
} zp_bundle;
#define ZP_BUNDLE_OF_FILES "files"

typedef struct zp_intake {
  zp_bundle *bundles;      // in byte order of name
  size_t count;
  size_t file_count;     // of all bundles
  zp_findings findings;  // what was passed over: links, pipes, devices, folders that cannot be read
} zp_intake;

/// Scans files and folders. Hidden entries and result.* or shard-* of earlier runs are left out silently; links inside of folders are not
/// followed. The order of the arguments does not matter. A given name that is not there is a finding. Lives in `arena`. Fails
/// only when memory is short or there are more than ZP_INTAKE_MOST entries.
///
/// An archive (.zip) stands for a folder of that name: one that was given for a given folder (or, when all that is in it lies in folders
/// of one folder, for that), one in a folder for a folder there. `unpack` takes them apart into the spool; NULL: they are files.
zp_status zp_intake_read(char *const *given, size_t count, const zp_unpack_setup *unpack, zp_spool *spool, zp_arena *arena,
                         zp_intake *out, zp_error *err);
/// Takes a file out that serves for something else, such as the roster, if it is among them.
void zp_intake_leave_out(zp_intake *intake, const char *path);
enum { ZP_INTAKE_MOST = 2000000, ZP_INTAKE_DEPTH = 16 };

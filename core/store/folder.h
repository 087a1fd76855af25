// folder.h: a folder of files put in place whole or not at all.
#pragma once

#include "model/format.h"

enum { ZP_FOLDER_NAME = 64 };

/// Where a report's files wait until all are there: a folder beside the one meant.
typedef struct zp_folder_draft {
  zp_folder folder;          // give this to the report
  const char *path;          // as given, for errors; borrowed
  bool (*owns)(zp_text name);
  char *target;              // the folder meant, links resolved, without slashes behind it; heap
  int parent, draft;         // -1: not open
  char name[ZP_FOLDER_NAME]; // of the draft, in the parent; "": none
} zp_folder_draft;

/// A folder that is there must be empty or hold nothing but files that `owns` knows (ZP_E_FOLDER_FOREIGN otherwise): they are replaced as a whole.
/// Removes what a process that was killed left beside it: drafts of an hour ago or more (another machine may be writing the others), and
/// of these only what holds nothing but files that `owns` knows.
/// Always end with zp_folder_close(): what was not put in place is removed by then. All calls fail with ZP_E_WRITE and the cause.
zp_status zp_folder_open(const char *path, bool (*owns)(zp_text name), zp_folder_draft *draft, zp_error *err);
/// Writes all to the disk and changes the folders' places in one step where the file system can (else there is a moment without either).
zp_status zp_folder_replace(zp_folder_draft *draft, zp_error *err);
void zp_folder_close(zp_folder_draft *draft);

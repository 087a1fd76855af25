// kept_files.h: a folder that keeps the files of a report in memory.
#pragma once

#include <string.h>

#include "model/format.h"

enum { KEPT_FILES_MOST = 64 };

/// Zero it and set `folder.put` to kept_files_put, and `arena`.
typedef struct kept_files {
  zp_folder folder;
  zp_arena *arena;
  zp_text names[KEPT_FILES_MOST], bytes[KEPT_FILES_MOST];
  size_t count;
} kept_files;

static inline zp_status kept_files_put(zp_folder *folder, zp_text name, zp_text bytes, zp_error *err)
{
  kept_files *kept = (kept_files *)(void *)folder;
  if (kept->count == KEPT_FILES_MOST) return zp_fail_memory(err);
  kept->names[kept->count] = zp_text_copy(name, kept->arena);
  kept->bytes[kept->count] = zp_text_copy(bytes, kept->arena);
  if (kept->names[kept->count].ptr == NULL || kept->bytes[kept->count].ptr == NULL) return zp_fail_memory(err);
  kept->count++;
  return ZP_OK;
}

/// The bytes of a file; ptr NULL when there is none of that name.
static inline zp_text kept_file(const kept_files *kept, const char *name)
{
  for (size_t i = 0; i < kept->count; i++)
    if (zp_text_equal(kept->names[i], zp_text_from(name))) return kept->bytes[i];
  return (zp_text){ NULL, 0 };
}

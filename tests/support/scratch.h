// scratch.h: a folder of files made for one test and removed after it.
#pragma once

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

typedef struct scratch { char folder[256]; } scratch;

static inline void scratch_open(scratch *s)
{
  const char *tmp = getenv("TMPDIR");
  snprintf(s->folder, sizeof s->folder, "%s/ziping_test_XXXXXX", tmp == NULL ? "/tmp" : tmp);
  if (mkdtemp(s->folder) == NULL) abort();
}

static inline int scratch_remove(const char *path, const struct stat *about, int type, struct FTW *walk)
{
  (void)about;
  (void)type;
  (void)walk;
  return remove(path);
}

static inline void scratch_close(scratch *s)
{
  nftw(s->folder, scratch_remove, 8, FTW_DEPTH | FTW_PHYS);
}

/// Writes a file; folders in `name` are made.
static inline void scratch_write(const scratch *s, const char *name, const void *bytes, size_t len)
{
  char path[768];
  snprintf(path, sizeof path, "%s/%s", s->folder, name);
  for (char *slash = path + strlen(s->folder) + 1; (slash = strchr(slash, '/')) != NULL; *slash++ = '/') {
    *slash = '\0';
    mkdir(path, 0777);
  }
  FILE *file = fopen(path, "wb");
  if (file == NULL || fwrite(bytes, 1, len, file) != len || fclose(file) != 0) abort();
}

static inline void scratch_text(const scratch *s, const char *name, const char *text)
{
  scratch_write(s, name, text, strlen(text));
}

static inline zp_text scratch_path(const scratch *s)
{
  return zp_text_from(s->folder);
}

// progress_page.c: memory without a name in any folder, mapped by two processes.
#include "batch/progress_page.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

static zp_progress *map(int file)
{
  void *page = mmap(NULL, sizeof(zp_progress), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  return page == MAP_FAILED ? NULL : page;
}

/// Its size is sealed: a page that was cut off would end whoever reads it.
int zp_progress_page_new(zp_progress **out, int *file)
{
  int cause = 0;
  *out = NULL;
  *file = memfd_create("ziping-progress", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (*file < 0) return errno;
  bool made = ftruncate(*file, sizeof(zp_progress)) == 0 &&
              fcntl(*file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
  if (!made || (*out = map(*file)) == NULL) cause = errno;
  if (cause == 0) return 0;
  close(*file);
  *file = -1;
  return cause;
}

zp_status zp_progress_page_take(zp_progress **out, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  zp_text none = { NULL, 0 };
  *out = map(ZP_PROGRESS_FILE);
  if (*out == NULL)
    return zp_fail(err, ZP_E_CONFINE, NULL, zp_error_cause(errno, room), none, none);
  close(ZP_PROGRESS_FILE);
  return ZP_OK;
}

void zp_progress_page_free(zp_progress *page)
{
  if (page != NULL) munmap(page, sizeof *page);
}

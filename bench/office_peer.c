// office_peer.c: see office_peer.h.
#include "office_peer.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static int remove_one(const char *path, const struct stat *about, int type, struct FTW *walk)
{
  (void)about;
  (void)type;
  (void)walk;
  return remove(path);
}

/// User and system time of all children that have ended.
static double children_seconds(void)
{
  struct rusage used;
  getrusage(RUSAGE_CHILDREN, &used);
  return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
}

bool office_open(office_peer *peer)
{
  snprintf(peer->folder, sizeof peer->folder, "/tmp/bench_readers_XXXXXX");
  if (system("command -v soffice >/dev/null 2>&1") != 0 || mkdtemp(peer->folder) == NULL)
    return false;
  if (office_time(peer, "first.csv", ZP_TEXT("1,2\n3,4\n")) >= 0) return true;
  office_close(peer);
  return false;
}

void office_close(office_peer *peer)
{
  nftw(peer->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

double office_time(const office_peer *peer, const char *name, zp_text bytes)
{
  char path[256], out[256], command[1024];
  size_t stem = 0;
  while (name[stem] != '\0' && name[stem] != '.') stem++;
  snprintf(path, sizeof path, "%s/%s", peer->folder, name);
  snprintf(out, sizeof out, "%s/out/%.*s.csv", peer->folder, (int)stem, name);
  FILE *file = fopen(path, "wb");
  if (file == NULL) return -1;
  bool written = fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
  if (fclose(file) != 0 || !written) return -1;
  unlink(out);
  snprintf(command, sizeof command,
           "soffice -env:UserInstallation=file://%s/profile --headless --convert-to csv --outdir "
           "%s/out %s >/dev/null 2>&1",
           peer->folder, peer->folder, path);
  double before = children_seconds();
  int status = system(command);
  double took = children_seconds() - before;
  return status == 0 && access(out, R_OK) == 0 ? took : -1;
}

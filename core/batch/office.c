// office.c: files of old office programs, one at a time, through LibreOffice into the spool.
#include "batch/office.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "batch/office_process.h"
#include "batch/worker.h"

enum { PART = 64 * 1024, ARGUMENTS = 20, VERSION_BYTES = 120 };

static const zp_text none = { NULL, 0 };

/// How each kind is called for LibreOffice, and what it becomes.
typedef struct form {
  const char *input, *output, *shown, *filter;
} form;

static const form forms[] = {
  [ZP_OFFICE_COMPOUND] = { "input.doc", "made/input.docx", ".docx", "docx:MS Word 2007 XML" },
  [ZP_OFFICE_WORD] = { "input.doc", "made/input.docx", ".docx", "docx:MS Word 2007 XML" },
  [ZP_OFFICE_RTF] = { "input.rtf", "made/input.docx", ".docx", "docx:MS Word 2007 XML" },
  [ZP_OFFICE_ODT] = { "input.odt", "made/input.docx", ".docx", "docx:MS Word 2007 XML" },
  [ZP_OFFICE_ODS] = { "input.ods", "made/input.xlsx", ".xlsx", "xlsx:Calc MS Excel 2007 XML" },
};

typedef struct job {
  const zp_office *office;
  zp_spool *spool;
  zp_arena *arena;
  zp_intake *intake;
  zp_error *err;
  char folder[512]; // of the file that is converted
  char room[PART];
} job;

// ---- a folder of its own ----------------------------------------------------------------------

static zp_status cannot_write(const char *what, int cause, zp_error *err)
{
  char room[ZP_ERROR_ARG];
  return zp_fail(err, ZP_E_WRITE, NULL, zp_text_from(what), zp_error_cause(cause, room), none);
}

/// Of a profile: nothing in a file is run, nothing it points to is fetched.
static const char profile[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\" "
    "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n"
#define ITEM(path, name, value) \
  "<item oor:path=\"/org.openoffice.Office." path "\"><prop oor:name=\"" name \
  "\" oor:op=\"fuse\"><value>" value "</value></prop></item>\n"
    ITEM("Common/Security/Scripting", "DisableMacrosExecution", "true")
    ITEM("Common/Security/Scripting", "MacroSecurityLevel", "3")
    ITEM("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true")
    ITEM("Writer/Content/Update", "Link", "2")
    ITEM("Calc/Content/Update", "Link", "2")
#undef ITEM
    "</oor:items>\n";

static zp_status write_profile(const char *folder, zp_error *err)
{
  char path[640];
  snprintf(path, sizeof path, "%s/profile", folder);
  if (mkdir(path, 0700) != 0) return cannot_write(path, errno, err);
  snprintf(path, sizeof path, "%s/profile/user", folder);
  if (mkdir(path, 0700) != 0) return cannot_write(path, errno, err);
  snprintf(path, sizeof path, "%s/profile/user/registrymodifications.xcu", folder);
  FILE *file = fopen(path, "wxe");
  bool whole = file != NULL && fputs(profile, file) >= 0;
  int cause = errno;
  if (file != NULL && fclose(file) != 0 && whole) return cannot_write(path, errno, err);
  return whole ? ZP_OK : cannot_write(path, cause, err);
}

static int remove_entry(const char *path, const struct stat *is, int kind, struct FTW *at)
{
  (void)is;
  (void)kind;
  (void)at;
  remove(path);
  return 0;
}

static void remove_folder(const char *folder)
{
  enum { OPEN_AT_ONCE = 16 };
  nftw(folder, remove_entry, OPEN_AT_ONCE, FTW_DEPTH | FTW_PHYS);
}

static zp_status make_folder(const char *in, char folder[512], zp_error *err)
{
  int len = snprintf(folder, 512, "%s/ziping-office-XXXXXX", in);
  if (len < 0 || len >= 512) return cannot_write(in, ENAMETOOLONG, err);
  return mkdtemp(folder) != NULL ? ZP_OK : cannot_write(in, errno, err);
}

// ---- the process ------------------------------------------------------------------------------

/// A path as a URL wants it.
static zp_text print_url(const char *folder, zp_arena *arena)
{
  static const char digits[] = "0123456789ABCDEF", plain[] = "/-._~";
  static const char head[] = "-env:UserInstallation=file://", tail[] = "/profile";
  char *room = zp_arena_bytes(arena, sizeof head + 3 * strlen(folder) + sizeof tail);
  size_t len = 0;
  if (room == NULL) return none;
  for (const char *p = head; *p != '\0'; p++) room[len++] = *p;
  for (const char *p = folder; *p != '\0'; p++) {
    unsigned char byte = (unsigned char)*p;
    bool letter = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
    if (letter || strchr(plain, byte) != NULL) {
      room[len++] = *p;
      continue;
    }
    room[len++] = '%';
    room[len++] = digits[byte >> 4];
    room[len++] = digits[byte & 15];
  }
  memcpy(room + len, tail, sizeof tail);
  return (zp_text){ room, len + sizeof tail - 1 };
}

static char *word(const char *text)
{
  return (char *)(uintptr_t)text; // argv is not const, and nobody writes into it
}

/// Runs ziping's own `convert` with these words, as little of the environment as LibreOffice needs.
static zp_office_end run(const zp_office *office, const char *folder, char **arguments, const char *in,
                         const char *out, zp_arena *arena, int *status)
{
  zp_text path = zp_text_format(arena, "PATH=%s", office->setup.path);
  zp_text home = zp_text_format(arena, "HOME=%s", folder), place = zp_text_format(arena, "TMPDIR=%s", folder);
  char *environment[] = { word(path.ptr),      word(home.ptr),      word(place.ptr), word("LANG=C.UTF-8"),
                          word("TZ=UTC0"), word("SAL_USE_VCLPLUGIN=svp"), NULL };
  const zp_office_task task = { office->setup.program, arguments, environment, in, out, office->setup.deadline };
  *status = ENOMEM;
  if (path.ptr == NULL || home.ptr == NULL || place.ptr == NULL) return ZP_OFFICE_NOT_STARTED;
  return zp_office_watch(&task, status);
}

/// LibreOffice itself with these words behind its own profile.
static zp_office_end run_soffice(const zp_office *office, const char *folder, const char *const *words,
                                 const char *out, zp_arena *arena, int *status)
{
  char seconds[16], *arguments[ARGUMENTS] = { word("ziping"), word("convert"), word("run"), seconds, word(office->soffice.ptr) };
  size_t count = 5;
  zp_text url = print_url(folder, arena);
  snprintf(seconds, sizeof seconds, "%u", office->setup.deadline);
  *status = ENOMEM;
  if (url.ptr == NULL) return ZP_OFFICE_NOT_STARTED;
  arguments[count++] = word(url.ptr);
  for (size_t i = 0; words[i] != NULL && count + 1 < ARGUMENTS; i++) arguments[count++] = word(words[i]);
  return run(office, folder, arguments, NULL, out, arena, status);
}

// ---- LibreOffice ------------------------------------------------------------------------------

static zp_text find_program(const char *path, zp_arena *arena)
{
  static const char *const names[] = { "soffice", "libreoffice" };
  for (size_t n = 0; n < sizeof names / sizeof *names; n++)
    for (const char *from = path; from != NULL && *from != '\0';) {
      size_t len = strcspn(from, ":");
      zp_text file = zp_text_format(arena, "%.*s/%s", (int)len, from, names[n]);
      if (from[0] == '/' && file.ptr != NULL && access(file.ptr, X_OK) == 0) return file;
      from += len + (from[len] == ':');
    }
  return none;
}

/// The line it says, without what does not belong into a line; empty when there is none.
static zp_text read_version(const char *path, zp_arena *arena)
{
  char room[VERSION_BYTES];
  FILE *file = fopen(path, "re");
  bool said = file != NULL && fgets(room, sizeof room, file) != NULL;
  if (file != NULL) fclose(file);
  if (!said) return none;
  for (char *p = room; *p != '\0'; p++)
    if (*p < ' ' || *p > '~') *p = ' ';
  return zp_text_copy(zp_text_trim(zp_text_from(room)), arena);
}

/// A signal that was for us is given to us once the folder is gone.
static void leave(const char *folder, zp_office_end end, int status)
{
  remove_folder(folder);
  if (end == ZP_OFFICE_SIGNAL) raise(status);
}

zp_status zp_office_open(const zp_office_setup *setup, zp_arena *arena, zp_office *out, zp_error *err)
{
  static const char *const ask[] = { "--version", NULL };
  char folder[512], said[640];
  int status = 0;
  *out = (zp_office){ .setup = *setup };
  out->soffice = find_program(setup->path, arena);
  if (zp_arena_short(arena)) return zp_fail_memory(err);
  if (out->soffice.len == 0) return ZP_OK;
  if (make_folder(setup->folder, folder, err) != ZP_OK) return err->status;
  snprintf(said, sizeof said, "%s/version", folder);
  zp_office_end end = run_soffice(out, folder, ask, said, arena, &status);
  if (end == ZP_OFFICE_ENDED) out->version = read_version(said, arena);
  leave(folder, end, status);
  if (out->version.len == 0) out->soffice = none;
  return zp_arena_short(arena) ? zp_fail_memory(err) : ZP_OK;
}

// ---- a file -----------------------------------------------------------------------------------

static bool notice(job *j, const zp_intake_file *file, const form *as, zp_word why)
{
  zp_place place = { .file = file->shown };
  zp_findings_add(&j->intake->findings, ZP_E_OFFICE_CONVERT, &place, zp_text_from(as->shown), zp_word_arg(why), none);
  return false;
}

/// -1: it is not to be had, which whoever reads it will tell.
static int open_file(const zp_intake_file *from)
{
  struct stat is;
  int file = open(from->path.ptr, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (file < 0) return -1;
  if (fstat(file, &is) == 0 && S_ISREG(is.st_mode) && (!from->packed || lseek(file, (off_t)from->offset, SEEK_SET) >= 0)) return file;
  close(file);
  return -1;
}

static zp_office_kind look_at(int file)
{
  char head[ZP_OFFICE_HEAD];
  off_t at = lseek(file, 0, SEEK_CUR);
  ssize_t got = at < 0 ? -1 : pread(file, head, sizeof head, at);
  return got <= 0 ? ZP_OFFICE_NONE : zp_office_kind_of((zp_text){ head, (size_t)got });
}

static bool write_all(int file, const char *bytes, size_t size)
{
  while (size > 0) {
    ssize_t done = write(file, bytes, size);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes += done;
    size -= (size_t)done;
  }
  return true;
}

/// What was sent, into the folder. *whole is false when it is more than a worker takes, or cannot be
/// read: it is left to a worker then.
static zp_status copy_input(job *j, const zp_intake_file *from, int file, const char *path,
                            unsigned char digest[ZP_DIGEST_BYTES], bool *whole)
{
  zp_hash hash;
  uint64_t done = 0, most = from->packed ? from->length : ZP_INPUT_MOST + 1;
  int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), cause = errno;
  ssize_t got = 0;
  if (to < 0) return cannot_write(path, cause, j->err);
  zp_hash_start(&hash);
  for (cause = 0; done < most && cause == 0; done += (uint64_t)got) {
    got = read(file, j->room, most - done < PART ? (size_t)(most - done) : PART);
    if (got < 0 && errno == EINTR) got = 0;
    else if (got <= 0) break;
    zp_hash_add(&hash, (zp_text){ j->room, (size_t)got });
    if (!write_all(to, j->room, (size_t)got)) cause = errno;
  }
  if (close(to) != 0 && cause == 0) cause = errno;
  zp_hash_end(&hash, digest);
  *whole = got >= 0 && done <= ZP_INPUT_MOST;
  return cause == 0 ? ZP_OK : cannot_write(path, cause, j->err);
}

/// A confined process says whether a compound file is one of Word.
static bool is_word(const job *j, const char *path)
{
  char *arguments[] = { word("ziping"), word("convert"), word("look"), NULL };
  int status = 0;
  zp_office_end end = run(j->office, j->folder, arguments, path, NULL, j->arena, &status);
  if (end == ZP_OFFICE_SIGNAL) raise(status);
  return end == ZP_OFFICE_ENDED && status == 0;
}

/// What came out, into the spool; *done: it is there. LibreOffice ends with 0 on failure too: only
/// what it has left behind counts.
static zp_status take_output(job *j, zp_intake_file *from, const form *as, const char *path, bool *done)
{
  struct stat is;
  zp_spool *spool = j->spool;
  int file = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
  bool there = file >= 0 && fstat(file, &is) == 0 && S_ISREG(is.st_mode) && is.st_size > 0;
  *done = false;
  if (!there || is.st_size > ZP_INPUT_MOST) {
    if (file >= 0) close(file);
    notice(j, from, as, there ? ZP_W_OFFICE_LARGE : ZP_W_OFFICE_NOTHING);
    return ZP_OK;
  }
  zp_status status = zp_spool_open(j->office->setup.folder, spool, j->err);
  uint64_t begun = spool->length;
  ssize_t got = 0;
  while (status == ZP_OK && spool->length - begun <= ZP_INPUT_MOST) {
    got = read(file, j->room, PART);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    status = zp_spool_add(j->office->setup.folder, spool, (zp_text){ j->room, (size_t)got }, j->err);
  }
  close(file);
  if (status != ZP_OK) return status;
  *done = got == 0 && spool->length > begun;
  if (!*done) notice(j, from, as, ZP_W_OFFICE_NOTHING);
  if (!*done) spool->length = begun;
  from->offset = *done ? begun : from->offset;
  from->length = *done ? spool->length - begun : from->length;
  return ZP_OK;
}

/// The input is in the folder.
static zp_status convert_input(job *j, zp_intake_file *from, const form *as, const char *input, zp_office_end *end,
                               int *status, bool *done)
{
  char made[640], output[640];
  snprintf(made, sizeof made, "%s/made", j->folder);
  snprintf(output, sizeof output, "%s/%s", j->folder, as->output);
  const char *const words[] = { "--headless", "--norestore", "--nologo", "--nolockcheck", "--convert-to", as->filter,
                                "--outdir", made, input, NULL };
  if (mkdir(made, 0700) != 0) return cannot_write(made, errno, j->err);
  if (write_profile(j->folder, j->err) != ZP_OK) return j->err->status;
  *end = run_soffice(j->office, j->folder, words, NULL, j->arena, status);
  if (*end == ZP_OFFICE_ENDED) return take_output(j, from, as, output, done);
  notice(j, from, as, *end == ZP_OFFICE_LATE ? ZP_W_OFFICE_LATE : ZP_W_OFFICE_NOTHING);
  return ZP_OK;
}

static zp_status convert_open(job *j, zp_intake_file *from, int file, zp_office_kind kind)
{
  const form *as = &forms[kind];
  char input[640];
  bool whole = false, done = false;
  int status = 0;
  zp_office_end end = ZP_OFFICE_ENDED;
  unsigned char *digest = ZP_TAKE(j->arena, unsigned char, ZP_DIGEST_BYTES);
  if (digest == NULL) return zp_fail_memory(j->err);
  if (make_folder(j->office->setup.folder, j->folder, j->err) != ZP_OK) return j->err->status;
  snprintf(input, sizeof input, "%s/%s", j->folder, as->input);
  zp_status fine = copy_input(j, from, file, input, digest, &whole);
  if (fine == ZP_OK && whole && (kind != ZP_OFFICE_COMPOUND || is_word(j, input)))
    fine = convert_input(j, from, as, input, &end, &status, &done);
  leave(j->folder, end, status);
  if (fine != ZP_OK || !done) return fine;
  from->path = zp_text_copy(zp_text_from(j->spool->path), j->arena);
  from->packed = true;
  from->origin = digest;
  return from->path.ptr == NULL ? zp_fail_memory(j->err) : ZP_OK;
}

static zp_status convert_file(job *j, zp_intake_file *from)
{
  int file = open_file(from);
  if (file < 0) return ZP_OK;
  zp_office_kind kind = look_at(file);
  zp_status status = kind == ZP_OFFICE_NONE ? ZP_OK : convert_open(j, from, file, kind);
  close(file);
  return status;
}

zp_status zp_office_convert(const zp_office *office, zp_spool *spool, zp_arena *arena, zp_intake *intake,
                            zp_error *err)
{
  job *j = ZP_TAKE(arena, job, 1);
  if (j == NULL) return zp_fail_memory(err);
  *j = (job){ .office = office, .spool = spool, .arena = arena, .intake = intake, .err = err };
  for (size_t b = 0; b < intake->count && office->soffice.len != 0; b++)
    for (size_t i = 0; i < intake->bundles[b].count; i++)
      if (convert_file(j, &intake->bundles[b].files[i]) != ZP_OK) return err->status;
  return intake->findings.lost || zp_arena_short(arena) ? zp_fail_memory(err) : ZP_OK;
}

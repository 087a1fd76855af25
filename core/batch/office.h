// office.h: files of old office programs -> what readers know, by LibreOffice, when it is installed
// and asked for. Each is made by a process of its own, in a folder of its own that is gone after,
// with a profile that runs no macro, without network, within a deadline. What comes out is believed
// no more than what was sent: it goes into the spool and from there to a confined worker.
#pragma once

#include "batch/intake.h"

typedef struct zp_office_setup {
  const char *program; // ziping itself: it starts LibreOffice with less than it has
  const char *path;    // PATH, to find LibreOffice in; NULL: it is not found
  const char *folder;  // for what is temporary, the spool too
  unsigned deadline;   // seconds for a file
} zp_office_setup;

typedef struct zp_office {
  zp_office_setup setup;
  zp_text soffice; // empty: there is none
  zp_text version; // as it says itself; what comes of a file depends on it
} zp_office;

/// Finds LibreOffice and asks for its version. None that works is no failure: `soffice` is empty
/// then. Fails when memory is short or a folder cannot be made (ZP_E_WRITE).
zp_status zp_office_open(const zp_office_setup *setup, zp_arena *arena, zp_office *out, zp_error *err);

/// Has all files of `intake` that are to be converted converted, and puts the stretches of the spool
/// in their place, under their names and known by what they were made of. What does not work is a
/// finding, and the file stays as it was sent. Fails when memory is short, or the spool or a
/// folder cannot be written.
zp_status zp_office_convert(const zp_office *office, zp_spool *spool, zp_arena *arena,
                            zp_intake *intake, zp_error *err);

/// What a file is by its first bytes; a compound file may be anything until a confined process has
/// looked into it.
typedef enum zp_office_kind {
  ZP_OFFICE_NONE,
  ZP_OFFICE_COMPOUND,
  ZP_OFFICE_WORD,
  ZP_OFFICE_RTF,
  ZP_OFFICE_ODT,
  ZP_OFFICE_ODS
} zp_office_kind;
enum { ZP_OFFICE_HEAD = 128 }; // as many bytes decide
zp_office_kind zp_office_kind_of(zp_text head);

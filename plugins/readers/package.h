// package.h: the parts of an Office file: a zip whose members are found by relationships and inflated within limits.
#pragma once

#include "model/format.h"

enum {
  ZP_PACKAGE_MEMBERS_MOST = 10000,
  ZP_PACKAGE_NAME_MOST = 512,              // bytes of a part's name
  ZP_PACKAGE_INFLATED_MOST = 512 << 20,    // bytes of all parts that are read, counted while they are inflated
  ZP_PACKAGE_RATIO_MOST = 250,             // inflated to stored bytes of one part …
  ZP_PACKAGE_RATIO_FREE = 4 << 20,         // … once it is larger than this
  ZP_RELATIONS_MOST = 20000                // of one part
};

/// What a file is by its content.
typedef enum zp_package_kind {
  ZP_PACKAGE_NONE,          // no Office file at all
  ZP_PACKAGE_WORKBOOK,      // .xlsx .xlsm .xltx: SpreadsheetML
  ZP_PACKAGE_DOCUMENT,      // .docx .docm .dotx: WordprocessingML
  ZP_PACKAGE_BINARY,        // .xlsb
  ZP_PACKAGE_PRESENTATION,  // .pptx
  ZP_PACKAGE_ODS, ZP_PACKAGE_ODT, ZP_PACKAGE_ODP,
  ZP_PACKAGE_ENCRYPTED,     // an OLE2 container around an encrypted package
  ZP_PACKAGE_DAMAGED        // a zip that cannot be opened
} zp_package_kind;

/// One relationship of a part. Texts live in the arena.
typedef struct zp_relation {
  zp_text id;
  zp_text type;    // its last word: "worksheet"
  zp_text target;  // name of a part as members have it, without a leading slash; of an external one as written
  bool external;
} zp_relation;

typedef struct zp_relations {
  zp_relation *items;
  size_t count, capacity;
} zp_relations;

/// An open package; belongs to one thread. zp_package_close() frees what is not in the arena.
typedef struct zp_package {
  struct zip *zip;
  zp_arena *arena;
  zp_text name;        // of the file, for places
  size_t members;
  uint64_t inflated;   // bytes so far
} zp_package;

/// Opens `bytes`, which stay with the caller. Fails with ZP_E_TOO_LARGE, ZP_E_PACKAGE_DAMAGED or ZP_E_OFFICE_MANY.
zp_status zp_package_open(zp_text bytes, zp_text name, zp_arena *arena, zp_package *out, zp_error *err);
void zp_package_close(zp_package *package);

/// A part that is being read.
typedef struct zp_part {
  zp_package *package;
  struct zip_file *file;
  zp_text name;
  uint64_t stored, inflated;  // bytes; of stored what the zip says
} zp_part;

/// Opens a part by name, capital letters of ASCII meaning the same; *found false when there is none. Fails when the name is there
/// twice, is encrypted or cannot be read.
zp_status zp_part_open(zp_package *package, zp_text name, zp_part *out, bool *found, zp_error *err);
/// Up to `size` more bytes; *got 0 at the end, and the checksum of the whole was right then.
zp_status zp_part_read(zp_part *part, char *room, size_t size, size_t *got, zp_error *err);
void zp_part_close(zp_part *part);

/// The relationships of a part ("" for the package itself); none when it has none.
zp_status zp_package_relations(zp_package *package, zp_text part, zp_relations *out, zp_error *err);
/// The first relationship of a type, or of an id; NULL when there is none.
const zp_relation *zp_relation_typed(const zp_relations *list, zp_text type);
const zp_relation *zp_relation_with(const zp_relations *list, zp_text id);

/// What the bytes are, and for WORKBOOK and DOCUMENT the name of the main part (in the arena).
zp_package_kind zp_package_kind_of(zp_text bytes, zp_arena *arena, zp_text *main_part);
/// A reader's claim on bytes: certain of these kinds (read, or refused by name); less so of a damaged package in which the folder of
/// its parts is named.
int zp_package_claim(zp_text bytes, const zp_package_kind *kinds, size_t count, zp_text folder);
/// The failure for a kind that is not read, with what to do; false when the kind is one that is.
bool zp_package_refuse(zp_package_kind kind, const zp_place *place, zp_error *err);

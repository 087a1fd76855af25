// gen.h: seeded districts of any size: rows whose kinds, operators, glyphs, units, verdicts and slips come in the shares of
// published forms. A drawn unit holds every row twice, as the texts of its form and as the typed values these texts mean.
#pragma once

#include "gen_words.def"
#include "model/format.h"

typedef struct zp_gen {
  uint64_t seed;
  size_t units, projects, indicators;  // per district, per unit, per project
  unsigned mess;                       // percent of indicator rows that are spoilt (gen_words.def, ZP_GEN_MESS)
  unsigned change;                     // percent of the units that differ from the district without it
} zp_gen;

typedef enum zp_gen_kind { GEN_EXECUTION, GEN_NUMBER, GEN_PERCENT, GEN_MONEY, GEN_DATE, GEN_WORDS } zp_gen_kind;
typedef enum zp_gen_direction { GEN_NO_WAY, GEN_UP, GEN_DOWN, GEN_ZERO, GEN_EQUAL } zp_gen_direction;
typedef enum zp_gen_op { GEN_OP_NONE, GEN_OP_EQ, GEN_OP_GE, GEN_OP_LE } zp_gen_op;
typedef enum zp_gen_band { GEN_NO_BAND, GEN_MET, GEN_PARTIAL, GEN_UNMET } zp_gen_band;
typedef enum zp_gen_group { GEN_NO_GROUP, GEN_OUTPUT, GEN_BENEFIT, GEN_SATISFACTION } zp_gen_group;

enum { GEN_TEXT = 160 };

/// digits / 10^places.
typedef struct zp_gen_number { int64_t digits; int places; } zp_gen_number;
typedef struct zp_gen_date { int year, month, day; } zp_gen_date;

/// One row to score. Typed values are what a reader should find in the texts; of a spoilt row they mean nothing.
typedef struct zp_gen_row {
  zp_gen_kind kind;                // of the target
  const char *level1, *level2;
  char name[GEN_TEXT];
  char op_text[16], target_text[GEN_TEXT], unit_text[32], actual_text[GEN_TEXT];
  zp_gen_group group;
  zp_gen_op op;
  zp_gen_direction direction;
  zp_gen_number target, actual;    // GEN_EXECUTION: 万元, revised and executed
  const char *unit;                // of both numbers: %, 万元, 个; "": none
  bool in_words;                   // the actual is a verdict, whatever the target
  zp_gen_date due, done;           // GEN_DATE
  zp_gen_band band;                // when in_words
  int weight, declared;            // cents; declared -1: not written
  bool spoilt, twice;              // twice: the row is written a second time
} zp_gen_row;

typedef struct zp_gen_unit {
  char code[16], name[64];
  size_t project_count, row_count; // rows of one project, the execution first
  zp_gen_row *rows;                // of all projects, one after the other
} zp_gen_unit;

/// Unit `index` (from 0) of the district, in the arena; NULL when memory is short. It depends on the seed and the index alone,
/// so that parts of a district can be made apart; the same numbers give the same bytes everywhere.
zp_gen_unit *zp_gen_draw(const zp_gen *gen, size_t index, zp_arena *arena);

/// The form as a person would fill it in.
void zp_gen_csv_head(zp_sink *sink);
void zp_gen_csv_unit(const zp_gen_unit *unit, zp_sink *sink);
/// The whole district as one CSV.
void zp_gen_csv(const zp_gen *gen, zp_sink *sink);

/// Typed rows as a table, for programs that read no records.
void zp_gen_tsv_head(zp_sink *sink);
void zp_gen_tsv_unit(const zp_gen_unit *unit, zp_sink *sink);

/// A unit record (plugins/README.md) and what ends it: msgpack as it is, JSON in a line.
void zp_gen_record(const zp_gen_unit *unit, bool json, zp_sink *sink);

typedef enum zp_gen_word {
#define GEN_WORD_ID(id, words) GEN_WORD_##id,
  ZP_GEN_NAMES(GEN_WORD_ID)
#undef GEN_WORD_ID
} zp_gen_word;
/// A name or pattern of gen_words.def.
const char *zp_gen_word_text(zp_gen_word word);

/// For the writers of formats.
enum { GEN_YEAR = 2024, GEN_NUMBER_ROOM = 32 };
const char *zp_gen_print_number(zp_gen_number number, char room[GEN_NUMBER_ROOM]);

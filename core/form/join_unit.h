// join_unit.h: a unit while it is being put together from several sheets.
#pragma once

#include "form/join.h"
#include "form/lexicon.h"

enum { ZP_NOT_FOUND = UINT32_MAX };

/// Scopes of zp_join_unit.names.
enum { ZP_NAMES_CODE, ZP_NAMES_NAME, ZP_NAMES_OTHER };

/// How exactly a name is looked for: the scopes of a project's indicators, most telling first.
typedef enum zp_match {
  ZP_MATCH_LEVELS,       // level 3, 2 and 1
  ZP_MATCH_LEVEL2,       // level 3 and 2
  ZP_MATCH_NAME,         // level 3
  ZP_MATCH_DESCRIPTION,  // what the goals call the description
  ZP_MATCH_COUNT
} zp_match;

/// What is needed to find a project's indicators. Indicators of one name are chained in document
/// order; the index holds the first of a chain that no row has been joined to, as number + 1.
typedef struct zp_join_project {
  size_t capacity;                   // of the project's indicators, when rows make them
  bool borrowed;                     // they are still those of a record, in its order
  uint32_t *next[ZP_MATCH_COUNT];    // the chains, number + 1; from goals only
  bool *taken;                       // a row was joined
  bool has_item;                     // an itemised goal belongs to it
  zp_place executed_at;              // of its execution row; row 0: none yet
} zp_join_project;

/// Rows that name a project the goals do not have.
typedef struct zp_stray {
  zp_cell code, name;
  zp_place place;    // of the first row
  size_t rows;
  bool targets;      // a row brings a target of its own
  uint32_t project;  // made of them; ZP_NOT_FOUND: none
} zp_stray;

/// A row of a project that rows make, found by its levels without keeping their keys.
typedef struct zp_seen_row {
  uint32_t hash, project, number;
} zp_seen_row; // of the indicator, from 1; 0: a free place
typedef struct zp_seen_rows {
  zp_seen_row *items;
  size_t count, capacity;
} zp_seen_rows;

/// A text, its key and the key's hash.
typedef struct zp_known_key {
  zp_text text, key;
  uint32_t hash;
} zp_known_key;

typedef struct zp_join_unit {
  zp_unit unit;
  bool has_goals;
  zp_project *projects;
  zp_join_project *joining; // parallel to projects
  size_t project_count, project_capacity, joining_capacity;
  size_t goal_projects;         // the first ones, from goals
  zp_stray *strays;
  size_t stray_count, stray_capacity;
  zp_name_index names;          // projects by code, name and other names (titles, itemised goals); strays as project_count…
  zp_name_index indicators;     // of projects from goals; scope: project * ZP_MATCH_COUNT + match
  zp_seen_rows seen;            // indicators of the other projects
  zp_name_index stray_names;
  zp_known_key level1, level2;  // of the last row: they repeat
  size_t tries;                 // comparisons left for "did you mean", so that many misspelt names cost no more than a few
  zp_findings findings;
} zp_join_unit;

/// What all parts of a join share.
typedef struct zp_join_work {
  const zp_lexicon *lexicon;
  zp_arena *arena;
  zp_error *err;
} zp_join_work;

/// Adds a project as it is; its index is the count before.
zp_status zp_join_add_project(zp_join_unit *unit, const zp_project *project,
                              const zp_join_work *work);

/// Make room for projects or strays of a unit, and for `rows` indicators of a project, that has
/// none yet, so that they are not moved again and again.
zp_status zp_join_reserve_strays(zp_join_unit *unit, size_t count, const zp_join_work *work);
zp_status zp_join_reserve_projects(zp_join_unit *unit, size_t count, const zp_join_work *work);
zp_status zp_join_reserve(zp_join_unit *unit, uint32_t project, size_t rows,
                          const zp_join_work *work);

/// A project that has no indicators yet borrows the `count` ones of a record, which are then added
/// one by one: as long as they come in order and none is left out they need not be copied.
void zp_join_borrow(zp_join_unit *unit, uint32_t project, zp_indicator *indicators, size_t count);

/// Adds a row to a project that rows make. *again: it has one of the same levels, and this one was
/// left out.
zp_status zp_join_add_row(zp_join_unit *unit, uint32_t project, const zp_indicator *row,
                          const zp_join_work *work, bool *again);

/// Adds one document's goals. Projects that are there already are findings.
zp_status zp_join_goals(zp_join_unit *unit, const zp_unit *goals, const zp_join_work *work);

/// Links itemised goals to projects, by name and by nearly the same name, once all goals are in; what finds none is a finding.
zp_status zp_join_items(zp_join_unit *unit, const zp_join_work *work);

/// The project a row names, ZP_NOT_FOUND when there is none; *stray is then the group of rows it belongs to.
zp_status zp_join_find_project(zp_join_unit *unit, const zp_filled_row *row, const zp_join_work *work, uint32_t *project,
                               uint32_t *stray);

/// One more row of a stray.
void zp_join_count_stray(zp_join_unit *unit, uint32_t stray, const zp_filled_row *row);

/// Makes projects of strays that bring their targets, or of all when there are no goals; the others are findings.
zp_status zp_join_settle(zp_join_unit *unit, const zp_join_work *work);

/// Adds an indicator to its project.
zp_status zp_join_indicator(zp_join_unit *unit, uint32_t project, const zp_indicator *row,
                            const zp_join_work *work);

/// Adds a row to its project.
zp_status zp_join_row(zp_join_unit *unit, uint32_t project, const zp_filled_row *row, const zp_join_work *work);

/// Findings about each project once all rows are in: nothing filled in, parts of the fund that do not sum up.
zp_status zp_join_check(zp_join_unit *unit, const zp_join_work *work);

/// The key of a text that is often that of the row before; `last` keeps both. ptr NULL when memory
/// is short.
zp_text zp_key_again(zp_known_key *last, zp_text text, zp_arena *arena);

/// Prepares the chains of a project's indicators; `number` is its index.
zp_status zp_join_chain(zp_join_unit *unit, uint32_t number, const zp_join_work *work);

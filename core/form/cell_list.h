// cell_list.h: a growing list of cells in an arena.
#pragma once

#include "model/document.h"

typedef struct zp_cell_list { zp_cell *items; size_t count, capacity; } zp_cell_list;

zp_status zp_cell_list_add(zp_cell_list *list, zp_cell cell, zp_arena *arena, zp_error *err);

/// Room behind the text that was appended to last, so that appending again and again stays cheap. Zero it before use.
typedef struct zp_cell_room { char *text; size_t len, capacity; } zp_cell_room;

/// Appends `more` to the text of `cell` on a line of its own; a cell without text takes text and place.
zp_status zp_cell_append(zp_cell *cell, const zp_cell *more, zp_cell_room *room, zp_arena *arena, zp_error *err);

/// A cell of part of another's text: the place is the whole cell's.
zp_cell zp_cell_part(const zp_cell *cell, zp_text part);

/// A blank cell with the text of the one it continues, at its own place. Without memory the blank cell itself, and
/// zp_arena_short tells.
const zp_cell *zp_cell_continue(const zp_cell *blank, const zp_cell *above, zp_arena *arena);

/// True when nothing is written in the cell.
bool zp_cell_blank(const zp_cell *cell);

/// The only cell of a row with text (the first, when a merged cell is written out in all its columns), or NULL when there are none
/// or several texts.
const zp_cell *zp_row_only(const zp_row *row);

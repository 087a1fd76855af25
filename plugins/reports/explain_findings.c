// explain_findings.c: see explain_findings.h.
#include "plugins/reports/explain_findings.h"

#include "plugins/reports/text_cells.h"

static const zp_selection nobody = { 0, SIZE_MAX, SIZE_MAX };

static bool same_sheet(const zp_place *a, const zp_place *b)
{
  return a->row != 0 && b->row != 0 && zp_text_equal(a->file, b->file) && zp_text_equal(a->sheet, b->sheet);
}

// ---- a row -----------------------------------------------------------------------------------------------------------------

enum { CELLS = 3 };

/// The cells of a row whose places are known.
static void cells_of(const zp_row_result *row, const zp_place *cells[CELLS])
{
  cells[0] = &row->place;
  cells[1] = &row->target_place;
  cells[2] = &row->actual_place;
}

/// True when a cell in column `a` is a better owner of a finding in column `at` than one in column `b`: the nearest to its left,
/// else the first to its right. Column 0 of a finding is the line as a whole.
static bool is_nearer(uint32_t a, uint32_t b, uint32_t at)
{
  if (at == 0) at = UINT32_MAX;
  if (a <= at) return b > at || a > b;
  return b > at && a < b;
}

static zp_selection row_on_line(const zp_unit_result *unit, const zp_place *place)
{
  zp_selection best = nobody;
  uint32_t column = 0;
  for (size_t p = 0; p < unit->project_count; p++)
    for (size_t r = 0; r < unit->projects[p].row_count; r++) {
      const zp_place *cells[CELLS];
      cells_of(&unit->projects[p].rows[r], cells);
      for (size_t i = 0; i < CELLS; i++) {
        if (!same_sheet(cells[i], place) || cells[i]->row != place->row) continue;
        if (best.row != SIZE_MAX && !is_nearer(cells[i]->column, column, place->column)) continue;
        best = (zp_selection){ 0, p, r };
        column = cells[i]->column;
      }
    }
  return best;
}

// ---- a project ---------------------------------------------------------------------------------------------------------------

static void stretch(uint32_t *first, uint32_t *last, const zp_place *to, const zp_place *sheet)
{
  if (!same_sheet(to, sheet)) return;
  if (*first == 0 || to->row < *first) *first = to->row;
  if (to->row > *last) *last = to->row;
}

/// Is the place between the first and the last line of the project in its sheet?
static bool is_within(const zp_project_result *project, const zp_place *place)
{
  uint32_t first = 0, last = 0;
  stretch(&first, &last, &project->place, place);
  for (size_t r = 0; r < project->row_count; r++) {
    const zp_place *cells[CELLS];
    cells_of(&project->rows[r], cells);
    for (size_t i = 0; i < CELLS; i++) stretch(&first, &last, cells[i], place);
  }
  return first != 0 && place->row >= first && place->row <= last;
}

static bool is_name(const zp_project_result *project, const zp_place *place)
{
  return same_sheet(&project->place, place) && project->place.row == place->row && project->place.column == place->column;
}

/// The only project for which the question is answered with yes.
static size_t only_project(const zp_unit_result *unit, const zp_place *place,
                           bool (*asked)(const zp_project_result *, const zp_place *))
{
  size_t found = SIZE_MAX;
  for (size_t p = 0; p < unit->project_count; p++) {
    if (!asked(&unit->projects[p], place)) continue;
    if (found != SIZE_MAX) return SIZE_MAX;
    found = p;
  }
  return found;
}

zp_selection zp_finding_owner(const zp_unit_result *unit, const zp_finding *finding)
{
  const zp_place *place = &finding->place;
  zp_selection owner = nobody;
  owner.project = only_project(unit, place, is_name);
  if (owner.project != SIZE_MAX) return owner;
  owner = row_on_line(unit, place);
  if (owner.project == SIZE_MAX) owner.project = only_project(unit, place, is_within);
  return owner;
}

// ---- lines ---------------------------------------------------------------------------------------------------------------------

static void add_finding(zp_labels *labels, bool first, const zp_finding *finding)
{
  static const zp_word severities[] = { ZP_W_INFO, ZP_W_WARNING, ZP_W_ERROR };
  zp_wording *say = labels->say;
  zp_text none = { "", 0 }, severity = zp_wording_word(say, severities[zp_status_severity(finding->status)]);
  zp_text place = zp_wording_place(say, &finding->place), code = zp_text_from(zp_status_code(finding->status));
  zp_text head = zp_wording_fill(say, "{1}: {2} {3}|{2} {3}", (const zp_text[3]){ place, severity, code });
  zp_text sentence = zp_wording_fill(say, "{1}{2}{3}", (const zp_text[3]){ head, zp_wording_word(say, ZP_W_COLON),
                                                                          zp_cell_finding(say, finding) });
  zp_labels_add(labels, 0, first ? zp_wording_word(say, ZP_W_HEAD_FINDING) : none, sentence);
}

void zp_explain_findings(zp_labels *labels, const zp_unit_result *unit, const zp_selection *what)
{
  bool first = true;
  for (size_t i = 0; i < unit->finding_count; i++) {
    zp_selection owner = zp_finding_owner(unit, &unit->findings[i]);
    if (owner.project != what->project || owner.row != what->row) continue;
    add_finding(labels, first, &unit->findings[i]);
    first = false;
  }
}

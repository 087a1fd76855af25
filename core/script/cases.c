// cases.c: a table of cases -> trials of the rules it names. What cannot be read fails by itself.
#include "script/case_row.h"
#include "script/testing.h"

/// Title lines may stand above the headings, so many at most.
enum { HEADINGS_WITHIN = 20 };

typedef struct table {
  zp_host *host;
  const zp_case_table *given;
  zp_case_reading reading;
  zp_case_column columns[ZP_CASE_COLUMNS_MOST];
  size_t heading_row;
  zp_example_run *runs;
  size_t count, capacity;
  zp_trial *trials; // those that can be run, and which of `runs` tells of each
  size_t *slots;
  size_t trial_count;
} table;

/// A new run that fails with the finding that was added last; the rest is for the caller to say.
static zp_example_run *add_run(table *t, const zp_trial *trial)
{
  zp_findings *findings = &t->reading.findings;
  zp_example_run *runs =
      zp_arena_grow(t->reading.arena, t->runs, t->count, &t->capacity, sizeof *runs);
  if (runs == NULL) return NULL;
  t->runs = runs;
  zp_example_run *run = &runs[t->count++];
  *run = (zp_example_run){ .file = t->given->file, .status = ZP_E_CASE_FAILED };
  if (trial != NULL) {
    run->title = trial->example.title;
    run->line = trial->example.line;
    return run;
  }
  if (findings->count == 0 || findings->lost) return run;
  zp_finding *finding = ZP_TAKE(t->reading.arena, zp_finding, 1);
  if (finding == NULL) return NULL;
  *finding = findings->items[findings->count - 1]; // the list may move
  run->finding = finding;
  run->line = finding->place.row;
  return run;
}

static void complain(table *t, zp_status status, const zp_cell *cell, zp_text arg1, zp_text arg2)
{
  zp_findings *findings = &t->reading.findings;
  zp_finding *finding =
      zp_findings_add(findings, status, &cell->place, arg1, arg2, (zp_text){ NULL, 0 });
  zp_finding_cell(findings, finding, cell->text, 0, 0);
  add_run(t, NULL);
}

/// A complaint of the table as a whole.
static void complain_of_table(table *t, zp_status status, zp_text arg1, zp_text arg2)
{
  zp_cell cell = { .place = { .file = t->given->file, .row = 1 } };
  complain(t, status, &cell, arg1, arg2);
}

static bool is_blank(const zp_row *row)
{
  for (size_t i = 0; i < row->count; i++)
    if (!zp_text_blank(row->cells[i].text)) return false;
  return true;
}

// ---- headings
// -------------------------------------------------------------------------------------------------------

/// The headings are the first row that says what must come out.
static bool find_headings(table *t)
{
  const zp_policy *policy = t->reading.policy;
  zp_arena *arena = t->reading.arena;
  zp_case_column column;
  zp_text nearest;
  for (size_t r = 0; r < t->given->row_count && r < HEADINGS_WITHIN; r++) {
    const zp_row *row = &t->given->rows[r];
    for (size_t i = 0; i < row->count && i < ZP_CASE_COLUMNS_MOST; i++) {
      if (!zp_case_column_read(row->cells[i].text, policy, arena, &column, &nearest)) return false;
      if (column.role != ZP_COLUMN_EXPECTED) continue;
      t->heading_row = r;
      return true;
    }
  }
  return false;
}

/// True when an earlier column says the same. What must come out may stand in two columns: points
/// in one, reasons in the other.
static bool is_twice(const table *t, const zp_case_column *column)
{
  if (column->role < ZP_COLUMN_RULE) return false;
  for (size_t i = 0; i < t->reading.column_count; i++) {
    const zp_case_column *other = &t->columns[i];
    if (other->role != column->role) continue;
    if (column->role == ZP_COLUMN_INPUT && other->input != column->input) continue;
    if (column->role != ZP_COLUMN_PARAM || zp_text_equal(other->heading, column->heading))
      return true;
  }
  return false;
}

static void read_headings(table *t)
{
  const zp_row *row = &t->given->rows[t->heading_row];
  zp_text none = { NULL, 0 };
  if (row->count > ZP_CASE_COLUMNS_MOST) {
    zp_text most = zp_text_format(t->reading.arena, "%d", ZP_CASE_COLUMNS_MOST);
    complain(t, ZP_E_TOO_LARGE, &row->cells[ZP_CASE_COLUMNS_MOST],
             zp_text_format(t->reading.arena, "%zu", row->count), most);
  }
  for (size_t i = 0; i < row->count && i < ZP_CASE_COLUMNS_MOST; i++) {
    const zp_cell *cell = &row->cells[i];
    zp_case_column column;
    zp_text nearest;
    if (!zp_case_column_read(cell->text, t->reading.policy, t->reading.arena, &column, &nearest))
      return;
    if (column.role == ZP_COLUMN_UNKNOWN) complain(t, ZP_E_CASE_COLUMN, cell, cell->text, nearest);
    if (is_twice(t, &column)) {
      complain(t, ZP_E_CASE_COLUMN_TWICE, cell, cell->text, none);
      column.role = ZP_COLUMN_IGNORED;
    }
    t->columns[t->reading.column_count++] = column;
  }
}

static bool has_column(const table *t, zp_case_role role)
{
  for (size_t i = 0; i < t->reading.column_count; i++)
    if (t->columns[i].role == role) return true;
  return false;
}

/// The rule of the file's name. A table without a column that names rules must have one.
static bool find_rule(table *t)
{
  const zp_policy *policy = t->reading.policy;
  zp_text ids[ZP_RULES_MOST];
  size_t count = policy->rule_count, at = 0;
  for (size_t i = 0; i < count; i++) ids[i] = policy->rules[i].id;
  while (at < count && !zp_text_equal(ids[at], t->given->name)) at++;
  t->reading.rule = at;
  if (at < count || has_column(t, ZP_COLUMN_RULE)) return true;
  for (size_t i = count; i < zp_policy_rules(policy); i++) {
    if (!zp_text_equal(policy->rules[i].id, t->given->name)) continue;
    complain_of_table(t, ZP_E_CASE_UNIT_RULE, t->given->name, (zp_text){ NULL, 0 });
    return false;
  }
  complain_of_table(t, ZP_E_CASE_RULE, t->given->name, zp_fields_near(t->given->name, ids, count));
  return false;
}

// ---- rows
// -----------------------------------------------------------------------------------------------------------

static void read_row(table *t, const zp_row *row)
{
  zp_trial *trial = &t->trials[t->trial_count];
  size_t slot = t->count;
  bool fine = zp_case_row_read(&t->reading, row, trial);
  zp_example_run *run = add_run(t, fine ? trial : NULL);
  if (run == NULL || !fine) return;
  t->slots[t->trial_count++] = slot;
}

static zp_status read_rows(table *t, zp_error *err)
{
  const zp_case_table *given = t->given;
  size_t rows = given->row_count - t->heading_row - 1, read = 0;
  if (rows > ZP_CASES_MOST) rows = ZP_CASES_MOST;
  t->trials = ZP_TAKE(t->reading.arena, zp_trial, rows + 1);
  t->slots = ZP_TAKE(t->reading.arena, size_t, rows + 1);
  if (t->trials == NULL || t->slots == NULL) return zp_fail_memory(err);
  for (size_t i = t->heading_row + 1; i < given->row_count; i++) {
    const zp_row *row = &given->rows[i];
    if (is_blank(row)) continue;
    if (read == ZP_CASES_MOST) {
      zp_text most = zp_text_format(t->reading.arena, "%d", ZP_CASES_MOST);
      complain(t, ZP_E_TOO_LARGE, &row->cells[0],
               zp_text_format(t->reading.arena, "%zu", given->row_count), most);
      break;
    }
    read_row(t, row);
    read++;
  }
  if (read == 0) complain_of_table(t, ZP_E_NO_ROWS, (zp_text){ NULL, 0 }, (zp_text){ NULL, 0 });
  return zp_arena_short(t->reading.arena) ? zp_fail_memory(err) : ZP_OK;
}

static zp_status run_rows(table *t, zp_error *err)
{
  zp_example_run *runs = ZP_TAKE(t->reading.arena, zp_example_run, t->trial_count);
  if (runs == NULL) return zp_fail_memory(err);
  if (zp_trials_run(t->host, t->trials, t->trial_count, t->reading.arena, runs, err) != ZP_OK)
    return err->status;
  for (size_t i = 0; i < t->trial_count; i++) t->runs[t->slots[i]] = runs[i];
  return ZP_OK;
}

static zp_status run_table(table *t, zp_error *err)
{
  zp_text none = { NULL, 0 };
  if (!find_headings(t)) {
    if (zp_arena_short(t->reading.arena)) return zp_fail_memory(err);
    complain_of_table(t, ZP_E_CASE_NO_POINTS, none, none);
    return ZP_OK;
  }
  read_headings(t);
  if (!find_rule(t)) return ZP_OK;
  if (read_rows(t, err) != ZP_OK) return err->status;
  return run_rows(t, err);
}

zp_status zp_host_cases(zp_host *host, const zp_case_table *given, zp_arena *arena,
                        zp_example_run **out, size_t *count, zp_error *err)
{
  zp_error own = { 0 };
  if (err == NULL) err = &own;
  table *t = ZP_TAKE(arena, table, 1);
  if (t == NULL) return zp_fail_memory(err);
  t->host = host;
  t->given = given;
  t->reading = (zp_case_reading){ .policy = &host->policy,
                                  .columns = t->columns,
                                  .table = given->name,
                                  .file = given->file,
                                  .arena = arena,
                                  .findings = { .arena = arena } };
  if (run_table(t, err) != ZP_OK) return err->status;
  if (t->reading.findings.lost || zp_arena_short(arena)) return zp_fail_memory(err);
  *out = t->runs;
  *count = t->count;
  return ZP_OK;
}

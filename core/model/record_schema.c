// record_schema.c: what a unit record may say.
#include "model/record_schema.h"

#define KEY(text) .key = ZP_TEXT_INIT(text)
#define AT(kind, member) .type = ZP_R_##kind, .offset = offsetof(OWNER, member)
#define FLAG(member) .flag = offsetof(OWNER, member)
#define MUST .required = true
#define SCHEMA(list, required, number) { list, sizeof(list) / sizeof(list)[0], required, number }

#define OWNER zp_value
static const zp_record_field value_fields[] = {
  { KEY("kind"), AT(KIND, kind), MUST },
  { KEY("op"), AT(OP, op) },
  { KEY("value"), AT(QUANTITY, number), FLAG(has_number) },
  { KEY("high"), AT(QUANTITY, high), FLAG(has_high) },
  { KEY("unit"), AT(UNIT, unit) },
  { KEY("date"), AT(DATE, date) },
  { KEY("high_date"), AT(DATE, high_date) },
  { KEY("text"), AT(TEXT, text) },
};
const zp_record_schema zp_schema_value = SCHEMA(value_fields, 1, 0);
#undef OWNER

#define OWNER zp_indicator
static const zp_record_field indicator_fields[] = {
  { KEY("level1"), AT(REPEATED, level1) },
  { KEY("level2"), AT(REPEATED, level2) },
  { KEY("level3"), AT(OWN, level3), MUST },
  { KEY("description"), AT(OWN, description) },
  { KEY("target"), AT(VALUE, target), FLAG(typed_target) },
  { KEY("actual"), AT(VALUE, actual), FLAG(typed_actual) },
  { KEY("op"), AT(OWN, op) },
  { KEY("unit"), AT(OWN, unit) },
  { KEY("weight_e4"), AT(OWN_POINTS, weight) },
  { KEY("declared_e4"), AT(OWN_POINTS, declared) },
  { KEY("note"), AT(OWN, note) },
};
const zp_record_schema zp_schema_indicator = SCHEMA(indicator_fields, 1, 1);
#undef OWNER

#define OWNER zp_budget
static const zp_record_field execution_fields[] = {
  { KEY("weight_e4"), AT(POINTS, weight) },
  { KEY("declared_e4"), AT(POINTS, declared) },
  { KEY("note"), AT(CELL, note) },
};
static const zp_record_schema schema_execution = SCHEMA(execution_fields, 0, 2);
#undef OWNER

#define OWNER zp_project
static const zp_record_field project_fields[] = {
  { KEY("code"), AT(CELL, code) },
  { KEY("name"), AT(CELL, name) },
  { KEY("initial_fen"), AT(FEN, budget.initial) },
  { KEY("revised_fen"), AT(FEN, budget.revised) },
  { KEY("executed_fen"), AT(FEN, budget.executed) },
  { KEY("execution"), AT(RECORD, budget), .schema = &schema_execution },
  { KEY("indicators"), AT(INDICATORS, indicators), MUST },
};
const zp_record_schema zp_schema_project = SCHEMA(project_fields, 1, 3);
#undef OWNER

#define OWNER zp_unit_record
static const zp_record_field unit_fields[] = {
  { KEY("ziping"), .type = ZP_R_VERSION, MUST },
  { KEY("code"), AT(CELL, unit.code) },
  { KEY("name"), AT(CELL, unit.name) },
  { KEY("year"), AT(YEAR, unit.year) },
  { KEY("district"), AT(CELL, district) },
  { KEY("projects"), AT(PROJECTS, unit.projects), MUST },
};
const zp_record_schema zp_schema_unit = SCHEMA(unit_fields, 2, 4);
#undef OWNER

// registry.c: the visible tables.
#include "plugins/registry.h"

extern const zp_reader zp_reader_csv, zp_reader_json, zp_reader_msgpack, zp_reader_text, zp_reader_foreign;
extern const zp_reader zp_reader_xlsx, zp_reader_docx, zp_reader_xls, zp_reader_html, zp_reader_xml_workbook;
extern const zp_report zp_report_json, zp_report_text, zp_report_xlsx;
extern const zp_report zp_report_csv, zp_report_markdown, zp_report_docx, zp_report_sqlite;
extern const zp_report zp_findings_text, zp_findings_json, zp_findings_xlsx, zp_findings_junit;

// xlsx before xls: both know workbooks with a password, and the first has more to say.
const zp_reader *const zp_readers[] = { &zp_reader_foreign, &zp_reader_msgpack, &zp_reader_json, &zp_reader_xlsx, &zp_reader_docx,
                                        &zp_reader_xls, &zp_reader_xml_workbook, &zp_reader_html, &zp_reader_csv,
                                        &zp_reader_text, NULL };
const zp_report *const zp_reports[] = { &zp_report_text, &zp_report_json, &zp_report_csv, &zp_report_xlsx, &zp_report_sqlite,
                                        &zp_report_markdown, &zp_report_docx, NULL };
const zp_report *const zp_finding_reports[] = { &zp_findings_text, &zp_findings_json, &zp_findings_xlsx, &zp_findings_junit, NULL };

extern const zp_folder_report zp_report_html;
const zp_folder_report *const zp_folder_reports[] = { &zp_report_html, NULL };

static const zp_report *named(const zp_report *const *table, zp_text name)
{
  for (const zp_report *const *r = table; *r != NULL; r++)
    if (zp_text_equal(name, zp_text_from((*r)->name))) return *r;
  return NULL;
}

const zp_report *zp_report_named(zp_text name)
{
  return named(zp_reports, name);
}

const zp_report *zp_finding_report_named(zp_text name)
{
  return named(zp_finding_reports, name);
}

const zp_folder_report *zp_folder_report_named(zp_text name)
{
  for (const zp_folder_report *const *r = zp_folder_reports; *r != NULL; r++)
    if (zp_text_equal(name, zp_text_from((*r)->name))) return *r;
  return NULL;
}

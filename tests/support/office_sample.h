// office_sample.h: the forms of tests as people send them in Excel and Word: made from documents that another reader read.
#pragma once

#include "model/document.h"
#include "package_maker.h"

/// The first table as a workbook: percentages, numbers and dates are stored as numbers with a format, and cells that go on from above in the
/// first `carried` columns are merged. free() the bytes.
made_file workbook_from(const zp_document *document, size_t carried);
/// Paragraphs and tables as a document; a title in the first cell of a row of blanks spans the row.
made_file document_from(const zp_document *document);
/// A 项目支出绩效自评表 in the national layout, with merged first-level cells, as a workbook.
made_file national_form(void);

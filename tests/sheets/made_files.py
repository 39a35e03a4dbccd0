"""Files made by hand for the readers, and what the child says of them."""

import io
import zipfile

import xlsxwriter

from sheets.child import messages
from sheets.limits import Limits
from sheets.lines import problem_from
from tests.sheets.annex import (
    sheet_of,
)

SMALL = Limits()
ODS_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "style")
)
ODS_ROWS = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>TT</text:p>'
    '</table:table-cell><table:table-cell office:value-type="float" office:value="10.5"/>'
    '<table:table-cell office:value-type="date" office:date-value="2021-03-04"/>'
    '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
    '<table:table-cell office:value-type="string"><text:p>#DIV/0!</text:p>'
    "</table:table-cell></table:table-row>"
)
ROW = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'


def refused(data, *, limits=SMALL, name=""):
    """The first problem the child tells of these bytes."""
    told = messages(data, limits, name=name)
    return next(problem_from(line) for line in told if line[0] == "problem")


def repacked(data, *, drop=(), add=None, **changed):
    """The same zip with parts dropped, added or replaced by their base name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            stem = part.rpartition("/")[2].partition(".")[0]
            if part not in drop:
                new.writestr(part, changed.get(stem, old.read(part)))
        for part, content in (add or {}).items():
            new.writestr(part, content)
    return stream.getvalue()


def shared_strings(*texts):
    """A workbook written the way Excel does, its texts in a table of their own."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("A").write_column(0, 0, texts)
    book.close()
    return stream.getvalue()


def ods(rows, *, head="", body=""):
    """A LibreOffice workbook: a shown sheet with these rows and a hidden one."""
    inner = body or (
        f'<table:table table:name="S">{rows}</table:table>'
        f'<table:table table:name="T" table:style-name="h">{ODS_ROWS}</table:table>'
    )
    content = (
        f'<?xml version="1.0"?>{head}<office:document-content {ODS_NAMES}>'
        '<office:automatic-styles><style:style style:name="h" style:family="table">'
        '<style:table-properties table:display="false"/>'
        "</style:style></office:automatic-styles>"
        f"<office:body><office:spreadsheet>{inner}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return stream.getvalue()


def with_sheet(body):
    """A workbook whose sheet has this XML inside <worksheet>."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return repacked(
        sheet_of([[1]]), sheet1=f'<worksheet xmlns="{main}">{body}</worksheet>'
    )


def rows_of(cells):
    return with_sheet(f'<sheetData><row r="1">{cells}</row></sheetData>')

"""LibreOffice .ods files written by hand, as LibreOffice writes them."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

FILLER = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "style")
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:x"'
_STYLE = (
    '<style:style style:name="h" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)
Value = str | int | None


def ods(*tables: str, manifest: str = "<manifest/>") -> bytes:
    """The file whose spreadsheet holds this XML."""
    content = (
        f'<?xml version="1.0"?><office:document-content {_NAMES} {_CALC}>'
        f"<office:automatic-styles>{_STYLE}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def table(
    rows: Iterable[Sequence[Value]],
    *,
    name: str = "Chỉ tiêu",
    tail: str = FILLER,
    hidden: bool = False,
) -> str:
    """One sheet; a value that is XML already stands as it is."""
    style = ' table:style-name="h"' if hidden else ""
    inner = "".join(map(row, rows))
    return f'<table:table table:name="{name}"{style}>{inner}{tail}</table:table>'


def row(values: Sequence[Value], attributes: str = "") -> str:
    cells = "".join(map(cell, values))
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def cell(value: Value) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int):
        return typed("float", str(value), f'office:value="{value}"')
    return value if value.startswith("<") else typed("string", escape(value))


def typed(kind: str, shown: str, attributes: str = "") -> str:
    """A cell with its value and what it shows; `shown` may be XML."""
    return (
        f'<table:table-cell office:value-type="{kind}" {attributes}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )

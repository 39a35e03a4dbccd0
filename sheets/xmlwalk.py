"""One XML part as a stream of events: no DOCTYPE, bounded depth, checksum read.

Runs in the child process. The parser is expat; nothing of the part is kept.
"""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Final
from xml.parsers import expat

from sheets.limits import Limits
from sheets.preflight import broken
from sheets.problems import Refused, refusal

_CHUNK: Final = 64 * 1024

Start = Callable[[str, dict[str, str]], None]
Text = Callable[[str], None]
End = Callable[[str], None]


def walk(
    archive: zipfile.ZipFile,
    part: str,
    limits: Limits,
    *,
    start: Start | None = None,
    text: Text | None = None,
    end: End | None = None,
) -> None:
    """Stream one part through expat; no DOCTYPE, bounded depth, checked CRC."""
    for _ in steps(archive, part, limits, start=start, text=text, end=end):
        pass


def steps(
    archive: zipfile.ZipFile,
    part: str,
    limits: Limits,
    *,
    start: Start | None = None,
    text: Text | None = None,
    end: End | None = None,
) -> Iterator[None]:
    """As `walk`, stopping after each piece so that what was found can be passed on."""
    parser = _parser(limits, start, end)
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for chunk in _chunks(archive, part):
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
        yield
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError) as fault:
        raise broken() from fault
    except (RuntimeError, NotImplementedError, OSError, KeyError) as fault:
        raise broken() from fault


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _parser(
    limits: Limits, start: Start | None, end: End | None
) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=None)
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    depth, most, local = 0, limits.depth, _LocalNames()

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > most:
            raise broken("các thẻ lồng nhau quá sâu")
        if start is not None:
            start(local[tag], attributes)

    def closed(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(local[tag])

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    return parser


class _LocalNames(dict[str, str]):
    """Tag → its name without a prefix, worked out once for each."""

    def __missing__(self, tag: str) -> str:
        return self.setdefault(tag, tag.rpartition(":")[2])


def _refuse_doctype(*_: object) -> None:
    raise refusal(
        "E_DOCTYPE",
        "Tệp có khai báo DOCTYPE không an toàn nên không được nhận; "
        "hãy mở bằng Excel và lưu lại dạng .xlsx.",
    )


def too_long(limits: Limits, cell: str = "", sheet: str = "") -> Refused:
    """The refusal of a text longer than a cell may hold."""
    where = f"Ô {cell}" if cell else "Một ô"
    return refusal(
        "E_TOO_BIG",
        f"{where} có chữ quá dài, vượt giới hạn {limits.text} ký tự; hãy rút gọn ô đó.",
        cell=cell,
        sheet=sheet,
    )

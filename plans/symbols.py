"""Symbols of documents (số, ký hiệu): reading, matching and addresses.

Pure. The grammar is that of Nghị định 30/2020/NĐ-CP (number/TYPE-BODY, công văn
number/BODY-UNIT) and of party documents (number-TYPE/BODY), with the slips seen in
real papers: blanks ("8014/QĐ- BCA-H01"), case ("49-Ctr/TU"), long dashes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_ECHO = 100
CONG_VAN = "CV"
_KINDS = (
    "NQ QĐ CT QC QyĐ QĐi TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT "
    "GNP PG PC PB SY TrS SL CV NĐ TT TTLT NQLT PL VBHN KL CTPH L"
)
KINDS = {kind.casefold(): kind for kind in _KINDS.split()}

_DASHES = str.maketrans(dict.fromkeys("‐‑–—−－", "-"))
_NUMBER = r"(?P<number>[0-9]{1,6}[a-zđ]?)"
_BODY = r"(?P<body>[^\W\d_][\w&.,()-]*)"
_STATE = re.compile(rf"{_NUMBER}(?:/(?P<year>[12][0-9]{{3}}))?/{_BODY}", re.I)
_PARTY = re.compile(rf"{_NUMBER}-(?P<kind>[^\W\d_]+)/{_BODY}", re.I)
_LABEL = re.compile(r"số:?", re.I)


class BadSymbol(ValueError):
    """Not the symbol of a document; its text is one Vietnamese sentence for people."""


@dataclass(frozen=True)
class Symbol:
    """A document's symbol, such as 21/KH-UBND.

    `number` keeps its leading zeros ("07") and its letter ("12a"); `kind` is the
    abbreviation of the type ("KH"; "CV" for công văn, which has none; "" for
    163/2024/QH15, which does not tell); `body` the rest ("BCA-H01"); `raw` the text
    as written.
    """

    number: str
    year: int | None
    kind: str
    body: str
    raw: str

    @classmethod
    def parse(cls, text: str) -> Symbol:
        """Read one symbol, "Số:" before it allowed; raises `BadSymbol`."""
        raw = unicodedata.normalize("NFC", text).strip()
        compact = _LABEL.sub("", "".join(raw.split()).translate(_DASHES), count=1)
        party = _PARTY.fullmatch(compact)
        if party and party["kind"].casefold() in KINDS:
            kind = KINDS[party["kind"].casefold()]
            return cls(party["number"], None, kind, party["body"], raw)
        found = _STATE.fullmatch(compact)
        if not found:
            raise BadSymbol(
                f"“{raw[:_ECHO]}” không phải số, ký hiệu văn bản. "
                "Hãy ghi như 21/KH-UBND, 28/2025/QĐ-TTg hoặc 30-CT/TU."
            )
        year = int(found["year"]) if found["year"] else None
        kind, body = _split_kind(found["body"])
        return cls(found["number"], year, kind, body, raw)

    @property
    def text(self) -> str:
        """The symbol without the slips: "8014/QĐ-BCA-H01", "30-CT/TU"."""
        if self._is_party:
            return f"{self.number}-{self.kind}/{self.body}"
        year = f"{self.year}/" if self.year else ""
        kind = f"{self.kind}-" if self._kind_is_written else ""
        return f"{self.number}/{year}{kind}{self.body}"

    def key(self) -> str:
        """For matching: one and the same for all the ways a document is cited.

        Leading zeros, case, blanks and the year fall away (1001/QĐ-TTg is also cited
        as 1001/2011/QĐ-TTg). A key alone names no document: numbers begin anew every
        year, so match with the date and the issuer too.
        """
        number = self.number.lstrip("0") or "0"
        return f"{number}/{self.kind}-{self.body}".casefold()

    def matches(self, other: Symbol) -> bool:
        """Whether both may be the same document: same key, no two different years."""
        years = {self.year, other.year} - {None}
        return self.key() == other.key() and len(years) <= 1

    def slug(self) -> str:
        """For addresses: "21-kh-ubnd", "07-kh-bcd", "367-ttr-cat-tm-csmt"."""
        plain = unicodedata.normalize("NFD", self.text.casefold().replace("đ", "d"))
        letters = "".join(c for c in plain if not unicodedata.combining(c))
        return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")

    def __str__(self) -> str:
        return self.text

    @property
    def _is_party(self) -> bool:
        compact = _LABEL.sub("", "".join(self.raw.split()).translate(_DASHES), count=1)
        return compact.startswith(f"{self.number}-")

    @property
    def _kind_is_written(self) -> bool:
        written = "".join(self.raw.split()).translate(_DASHES).casefold()
        return bool(self.kind) and f"/{self.kind.casefold()}-" in written


def _split_kind(rest: str) -> tuple[str, str]:
    """("KH", "UBND"); công văn → ("CV", "UBND-VX"); "QH15" → ("", "QH15")."""
    first, dash, body = rest.partition("-")
    if first.casefold() in KINDS and body:
        return KINDS[first.casefold()], body
    return (CONG_VAN if dash else ""), rest

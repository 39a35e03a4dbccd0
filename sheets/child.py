"""The process that opens a hostile file: `python -m sheets.child '<json>'`.

Bytes on standard input, lines (see `lines`) on standard output. It bounds itself
before it reads anything; whatever kills it is a refusal in the parent.
"""

import contextlib
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

from sheets import csvtext, legacy, lines, xlsx
from sheets.limits import Limits
from sheets.preflight import Form, broken, detect
from sheets.problems import Refused, refusal


def main() -> None:
    """Read standard input under the limits told in the first argument."""
    told: dict[str, Any] = json.loads(sys.argv[1])
    limits = Limits(**told["limits"])
    bound(limits)
    data = sys.stdin.buffer.read(limits.upload_bytes + 1)
    out = sys.stdout.buffer
    for line in messages(data, limits, name=told["name"]):
        out.write(lines.encode(line))
    out.flush()


def messages(data: bytes, limits: Limits, *, name: str = "") -> Iterator[lines.Line]:
    """Every line for these bytes: sheets and rows then END, or problems."""
    try:
        yield from _read(data, limits, name=name)
        yield lines.END
    except Refused as refused:
        yield from map(lines.problem_line, refused.problems)
    except MemoryError:
        yield from map(lines.problem_line, out_of_memory().problems)
    except Exception:  # any fault of a reader on a hostile file is the file's
        yield from map(lines.problem_line, broken().problems)


def out_of_memory() -> Refused:
    return refusal(
        "E_MEMORY",
        "Tệp cần quá nhiều bộ nhớ để đọc; hãy bỏ các trang, ô và định dạng thừa "
        "rồi nạp lại.",
    )


def _read(data: bytes, limits: Limits, *, name: str) -> Iterator[lines.Line]:
    form = detect(data, name=name, limits=limits)
    yield ["form", form.value]
    if form is Form.XLSX:
        yield from xlsx.read(data, limits)
    elif form is Form.CSV:
        yield from csvtext.read(data, limits)
    else:
        yield from legacy.read(data, limits, form)


def bound(limits: Limits, *, written: int = 0) -> None:
    """Memory, processor time, bytes of a file written; no core left by an abort."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a lower bound already stands
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()

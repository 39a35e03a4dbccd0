"""Is the journal complete and unchanged? Walks the chain of seals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from accounts.digests import START, chained, row_digest
from accounts.journal import history_models
from accounts.models import ChangeSet, JournalHead, Seal


def breaks() -> Iterator[str]:
    """One Vietnamese sentence for each break; nothing when the journal is whole."""
    totals, counts = _sums()
    previous, number = START, 0
    for seal in Seal.objects.select_related("change_set").order_by("number"):
        number += 1
        if seal.number != number:
            yield f"Mất dấu niêm phong số {number} (gặp số {seal.number})."
            number = seal.number
        if seal.previous != previous:
            yield f"Niêm phong số {seal.number} không nối với số trước."
        yield from _check(seal, counts, totals)
        previous = seal.digest
    yield from _check_ends(previous, number, counts)


def _check(seal: Seal, counts: dict[int, int], totals: dict[int, int]) -> Iterator[str]:
    key = seal.change_set_id
    if counts[key] != seal.rows:
        yield (f"Lần ghi {key} có {counts[key]} dòng, khi niêm phong là {seal.rows}.")
    if chained(seal.previous, seal.change_set, totals[key]) != seal.digest:
        yield f"Nội dung lần ghi {key} đã bị sửa sau khi niêm phong."


def _check_ends(previous: str, number: int, counts: dict[int, int]) -> Iterator[str]:
    head = JournalHead.objects.filter(pk=1).first()
    if head and (head.digest != previous or head.number != number):
        yield f"Cuối chuỗi nhật ký bị cắt: phải có {head.number} niêm phong."
    for lost in ChangeSet.objects.filter(seal__isnull=True).values_list("pk"):
        yield f"Lần ghi {lost[0]} không có niêm phong."
    if counts.get(0):
        yield f"Có {counts[0]} dòng lịch sử không thuộc lần ghi nào."


def _sums() -> tuple[dict[int, int], dict[int, int]]:
    totals: dict[int, int] = defaultdict(int)
    counts: dict[int, int] = defaultdict(int)
    for model in history_models():
        for version in model.objects.order_by().iterator(chunk_size=2_000):
            key = version.change_set_id or 0
            totals[key] += row_digest(version)
            counts[key] += 1
    return totals, counts

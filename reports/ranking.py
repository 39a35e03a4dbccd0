"""Places of units by how far they are, where the office has asked for it.

Pure. Off unless the Secretariat turns it on for a plan; the rule is one sentence
that stands beside every place (product.md, promise 8).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from targets.kinds import Comparator

RULE = (
    "Thứ tự theo tỷ lệ số lũy kế đã duyệt so với chỉ tiêu giao, tính trên các kỳ đã "
    "kết thúc; bằng tỷ lệ thì cùng thứ tự; đơn vị chưa đủ báo cáo được duyệt hoặc "
    "không được giao chỉ tiêu thì không xếp. Đây là tham khảo, không phải đánh giá "
    "chính thức."
)
RANKED = frozenset({Comparator.AT_LEAST, Comparator.MORE_THAN})


def places(shares: Sequence[Fraction | None]) -> list[int | None]:
    """1 for the largest share; equal shares share a place and the next is skipped.

    None stays None: what is missing is never last.
    """
    told = [share for share in shares if share is not None]
    return [
        None if share is None else 1 + sum(other > share for other in told)
        for share in shares
    ]

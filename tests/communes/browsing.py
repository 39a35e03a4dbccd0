"""What a page of communes says, and what is typed from a decision on paper."""

from __future__ import annotations


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def decision(**facts) -> dict:
    return {
        "kind": "RECOGNITION",
        "symbol": "5501/QĐ-UBND",
        "issuer": "Ủy ban nhân dân thành phố Hà Nội",
        "issued_on": "20/12/2021",
        "effective_on": "20/12/2021",
        "year": 2021,
        "ins": "Kim Lan, Gia Lâm\nĐồng Xuân, Hoàn Kiếm",
        **facts,
    }

"""Wording of units' choices, kept out of the models so migrations stay wordless."""

from sheets.wording import Words

KIND = Words(
    "unit",
    {
        "PROVINCE": "Tỉnh, thành phố",
        "DISTRICT": "Quận, huyện",
        "COMMUNE": "Xã, phường",
        "AGENCY": "Sở, ban, ngành",
        "FORCE": "Đơn vị nghiệp vụ",
        "FACILITY": "Cơ sở",
    },
)
EXTENT = Words(
    "unit",
    {
        "full": "toàn bộ",
        "part": "một phần",
        "unchanged": "giữ nguyên",
        "renamed": "đổi tên",
    },
)

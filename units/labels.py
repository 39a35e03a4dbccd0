"""Wording of units' choices, kept out of the models so migrations stay wordless."""

KIND = {
    "PROVINCE": "Tỉnh, thành phố",
    "DISTRICT": "Quận, huyện, thị xã",
    "COMMUNE": "Xã, phường, thị trấn, đặc khu",
    "AGENCY": "Sở, ban, ngành, đoàn thể",
    "FORCE": "Đơn vị nghiệp vụ",
    "FACILITY": "Cơ sở cai nghiện, điều trị",
}
EXTENT = {
    "full": "toàn bộ",
    "part": "một phần",
    "unchanged": "giữ nguyên",
    "renamed": "đổi tên",
}

"""Wording of the journal's choices."""

from sheets.wording import Words

DOORS = Words(
    "door",
    {
        "FORM": "Biểu mẫu",
        "IMPORT": "Nạp tệp",
        "API": "API",
        "ADMIN": "Quản trị",
        "COMMAND": "Dòng lệnh",
        "UNDO": "Thu hồi",
        "DEMO": "Trình diễn",
    },
)

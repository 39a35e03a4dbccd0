"""Identity numbers never slip into notes; ordinary notes are left in peace."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets.privacy import looks_personal

DIGITS_12 = st.text("0123456789", min_size=12, max_size=12)
FORMS_OF_12 = [
    "{}",
    "CCCD {}",
    "CCCD: {}.",
    "Căn cước công dân số {}",
    "số định danh cá nhân {}, thường trú tại xã",
    "({})",
    "đã lập hồ sơ\n{}\ntheo dõi",
]


@pytest.mark.parametrize("form", FORMS_OF_12)
@given(DIGITS_12)
def test_every_identity_number_is_warned_of(form, number):
    assert looks_personal(form.format(number))


@given(st.text("0123456789", min_size=11, max_size=11), st.sampled_from(" .-"))
def test_an_identity_number_in_groups_is_warned_of(tail, gap):
    number = "0" + tail
    thirds = gap.join((number[:3], number[3:6], number[6:9], number[9:]))
    fourths = gap.join((number[:4], number[4:8], number[8:]))
    parts = gap.join((number[:3], number[3], number[4:6], number[6:]))

    assert looks_personal(thirds)
    assert looks_personal(fourths)
    assert looks_personal(parts)


def test_full_width_digits_and_invisible_characters_hide_no_number():
    assert looks_personal("００１０８５０１２３４５")
    assert looks_personal("001085\u200b012345")


@pytest.mark.parametrize(
    "text",
    [
        "CMND 012345678",
        "CMND: 171 234 567",
        "số 171234567 do Công an tỉnh cấp",
        "012 345 678",
        "012.345.678",
        "Hộ chiếu B1234567",
        "CMND số 17.123.456.7",
    ],
)
def test_an_old_identity_card_is_warned_of(text):
    assert looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "0912 345 678",
        "091.234.5678",
        "0912.34.56.78",
        "+84 912 345 678",
        "(+84) 912-345-678",
        "84912345678",
        "024 3825 1234",
        "(024) 3825 1234",
        "(024)38251234",
        "01681234567",
        "ĐT: 38251234",
        "liên hệ sđt 0388 123 456 để xác minh",
    ],
)
def test_a_telephone_number_is_warned_of(text):
    assert looks_personal(text) == "số điện thoại"


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Văn A, SN 1985",
        "Nguyễn Văn A (SN 1985)",
        "NGUYỄN VĂN A, SN: 1985",
        "Trần Thị B - sinh năm 1990",
        "Giàng A C, sinh ngày 01/02/1985",
        "Lò Văn D, nam, thường trú tại xã, sinh năm 1979",
        unicodedata.normalize("NFD", "Nguyễn Văn A, SN 1985"),
    ],
)
def test_a_name_with_a_year_of_birth_is_warned_of(text):
    assert looks_personal(text) == "họ tên kèm năm sinh"


def test_the_name_of_an_offender_is_warned_of():
    assert (
        looks_personal("Bắt đối tượng Nguyễn Văn A tại phường")
        == "họ tên của đối tượng"
    )


def test_the_warning_repeats_nothing_of_the_text():
    assert looks_personal("CCCD 001085012345") == "số căn cước 12 chữ số"


SYMBOLS = [
    "21/KH-UBND",
    "28/2025/QĐ-TTg",
    "7619/QĐ-BCA",
    "163/2024/QH15",
    "367/TTr-CAT",
]
DATES = [
    "21/01/2021",
    "7-4-2017",
    "15.12.2020",
    "14/12/2021",
    "05-12-2020",
    "03.08.2021",
]
COUNTS = ["2.300", "900", "1.697.236", "33,24", "12 345", "8.200"]
ORDINARY = [
    form.format(
        symbol=SYMBOLS[n % 5], date=DATES[n % 6], next=DATES[-n % 6], count=count
    )
    for n, count in enumerate(COUNTS * 10)
    for form in (
        "Thực hiện Kế hoạch số {symbol} ngày {date}, đạt {count} vụ",
        "Số liệu tính từ ngày {date} đến ngày {next}: {count} hồ sơ",
        "Từ {date}-{next} phát hiện {count} đối tượng, tăng 12,85% so với cùng kỳ",
        "{count} người nghiện có hồ sơ quản lý, {symbol}",
        "Kinh phí {count}.000 đồng theo {symbol}; họp 08 giờ {date}",
    )
]
TRICKY = [
    "Kinh phí 120.000.000.000 đồng",
    "Kinh phí 150000000 đồng",
    "Kinh phí 250 000 000 đ",
    "Ngân sách 120000000000 VND",
    "Từ 05.12.2020-14.12.2021",
    "Ngày 08-12-2020 15 giờ 30",
    "Các năm 2019 2020 2021 đều đạt",
    "Người sinh năm 1990 trở lên: 30",
    "Xã Tân Dân có 3 người sinh từ năm 1990",
    "Đường dây nóng 113, 18001567",
    "Đồng chí Nguyễn Văn B, Trưởng Công an xã, báo cáo",
    "Người nghiện Hoàng Mai: 30, Đống Đa: 41",
    "Mã định danh cơ quan 000.00.19.H29",
    "Lũy kế 2.300/2.300 vụ (100%), 06 điểm",
    "Quý I/2021: 12; quý II/2021: 15; quý III/2021: 18",
    "",
]


def test_not_more_than_two_in_a_hundred_ordinary_notes_are_warned_of():
    warned = [text for text in ORDINARY if looks_personal(text)]

    assert len(ORDINARY) == 300
    assert len(warned) <= 6, warned


@pytest.mark.parametrize("text", TRICKY)
def test_money_dates_and_public_numbers_are_left_alone(text):
    assert looks_personal(text) is None

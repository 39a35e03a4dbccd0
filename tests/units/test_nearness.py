"""Like names are shown to a person, the best first; they are never a choice."""

from units.names import Candidate, NameIndex, key, search_key
from units.nearness import Nearness


def spelled(*names):
    return [[(search_key(name), key(name))] for name in names]


def ask(text):
    return (search_key(text), key(text))


def test_the_likest_name_stands_first_and_unlike_ones_are_left_out():
    near = Nearness(spelled("Đống Đa", "Đông Anh", "Ba Vì", "Tây Hồ"))

    assert near.nearest(ask("Đông Đa")) == [0, 1]
    assert near.nearest(ask("Sóc Sơn")) == []


def test_a_name_held_by_a_longer_text_is_near_it():
    near = Nearness(spelled("Hoàn Kiếm", "Ba Đình"))

    assert near.nearest(ask("Hoan Kiem District")) == [0]


def test_among_many_names_only_those_sharing_a_word_are_looked_at():
    many = Nearness(spelled("Hoàn Kiếm", *(f"Xã số {n}" for n in range(600))))

    assert many.nearest(ask("Hoàng Kiếm")) == [0]
    assert many.nearest(ask("HoànKiếm")) == []


def test_nobody_looks_for_near_names_where_none_are_asked_for():
    index = NameIndex([Candidate(1, "Hoàn Kiếm", "Quận")])

    assert index.match("Hoàng Kiếm", with_near=False).near == ()
    assert index.match("Hoàng Kiếm").near[0].id == 1

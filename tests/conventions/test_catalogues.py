"""Every sentence a person can meet has its Vietnamese, with its figures kept."""

import re
from pathlib import Path

import axes
import import_export
import polib
import pytest
import simple_history
from django.core.management import CommandError, call_command
from django.utils.translation import gettext, ngettext, override

from communes import labels as commune_labels
from plans import labels as plan_labels
from reports.navigation import MENU
from targets import labels as target_labels
from tests.conventions import source

CATALOGUES = sorted((source.ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
ENGLISH = source.ROOT / "locale/en/LC_MESSAGES/django.po"
BADGES = [
    *[commune_labels.STATE, commune_labels.STANDING, commune_labels.HOLDS],
    *[commune_labels.PROPOSAL, plan_labels.TASK_STATUS, plan_labels.REPORT_STATE],
    *[target_labels.STATE, target_labels.VERDICT, target_labels.GRADE],
]
PLACES = re.compile(r"%\(\w+\)[sdr]|%[sdr]|\{\w*\}")


@pytest.fixture(scope="module", autouse=True)
def compiled():
    from django.utils.translation import trans_real

    call_command("compile_po")
    trans_real._translations.clear()


def _messages(package) -> set[str]:
    folder = Path(package.__file__).parent / "locale"
    return {
        entry.msgid
        for file in folder.glob("*/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(file))
        if not entry.obsolete
    }


@pytest.mark.parametrize("package", [import_export, simple_history, axes])
def test_a_package_without_vietnamese_has_ours(package):
    ours = polib.pofile(str(source.ROOT / "locale/vi/LC_MESSAGES/django.po"))

    done = {entry.msgid for entry in ours if entry.translated()}

    assert _messages(package) - done == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_keeps_the_places_of_its_figures(path):
    wrong = []
    for entry in polib.pofile(str(path)):
        said = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        for text in said:
            if text and sorted(PLACES.findall(text)) != sorted(
                PLACES.findall(entry.msgid)
            ):
                wrong.append(entry.msgid)

    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_no_translation_is_doubtful_or_said_twice(path):
    catalogue = polib.pofile(str(path), check_for_duplicates=True)

    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []


def test_every_sentence_has_its_english():
    catalogue = polib.pofile(str(ENGLISH))

    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []


def test_the_words_of_the_menu_and_of_badges_have_their_english():
    badges = {("status", word) for table in BADGES for word in table.values()}
    menu = {("menu", label) for _, label, _ in MENU}

    done = {
        (entry.msgctxt, entry.msgid)
        for entry in polib.pofile(str(ENGLISH))
        if entry.translated()
    }

    assert (menu | badges) - done == set()


def test_the_words_are_used():
    with override("vi"):
        assert gettext("Confirm import") == "Xác nhận nạp"
        assert ngettext("%(num)d day", "%(num)d days", 3) == "%(num)d ngày"


def test_a_broken_catalogue_is_named(tmp_path):
    broken = tmp_path / "django.po"
    broken.write_text("không phải danh mục\n", encoding="utf-8")

    with pytest.raises(CommandError, match=r"Không đọc được .*django\.po"):
        call_command("compile_po", broken)

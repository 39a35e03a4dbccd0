"""Pilot areas, kept as their document names them."""

import pytest

from accounts.refusals import Refusal
from communes.deciding import enter_pilot
from communes.models import PilotArea
from plans.models import Document
from tests.office import person

pytestmark = pytest.mark.usefixtures("shipped")


def test_a_pilot_place_is_kept_as_the_document_names_it():
    document = Document.objects.get(slug="4026-ubnd-vx-2012")

    enter_pilot(document, phase=1, unit=None, place="Thị trấn A", by=person("thuky"))

    assert str(PilotArea.objects.get()) == "Thị trấn A"
    with pytest.raises(Refusal, match="đã có trong giai đoạn"):
        enter_pilot(
            document, phase=1, unit=None, place="Thị trấn A", by=person("thuky")
        )


def test_no_pilot_ward_is_invented():
    assert not PilotArea.objects.exists()

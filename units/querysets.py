"""Questions about units: by date, by name, by place in the tree."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from units import names


class UnitQuerySet(models.QuerySet):
    def on(self, day: dt.date) -> UnitQuerySet:
        """Units that exist on `day`: in force from (inclusive) to (exclusive)."""
        ended = Q(valid_to__isnull=False, valid_to__lte=day)
        return self.filter(valid_from__lte=day).exclude(ended)

    def within(self, unit_ids: list[int]) -> UnitQuerySet:
        """The given units and everything under them; the tree is three deep."""
        return self.filter(
            Q(pk__in=unit_ids) | Q(parent__in=unit_ids) | Q(parent__parent__in=unit_ids)
        )

    def matching(self, text: str) -> UnitQuerySet:
        """Search without diacritics: "hoa" finds Hòa and Hoà."""
        return self.filter(search_key__contains=names.search_key(text))

    def in_order(self) -> UnitQuerySet:
        """The Vietnamese alphabet, the same on both databases."""
        return self.order_by("sort_key", "key")

"""The refusals every address may give, for the description."""

from __future__ import annotations

from typing import Any

from reports.api.told import Refused

# 304 carries nothing; 503 comes when the database is away.
MAY_REFUSE: dict[int, Any] = {
    304: None,
    **dict.fromkeys((400, 401, 403, 404, 405, 422, 503), Refused),
}

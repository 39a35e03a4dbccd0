"""What the server's log keeps of an event."""

from __future__ import annotations

import logging


def one_line(record: logging.LogRecord) -> bool:
    """The sentence without its traceback: whoever scans the address cannot fill it."""
    record.exc_info = None
    return True

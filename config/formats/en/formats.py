"""The office's dates and figures do not change with the language of the page."""

from config.formats.vi.formats import *  # noqa: F403

"""Names of models and fields, said when a page shows them.

Import `gettext_lazy` as `_`, the name makemessages looks for. What an action writes of
such a name is Vietnamese, as all that is stored (`sheets.wording`).
"""

from __future__ import annotations

from django.utils.functional import lazy

from sheets.wording import gettext

gettext_lazy = lazy(gettext, str)

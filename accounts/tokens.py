"""Keys of other systems: made, checked and revoked.

A key is `ctmt_<prefix>_<secret>`; the secret is 32 random bytes and only its SHA-256
is stored: a slow hash is for passwords that people choose.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import secrets

from django.db import IntegrityError
from django.utils import timezone

from accounts.journal import changeset
from accounts.models import ApiToken, ChangeSet, User
from accounts.refusals import SENTENCES, Refusal
from accounts.roles import Permission
from sheets.wording import gettext as _

LONGEST_DAYS = 365
MOST_AT_ONCE = 20
USED_EVERY = dt.timedelta(hours=1)  # the row is not rewritten on every request
_FORM = re.compile(r"ctmt_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")


def issue(
    *,
    by: User,
    name: str,
    scope: str,
    days: int,
    door: str = ChangeSet.Door.FORM,
) -> tuple[ApiToken, str]:
    """A new key of `by` and its text, which nobody can read again.

    Refused: 403 without a role or without the right to enter what the scope writes,
    409 for a name that is taken, 422 for too many keys or too long a life.
    """
    _require(by, scope, days)
    secret = secrets.token_urlsafe(32)
    token = _new(by, name=name, scope=scope, days=days, secret=secret)
    try:
        with changeset(by=by, what=f"Tạo khóa API «{name}»", door=door) as change:
            change.save(token)
    except IntegrityError as error:
        raise Refusal(
            _(
                "Đồng chí đang có khóa tên «{name}»; hãy đặt tên khác hoặc thu "
                "hồi khóa đó trước.",
                name=name,
            ),
            status=409,
        ) from error
    return token, f"ctmt_{token.prefix}_{secret}"


def revoke(
    token: ApiToken, *, by: User | None, door: str = ChangeSet.Door.FORM
) -> None:
    """Kill a key for good; a key that is dead already stays as it is."""
    if token.revoked_at is not None:
        return
    token.revoked_at, token.digest = timezone.now(), ""
    with changeset(by=by, what=f"Thu hồi khóa API «{token.name}»", door=door) as change:
        change.save(token)


def holder(text: str) -> ApiToken | None:
    """The live key that reads `text`, with its person; None for any other text.

    One query; at most once an hour a second one, for the time of last use.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    prefix, secret = found.groups()
    token = ApiToken.objects.select_related("user").filter(prefix=prefix).first()
    if token is None or not hmac.compare_digest(token.digest, _digest(secret)):
        return None
    if not is_live(token):
        return None
    _note_use(token)
    return token


def is_live(token: ApiToken) -> bool:
    """Neither revoked nor expired, and its person still works here."""
    return (
        token.revoked_at is None
        and timezone.now() < token.expires_at
        and token.user.is_active
    )


def _require(by: User, scope: str, days: int) -> None:
    needed = Permission.ENTER if scope == ApiToken.Scope.WRITE else Permission.VIEW
    if not by.may(needed):
        raise Refusal(SENTENCES[403], status=403)
    if not 1 <= days <= LONGEST_DAYS:
        raise Refusal(
            _("Khóa dùng được từ 1 đến {longest_days} ngày.", longest_days=LONGEST_DAYS)
        )
    live = by.api_tokens.filter(revoked_at=None, expires_at__gt=timezone.now())
    if live.count() >= MOST_AT_ONCE:
        raise Refusal(
            _(
                "Đồng chí đang có {most_at_once} khóa; hãy thu hồi khóa không "
                "dùng nữa.",
                most_at_once=MOST_AT_ONCE,
            )
        )


def _new(user: User, *, name: str, scope: str, days: int, secret: str) -> ApiToken:
    now = timezone.now()
    return ApiToken(
        user=user,
        name=name,
        prefix=secrets.token_hex(4),
        digest=_digest(secret),
        scope=scope,
        created_at=now,
        expires_at=now + dt.timedelta(days=days),
    )


def _note_use(token: ApiToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= USED_EVERY:
        # Like the time of last login: a fact of the machine, not of the journal.
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

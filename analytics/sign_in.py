"""Whether somebody who signed in at the provider is still let in here.

The provider's cookie lasts for weeks and cannot be called back; what counts is kept in the store.
Half an hour without a click and ten hours in all are what a working day with health data on the
screen bears (ASVS 5.0, 7.3.1 and 7.3.2: limits by risk, documented).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from analytics.errors import AccessDenied
from analytics.i18n import N_
from analytics.store import sign_ins, users
from analytics.store.audit_log import Event, record
from analytics.store.connection import Cursor, Store
from analytics.store.lasting import lasting
from analytics.store.secret import secret
from analytics.store.subjects import SUBJECTS, subject_code

IDLE = timedelta(minutes=30)
WHOLE = timedelta(hours=10)
NOTED = timedelta(minutes=1)  # a click a minute is written down, not every one
SKEW = timedelta(minutes=5)  # how far the provider's clock may be ahead of ours


TOO_WEAK = "weak"  # why a sign-in ended at once
STRENGTH = ("acr", "amr", "acrs")  # claims about how somebody signed in; the last is Entra ID's


class SignedOut(AccessDenied):
    """The sign-in has ended: sign in anew."""


@dataclass(frozen=True)
class Claims:
    """What the provider says of who signed in: `session` tells this sign-in from every other, and
    `strength` is how they did (values of `STRENGTH`; none where the provider does not tell)."""

    issuer: str
    subject: str
    display: str
    issued_at: datetime
    session: str
    strength: frozenset[str] = frozenset()

    @classmethod
    def read(cls, said: Mapping[str, object]) -> Claims:
        """The claims of an ID token (OpenID Connect Core 1.0, section 2).

        Raises SignedOut where one that identifies somebody is missing.
        """
        try:
            issuer, subject = str(said["iss"]), str(said["sub"])
            issued = int(str(said["iat"]))
        except (KeyError, ValueError) as error:
            raise SignedOut(
                N_("The sign-in service did not say who you are. Sign in again.")
            ) from error
        once = [issuer, subject, str(issued), str(said.get("nonce")), str(said.get("sid"))]
        name = said.get("name") or said.get("preferred_username") or said.get("email") or "–"
        return cls(
            issuer,
            subject,
            str(name)[:100],
            datetime.fromtimestamp(issued, UTC).replace(tzinfo=None),
            sha256("\n".join(once).encode()).hexdigest(),
            frozenset(value for name in STRENGTH for value in _values(said.get(name))),
        )


def enter(
    store: Store, claims: Claims, now: datetime, demanded: frozenset[str] = frozenset()
) -> str:
    """The opaque code of who signed in, where the sign-in still holds at `now` (UTC).

    Raises SignedOut where it was ended, ran out or never began, or where the provider says nothing
    of what is `demanded`: then it is ended for good, and written down.
    """
    if demanded.isdisjoint(claims.strength) and demanded:
        _turn_away(store, claims, now)
        raise SignedOut(
            N_(
                "Your workplace asks for a stronger sign-in, such as with two factors. Sign in "
                "again that way."
            )
        )
    held = lasting(store, sign_ins.sign_in, claims.session)
    lasts = held and held.ended_at is None and now - held.started_at < WHOLE
    if held and lasts and now - held.last_seen_at < NOTED:
        return held.subject
    with store.transaction() as cursor:
        subject = _subject(cursor, claims)
        refused = _refused(cursor, claims, subject, now)
        if refused is None:
            _noted(cursor, claims, subject, now)
        elif refused != "ended":
            sign_ins.end(cursor, claims.session, refused, now)
    if refused is not None:  # outside the transaction, else the end is not kept
        raise SignedOut(N_("You have been signed out. Sign in again to go on."))
    return subject


def leave(store: Store, claims: Claims, now: datetime, *, everywhere: bool = False) -> None:
    """End this sign-in, or every one of the same account."""
    with store.transaction() as cursor:
        subject = _subject(cursor, claims)
        sign_ins.end(cursor, claims.session, "signed_out", now)
        if everywhere:
            sign_ins.end_all(cursor, subject, "signed_out", now)
        what = "sign_out_everywhere" if everywhere else "sign_out"
        record(cursor, Event(subject, "sign_in", what), now)


def _turn_away(store: Store, claims: Claims, now: datetime) -> None:
    """Keep a sign-in that was too weak as ended; one line in the log, however often it is tried."""
    with store.transaction() as cursor:
        held = sign_ins.sign_in(cursor, claims.session)
        if held and held.ended_at is not None:
            return
        subject = _subject(cursor, claims)
        if held is None:
            sign_ins.begin(cursor, claims.session, subject, claims.issued_at, now)
        sign_ins.end(cursor, claims.session, TOO_WEAK, now)
        record(cursor, Event(subject, "sign_in", "signed_in", permitted=False), now)


def _values(said: object) -> list[str]:
    """A claim that is a text, or several in a list."""
    if isinstance(said, str):
        return [said]
    return [value for value in said if isinstance(value, str)] if isinstance(said, list) else []


def _subject(cursor: Cursor, claims: Claims) -> str:
    return subject_code(secret(cursor, SUBJECTS), claims.issuer, claims.subject)


def _refused(cursor: Cursor, claims: Claims, subject: str, now: datetime) -> str | None:
    """Why the sign-in no longer holds; None where it does."""
    held = sign_ins.sign_in(cursor, claims.session)
    ended = sign_ins.all_ended_at(cursor, subject)
    if held and held.ended_at is not None:
        return "ended"
    if ended is not None and claims.issued_at <= ended:
        return "ended"
    if now - claims.issued_at >= WHOLE or claims.issued_at - now > SKEW:
        return "absolute"
    # What the provider said long ago, and was never used here, is no new sign-in.
    last = held.last_seen_at if held else claims.issued_at
    return "idle" if now - last >= IDLE else None


def _noted(cursor: Cursor, claims: Claims, subject: str, now: datetime) -> None:
    if sign_ins.sign_in(cursor, claims.session):
        sign_ins.seen(cursor, claims.session, now)
        return
    sign_ins.begin(cursor, claims.session, subject, claims.issued_at, now)
    users.met(cursor, subject, claims.display, now)
    record(cursor, Event(subject, "sign_in", "signed_in"), now)

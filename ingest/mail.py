"""A mail (.eml) becomes articles: of its text, else of its page, and of the mails that are attached to it.

Who sends a newsletter publishes it: its sender's name is the source, and its date the time of
publication. A person who wrote to somebody has published nothing: neither their name nor that time is
told. Newsletters and lists are known by their headers (RFC 2369, RFC 2919).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime

from ingest import damage, dates, files, flat
from ingest.decoding import decoded, storable
from ingest.errors import NoArticle, Unreadable
from ingest.model import Draft, Precision, Stamp

_BULK = ("List-Id", "List-Unsubscribe", "List-Post")
_DEEPEST = 3  # mails in mails
_MAILS = 50
_ENOUGH = 40  # words of a plain text that is more than a pointer to the page beside it
_HEADERS = re.compile(rb"(?:[A-Za-z][\w-]{0,60}:[^\r\n]*\r?\n(?:[ \t]+[^\r\n]*\r?\n)*){3}")
_NAMED = re.compile(
    rb"^(?:From|Received|Return-Path|Subject|Date|MIME-Version):", re.IGNORECASE | re.MULTILINE
)
_PREFIX = re.compile(r"(?:\s*(?:fwd?|re|aw|wg|tr|пересл|отв)\s*:)+\s*", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:> ?)+", re.MULTILINE)
_FORWARDED = re.compile(
    r"^(?:-{3,} ?(?:Forwarded message|Original Message) ?-{3,}|Begin forwarded message:)[ ]*\n",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = re.compile(r"\*?(?P<name>[A-Z][\w-]{1,20})\*?:\*?[ \t]*(?P<value>[^\n]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What a mail's headers say of the article in it."""

    title: str | None
    source: str | None
    published: Stamp | None


def is_mail(data: bytes) -> bool:
    """Whether data begin with the headers of a mail."""
    begun = _HEADERS.match(data.removeprefix(b"\xef\xbb\xbf")[:20_000])
    return begun is not None and len(_NAMED.findall(begun[0])) >= 2


def drafts(data: bytes) -> tuple[Draft, ...]:
    """The articles of a mail. Raises Unreadable where there are none."""
    with damage.told():
        message = message_from_bytes(data, policy=policy.default)
        mails = list(_mails(message))
    made: list[Draft] = []
    for mail in mails[:_MAILS]:
        try:
            made += _drafts(mail)
        except Unreadable:
            continue
    if not made:
        raise Unreadable(NoArticle.FURNITURE)
    return tuple(made)


def _mails(message: Message, depth: int = 0) -> Iterator[EmailMessage]:
    """The mail, and those attached to it."""
    if isinstance(message, EmailMessage):
        yield message
    for part in _parts(message):
        if part.get_content_type() == "message/rfc822" and depth < _DEEPEST:
            for inner in part.get_payload():
                if isinstance(inner, Message):
                    yield from _mails(inner, depth + 1)


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a mail, not those of mails in it."""
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        held = part.get_payload()
        if part.get_content_type() != "message/rfc822" and isinstance(held, list):
            waiting = [each for each in held if isinstance(each, Message)] + waiting
        else:
            yield part


def _drafts(mail: EmailMessage) -> list[Draft]:
    with damage.told():
        facts = _facts(mail)
        plain, html = _text(mail, "text/plain"), _text(mail, "text/html")
    title, text = _forwarded(_QUOTED.sub("", plain), facts.title)
    facts = replace(facts, title=title)
    by_text = len(text.split()) >= _ENOUGH or not html.strip()
    made = files.pasted(text) if by_text else _of_page(html)
    return [_stated(draft, facts, alone=len(made) == 1) for draft in made]


def _of_page(html: str) -> tuple[Draft, ...]:
    """The article of a page, or those of all it shows where that is much more, as in a layout by tables."""
    shown = flat.text_of(html)
    try:
        found = files.saved(html)
    except Unreadable:
        return files.pasted(shown)
    if 3 * sum(len(draft.body) for draft in found) >= len(shown):
        return found
    try:
        return files.pasted(shown)
    except Unreadable:
        return found


def _text(mail: EmailMessage, kind: str) -> str:
    """The text of the first part of this type that is no attachment."""
    for part in _parts(mail):
        if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data.strip():
                return decoded(data, part.get_content_charset())
    return ""


def _facts(mail: EmailMessage) -> _Facts:
    """The headers' facts, with a source and a time for what went out to many."""
    subject = _PREFIX.sub("", " ".join(storable(str(mail.get("Subject", ""))).split()), count=1)
    forwarded = _PREFIX.match(str(mail.get("Subject", "")).strip()) is not None
    if forwarded or not any(name in mail for name in _BULK):
        return _Facts(title=subject or None, source=None, published=None)
    return _Facts(title=subject or None, source=_sender(mail), published=_sent(str(mail.get("Date", ""))))


def _sender(mail: EmailMessage) -> str | None:
    addresses = getattr(mail.get("From"), "addresses", ())
    name = storable(addresses[0].display_name).strip() if addresses else ""
    return name or None


def _sent(date: str) -> Stamp | None:
    try:
        moment = parsedate_to_datetime(date)
    except ValueError:
        return None
    if moment.year not in dates.YEARS:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # "-0000" is UTC: RFC 5322, section 3.3
    return Stamp(at=aware.astimezone(UTC).replace(second=0, microsecond=0), precision=Precision.MINUTE)


def _forwarded(text: str, title: str | None) -> tuple[str | None, str]:
    """A mail that was forwarded within the text: its subject, and the text below its headers."""
    text = text.replace("\r\n", "\n")
    mark = _FORWARDED.search(text)
    if mark is None:
        return title, text
    rows = text[mark.end() :].lstrip("\n").split("\n")
    for at, row in enumerate(rows):
        header = _HEADER.fullmatch(row.rstrip())
        if header is None:
            return title, "\n".join(rows[at:])
        if header["name"].lower() in {"subject", "betreff", "objet", "тема"}:
            title = _PREFIX.sub("", header["value"].strip(), count=1) or title
    return title, ""


def _stated(draft: Draft, facts: _Facts, *, alone: bool) -> Draft:
    """The draft with the headers' facts, where the text has none; one ``alone`` has its subject."""
    return replace(
        draft,
        title=(facts.title if alone else None) or draft.title,
        source=draft.source or facts.source,
        published=draft.published or facts.published,
    )

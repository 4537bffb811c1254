"""By what a line shows of itself: how it is written, and who speaks in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest import datelines, dates, furniture
from ingest.lines import Kind, Line
from ingest.marks import told
from ingest.overview import kind_of, step

_I = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me|lol)\b")
_YOU = re.compile(r"\b(?:your?|you['’]re)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_CUT = re.compile(r"(?:…|\.\.\.)[\])]?\s*(?:read more|more|»|→|continue reading.*)?$", re.IGNORECASE)
_AGO = re.compile(r"\b(?:ago|min(?:ute)?s? read|hours?|hrs?|yesterday)\b", re.IGNORECASE)
_COMMENTS = re.compile(r"\b(?:says|said|wrote|replied)\W*$|\bReply\b|@\w", re.IGNORECASE)
_REPORTS = re.compile(
    r"\b(?:sa(?:id|ys)|told|according|reported|announced|added|denied|confirmed|verified|claim(?:s|ed)?|comment)\b"
)
_ADDRESS = re.compile(r"https?://|www\.|@\w|#\w")
_MARKS = re.compile(r"[|›»·•]| / ")
_STOP = re.compile(r"[.!?…。！？؟।۔](?:\s?[»«])?['\"’”“»«)」』）]*$")
_CAPITALISED = re.compile(r"[^\W\d_][\w’'-]*")


def of(line: Line) -> Iterator[str]:
    """What the line is, and how it is written."""
    text, kind = line.text, line.kind.name
    yield "any"
    yield f"kind:{kind_of(line)}"
    yield f"words:{step(line.words, (1, 2, 3, 5, 8, 12, 16, 25, 40))}"
    if line.dated:
        yield f"dated:{line.dated.name}"
    elif line.words < 16 and re.search(r"\d", text) and dates.find(text):
        yield f"date:{kind}"
    said = furniture.quoted(text)
    yield from (name for name, holds in _looks(line, said=said) if holds)
    yield from (f"{name}:{kind}" for name, holds in _voices(text, said=said) if holds)
    if line.kind in {Kind.SHORT, Kind.META} and (words := _CAPITALISED.findall(text)):
        share = sum(word[0].isupper() for word in words) / len(words)
        yield f"capitals:{step(share, (0.2, 0.5, 0.8, 0.99))}:{min(line.words, 4)}"


def _looks(line: Line, *, said: bool) -> Iterable[tuple[str, bool]]:
    text, paragraph = line.text, line.kind is Kind.TEXT
    return (
        ("byline", line.byline is not None),
        ("named", line.source is not None),
        ("linked", line.link is not None),
        ("colon", text.endswith(":")),
        ("lower", text[:1].islower()),
        ("digit", text[:1].isdigit()),
        ("upper", text.isupper()),
        ("asks", text.endswith("?")),
        ("marks", bool(_MARKS.search(text))),
        ("address", bool(_ADDRESS.search(text))),
        ("stop", bool(_STOP.search(told(text)))),
        ("quoted", said),
        ("attributed", said and _attributed(text)),
        ("paid", furniture.paid(text)),
        ("ago", line.words < 8 and bool(_AGO.search(text))),
        ("comments", line.words < 9 and bool(_COMMENTS.search(text))),
        ("reports", paragraph and bool(_REPORTS.search(text) or furniture.tells(text))),
        ("dateline", paragraph and datelines.of(text) is not None),
        ("author", paragraph and furniture.about_author(text)),
        ("consent", paragraph and furniture.consent(text)),
        ("scene", paragraph and furniture.scene(text)),
    )


def _attributed(text: str) -> bool:
    """Whether the line says something outside of its quotations, such as who said it."""
    outside = " ".join(re.split('[“”«»„"]', text)[::2])
    return len(re.findall(r"\w+", outside)) > 1


def _voices(text: str, *, said: bool) -> Iterable[tuple[str, bool]]:
    """Who speaks to whom: a page to its reader, or a reader; and sentences that break off."""
    return (
        ("I", not said and bool(_I.search(text))),
        ("you", not said and bool(_YOU.search(text))),
        ("we", not said and bool(_WE.search(text))),
        ("cut", bool(_CUT.search(text))),
    )

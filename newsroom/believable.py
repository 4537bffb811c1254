"""What may be stored of an article beside its text, whoever says it: a page, a record, a feed or an admin.

One place, so that nothing comes in by one way that another refuses.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta
from textwrap import shorten

from ingest import canonical
from ingest.model import Doubt, Draft, Stamp, Why
from ingest.title import first_sentence
from newsroom.answer import Text

AHEAD = timedelta(days=1)
"""How far ahead a publication may lie: clocks and zones differ, and tomorrow's paper is out tonight."""
_SAID = 60  # characters of what is not believed

# Marks that turn the direction of what follows, and characters without width (Unicode, UAX #9 and Cf).
# The joiners stay, which Persian and emoji need, and the marks that put a full stop right beside Arabic.
_UNSEEN = re.compile("[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_BLANK = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")  # letters and signs that are drawn as nothing


def to_come(stamp: Stamp, now: datetime) -> bool:
    """Whether a time of publication lies in the future."""
    return stamp.at > now + AHEAD


def address(words: str) -> str | None:
    """The canonical web address that the words are, or None: other schemes are no place of an article."""
    links = canonical.only_links(words)
    return canonical.canonical(links[0]) if len(links) == 1 else None


def name(words: str) -> str | None:
    """A headline or publisher without characters that nobody sees; None where nothing is left to see."""
    shown = _BLANK.sub(" ", _UNSEEN.sub("", words)).strip()
    seen = any(unicodedata.category(each)[0] in "LNPS" for each in shown)
    return shown if seen else None


def facts(draft: Draft, now: datetime) -> Draft:
    """The draft with what can be believed of it; what cannot is among its doubts.

    Its first sentence stands for a title without a letter.
    """
    published, url = draft.published, address(draft.url) if draft.url else None
    doubts = draft.doubts
    if draft.url and url is None:
        doubts = (*doubts, Doubt(words=draft.url, why=Why.ADDRESS))
    if published and to_come(published, now):
        doubts = (*doubts, Doubt(words=published.at.date().isoformat(), why=Why.FUTURE))
        published = None
    title = draft.title and (name(draft.title) or first_sentence(draft.body))
    return replace(
        draft,
        title=title,
        source=name(draft.source) if draft.source else None,
        byline=name(draft.byline) if draft.byline else None,
        url=url,
        published=published,
        doubts=doubts,
    )


def told(doubt: Doubt) -> Text:
    """What is said of something that was left out."""
    words = shorten(name(doubt.words) or "?", _SAID, placeholder="…")
    return Text.of(f"doubt.{doubt.why}", words=words)

"""Pasted text becomes articles: a page copied from a browser, a forwarded post, plain text, or several.

What stays in a body is byte for byte what was pasted; what goes is whole lines, and of a first
paragraph its dateline. The publisher is never guessed: a paste has none unless a line names it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest import clean, dates, lines, reading
from ingest.briefs import briefs
from ingest.errors import NoArticle, Unreadable
from ingest.items import FEWEST
from ingest.lines import Line
from ingest.marks import count
from ingest.model import Draft, Precision, Stamp
from ingest.parts import Part
from ingest.reading import Article

# The head of a message copied out of Telegram.
_HEAD = re.compile(r".{1,80}, \[[^\[\]]{6,24}\d:\d\d(?::\d\d)?(?: ?[AP]M)?\]:?", re.IGNORECASE)
MISSED = 0.25
"""How many words for each of the text must be left out for it to be told."""


def drafts(text: str) -> tuple[Draft, ...]:
    """The articles in a pasted text, in its order.

    NUL and lone surrogates are dropped and line ends made ``\\n``; every line of a body is then a
    substring of the text. Raises Unreadable when it holds no article.
    """
    found = lines.read(lines.normalised(text))
    if not found:
        raise Unreadable(NoArticle.EMPTY)
    made: list[Draft] = []
    articles = list(_messages(found))
    for article, sent in articles:
        draft = clean.draft(article)
        left = clean.left_out(article, draft)
        if draft:
            made.append(replace(draft, published=draft.published or sent, left_out=left))
        elif made:
            made[-1] = replace(made[-1], left_out=made[-1].left_out + left)
    if not made:
        raise Unreadable(NoArticle.FURNITURE)
    made = _of_one_issue(made, articles[0][0])
    told = Counter(draft.url for draft in made)  # an address of several is none of an article's own
    return tuple(
        replace(draft, url=draft.url if told[draft.url] == 1 else None, left_out=_missed(draft))
        for draft in made
    )


def _messages(found: Sequence[Line]) -> Iterator[tuple[Article, Stamp | None]]:
    """The articles, each with the day of the message it stands in, where copied messages have heads.

    Telegram's desktop app heads each with "Name, [05.03.2025 14:22]", in the zone of whoever copied them.
    """
    starts = [at for at, line in enumerate(found) if _HEAD.fullmatch(line.text)]
    for start, end in pairwise(sorted({0, *starts, len(found)})):
        part = list(found[start:end])
        sent = dates.find(part[0].text) if start in starts else None
        stamp = Stamp(at=sent[0].at.replace(hour=0, minute=0), precision=Precision.DAY) if sent else None
        body = part[1:] if start in starts else part
        for brief in briefs(body) if body else ():
            yield from ((article, stamp) for article in reading.articles(brief))


def _of_one_issue(made: Sequence[Draft], first: Article) -> list[Draft]:
    """The reports of a newsletter, each with the only day that stands above them all, where it has none."""
    days = {stamp.at.date(): stamp for line in first.of(Part.ABOVE) if (stamp := clean.stamp(line))}
    later = [draft.published for draft in made[1:]]
    if len(made) < FEWEST or len(days) != 1 or any(later) or any(line.stamp for line in first.of(Part.HEAD)):
        return list(made)
    (day,) = days.values()
    return [replace(draft, published=draft.published or day) for draft in made]


def _missed(draft: Draft) -> tuple[str, ...]:
    """What was left out around an article, where it is much beside the text that stayed."""
    words = sum(map(count, draft.left_out))
    return draft.left_out if words >= MISSED * count(draft.body) else ()

"""A text as it was given, and the article in it: clean for reading, with the way back to the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest import files, lines, paste
from ingest.errors import Unreadable
from ingest.model import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The article in a given text.

    ``body`` is what to read of it. Its lines begin at ``begins`` in the body and at ``places`` in the
    given text, both ascending and in code points. ``title`` is its headline, or else its first sentence.
    """

    title: str
    body: str
    begins: Sequence[int]
    places: Sequence[int]

    @property
    def headline(self) -> str:
        """The title where it is one. A first sentence is no headline to judge the text by."""
        return "" if self.body.startswith(self.title) else self.title

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the body, not an empty one, stands in the given text."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, at: int) -> int:
        line = bisect_right(self.begins, at) - 1
        return self.places[line] + at - self.begins[line]


def articles(text: str) -> tuple[Article, ...]:
    """The articles in a text, pasted or a saved page's HTML. Raises Unreadable when there is none.

    HTML is no text that was given: of an article from it nothing leads back.
    """
    return tuple(map(_article, files.drafts(text)))


def article(text: str, title: str = "") -> Article:
    """The article that a text is there for, or the text as it stands where cleaning finds none.

    On a page with several it is the one under ``title``, and without such a headline the longest: what
    else stands on a page are openings of other articles and the next story of an endless page.
    """
    try:
        found = tuple(map(_article, paste.drafts(lines.levelled(text))))
    except Unreadable:
        return whole(text)
    wanted = title.casefold().split()
    under = [one for one in found if one.title.casefold().split() == wanted]
    return max(under or found, key=lambda one: len(one.body))


def whole(text: str) -> Article:
    """A text that is taken as it stands."""
    return Article(title="", body=text, begins=(0,), places=(0,))


def _article(draft: Draft) -> Article:
    sizes = [len(line) + 1 for line in draft.body.split("\n")]
    return Article(
        title=draft.title,
        body=draft.body,
        begins=tuple(accumulate(sizes[:-1], initial=0)),
        places=draft.places,
    )

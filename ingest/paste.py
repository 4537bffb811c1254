"""Pasted text becomes articles: a page copied from a browser, a forwarded post, plain text, or several.

What stays in a body is byte for byte what was pasted; what goes is whole lines, and of a first
paragraph its dateline. The publisher is never guessed: a paste has no source of its own.
"""

from __future__ import annotations

from ingest import clean, lines, reading
from ingest.errors import NoArticle, Unreadable
from ingest.model import Draft


def drafts(text: str) -> tuple[Draft, ...]:
    """The articles in a pasted text, in its order.

    NUL and lone surrogates are dropped and line ends made ``\\n``; every line of a body is then a
    substring of the text. Raises Unreadable when it holds no article.
    """
    found = lines.read(lines.normalised(text))
    if not found:
        raise Unreadable(NoArticle.EMPTY)
    made = [draft for article in reading.articles(found) if (draft := clean.draft(article))]
    if not made:
        raise Unreadable(NoArticle.FURNITURE)
    return tuple(made)

"""Searches carried out: what filters mean in this archive, and the articles found, page by page.

Reading is bounded at every step: a page costs the same wherever in the archive it lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale

from newsroom import searching
from newsroom.errors import Refused
from newsroom.searching import Search
from storage.database import Work
from storage.values import Article, Within

SHOWN = 5
MOST_READ = 300
"""Articles read for one page; the next page goes on from there."""

_AT_ONCE = 60  # articles read at once where their texts decide
_SOURCES = 40  # publishers that a part of a name may fit
_LISTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search with what its filters mean in this archive."""

    search: Search
    terms: tuple[str, ...]
    within: Within

    @property
    def verbatim(self) -> bool:
        """Whether the articles' texts have to be read, the index knowing stems alone."""
        return bool(self.search.phrases or self.search.without_phrases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Articles found, newest first, and the ids between which the pages before and after it lie."""

    articles: Sequence[Article]
    above: int | None
    below: int | None


async def understood(work: Work, read: Search) -> Asked:
    """Raises Refused for a publisher or language that is not there, and where nothing is looked for."""
    if not (read.words or read.phrases or read.filters):
        raise Refused("search.nothing_to_find")
    language = next(map(_language, read.values("lang")), None)
    sources = [source for part in read.values("source") for source in await _sources(work, part)]
    stems = searching.stems([*read.words, *read.phrases], language)
    if not (stems or read.filters):
        raise Refused("search.only_small_words")
    within = Within(
        after=read.after,
        before=read.before,
        sources=frozenset(sources) if sources else None,
        language=language,
        without=frozenset(searching.stems(read.without, language)),
    )
    return Asked(search=read, terms=tuple(stems), within=within)


async def _sources(work: Work, part: str) -> list[str]:
    """The publishers whose name holds what was typed, in any case."""
    known = await work.articles.sources()
    found = [source for source in known if part.casefold() in source.casefold()]
    exact = [source for source in found if part.casefold() == source.casefold()]
    if not found:
        listed = ", ".join(list(known)[:_LISTED])
        raise Refused("search.no_such_source" if known else "archive.empty", part=part[:40], known=listed)
    if len(found) > _SOURCES and not exact:
        raise Refused("search.many_sources", part=part[:40], count=len(found))
    return exact or found


def _language(typed: str) -> str:
    """The code of a language that was typed as its code or English name."""
    names = Locale("en").languages
    typed = typed.casefold()
    if typed in names:
        return typed
    code = next((code for code, name in names.items() if name.casefold() == typed), None)
    if code is None:
        raise Refused("search.no_such_language", value=typed[:40])
    return str(code)


async def older(work: Work, asked: Asked, *, below: int | None) -> Page:
    """The next articles downwards."""
    found, at = await _read(work, asked, below, upwards=False)
    shown = found[:SHOWN]
    rest = shown[-1].id if len(found) > SHOWN else at
    return Page(articles=shown, above=None if below is None else below - 1, below=rest)


async def newer(work: Work, asked: Asked, *, above: int) -> Page:
    """The next articles upwards; where they only just fill a page or do not, the first page."""
    found, at = await _read(work, asked, above, upwards=True)
    if at is None and len(found) <= SHOWN:
        return await older(work, asked, below=None)
    shown = found[:SHOWN][::-1]
    return Page(articles=shown, above=shown[0].id if len(found) > SHOWN else at, below=above + 1)


async def _read(
    work: Work, asked: Asked, at: int | None, *, upwards: bool
) -> tuple[list[Article], int | None]:
    """One article more than a page shows, as far as there are and reading goes; and where it went to.

    None instead of a place says that there is nothing further.
    """
    limit = _AT_ONCE if asked.verbatim else SHOWN + 1
    found: list[Article] = []
    for _ in range(0, MOST_READ, limit):
        if upwards:
            ids = await work.search.oldest(
                asked.terms, every=True, limit=limit, within=asked.within, above=at or 0
            )
        else:
            ids = await work.search.newest(
                asked.terms, every=True, limit=limit, within=asked.within, below=at
            )
        found += await _verbatim(work, asked, ids)
        at = ids[-1] if len(ids) == limit else None
        if at is None or len(found) > SHOWN:
            break
    return found, at


async def _verbatim(work: Work, asked: Asked, ids: Sequence[int]) -> list[Article]:
    """The articles that hold the phrases as written and none that is excluded, in the order given."""
    return [
        article
        for article in await work.articles.many(ids)
        if all(_holds(article, phrase) for phrase in asked.search.phrases)
        and not any(_holds(article, phrase) for phrase in asked.search.without_phrases)
    ]


def _holds(article: Article, phrase: str) -> bool:
    found = searching.pattern(phrase)
    return bool(found.search(article.body) or found.search(article.title))

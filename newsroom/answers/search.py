"""`/search`: articles of the whole archive by words, phrases and filters, newest first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, tzinfo

from babel import Locale

from newsroom import finding, quoting, reach, searching
from newsroom.answer import Action, Answer, Block, Heading, Item, Moment, Notice, Quote, Text
from newsroom.errors import Refused
from newsroom.finding import Asked, Page
from newsroom.intents import Help, Latest, Search, SearchMore, ShowArticle
from storage.database import Work
from storage.values import Article, Length, Precision, Sentence
from summarizer.terms import terms

_CEILING = 1000  # how far the articles found are counted
_LISTED = 3

Remember = Callable[[str], Awaitable[int]]


async def search(work: Work, intent: Search, remember: Remember, *, now: datetime, zone: tzinfo) -> Answer:
    """The newest articles found; or what was searched, how much there is, and what would find something."""
    asked = await finding.understood(work, searching.read(intent.text, now=now, zone=zone))
    page = await finding.older(work, asked, below=None)
    if not page.articles and page.below is None:
        return await _nothing(work, asked)
    asked_id = await remember(f"/search {intent.text}") if page.below is not None else 0
    return await _answer(work, asked, page, asked_id)


async def more(work: Work, intent: SearchMore, *, chat_id: int, now: datetime, zone: tzinfo) -> Answer:
    """A page further on or back, of a search made before in the same chat."""
    text = await work.asked.recall(intent.asked_id, chat_id)
    if text is None or not text.startswith("/search "):
        raise Refused("search.forgotten")
    asked = await finding.understood(work, searching.read(text.removeprefix("/search "), now=now, zone=zone))
    if intent.above:
        page = await finding.newer(work, asked, above=intent.above)
    else:
        page = await finding.older(work, asked, below=intent.below)
    return await _answer(work, asked, page, intent.asked_id)


async def _answer(work: Work, asked: Asked, page: Page, asked_id: int) -> Answer:
    blocks: list[Block] = [Heading(text=Text.of("search.heading", what=_what(asked)))]
    if page.above is None and not asked.verbatim:
        blocks.append(Notice(text=await _counted(work, asked)))
    if not page.articles:
        key = "page.end" if page.below is None else "search.go_on"
        blocks.append(Notice(text=Text.of(key, count=finding.MOST_READ)))
    sentences = await work.articles.sentences_of([article.id for article in page.articles])
    for article in page.articles:
        blocks += await _shown(work, asked, article, [s for s in sentences if s.article.id == article.id])
    actions = [
        Action.of(Text.of("button.article", number=article.id), ShowArticle(article_id=article.id))
        for article in page.articles
    ]
    if page.above is not None:
        back = SearchMore(asked_id=asked_id, above=page.above)
        actions.append(Action.of(Text.of("button.newer"), back))
    if page.below is not None:
        on = SearchMore(asked_id=asked_id, below=page.below)
        actions.append(Action.of(Text.of("button.more"), on))
    return Answer(blocks=tuple(blocks), actions=tuple(actions))


async def _counted(work: Work, asked: Asked) -> Text:
    count = await work.search.count(asked.terms, every=True, within=asked.within, ceiling=_CEILING + 1)
    return (
        Text.of("search.over", count=_CEILING) if count > _CEILING else Text.of("search.found", count=count)
    )


async def _shown(work: Work, asked: Asked, article: Article, sentences: Sequence[Sentence]) -> list[Block]:
    """An article's best sentence; where none holds what is looked for, its headline, and its lead."""
    if not asked.terms:
        lead = await work.articles.summary(article.id, Length.LINE)
        return [quoting.headline(article), *await quoting.quotes(work, lead)]
    best, others = _best(asked, sentences)
    if best is None:
        return [_across(asked, article, sentences) or quoting.headline(article)]
    [quote] = await quoting.quotes(work, [best])
    return [replace(quote, note=Text.of("search.others", count=others)) if others else quote]


def _best(asked: Asked, sentences: Sequence[Sentence]) -> tuple[Sentence | None, int]:
    """The first sentence with most phrases and then words, or None; and how many others match as well.

    Where there are phrases, only a sentence with one of them matches.
    """
    phrases = [searching.pattern(phrase) for phrase in asked.search.phrases]
    wanted = set(asked.terms)
    held = [
        (
            sum(bool(phrase.search(s.text)) for phrase in phrases),
            len(wanted.intersection(terms(s.text, s.article.language))),
        )
        for s in sentences
    ]
    matching = [at for at, (said, words) in enumerate(held) if (said if phrases else words)]
    if not matching:
        return None, 0
    return sentences[max(matching, key=lambda at: held[at])], len(matching) - 1


def _across(asked: Asked, article: Article, sentences: Sequence[Sentence]) -> Quote | None:
    """The sentences that a phrase runs across, as one stretch; None where no phrase does."""
    for phrase in asked.search.phrases:
        if found := searching.pattern(phrase).search(article.body):
            met = [s for s in sentences if s.start < found.end() and found.start() < s.end]
            if met:
                return quoting.stretch(article, met[0].start, met[-1].end)
    return None


async def _nothing(work: Work, asked: Asked) -> Answer:
    """Says what was searched, in how many articles, and which part of it alone finds something."""
    blocks: list[Block] = [
        Notice(text=Text.of("search.none", what=_what(asked))),
        *await reach.inventory(work),
    ]
    counts = await work.search.frequency(asked.terms, 1)
    if missing := [w for w in asked.search.words if not all(counts.get(t) for t in terms(w))]:
        blocks.append(Notice(text=Text.of("search.nowhere", words=", ".join(missing[:_LISTED]))))
    else:
        blocks += await _easier(work, asked)
    actions = (
        Action.of(Text.of("button.latest"), Latest()),
        Action.of(Text.of("button.help"), Help(command="search")),
    )
    return Answer(blocks=tuple(blocks), actions=actions, answered=False)


async def _easier(work: Work, asked: Asked) -> list[Block]:
    """The same words with one of the filters, and with none: those that find something."""
    filters = asked.search.filters
    less: list[tuple[searching.Filter, ...]] = [(each,) for each in filters] if len(filters) > 1 else []
    less += [()] if asked.terms and filters else []
    items: list[Block] = []
    for kept in less:
        search = replace(asked.search, filters=kept)
        if (await finding.older(work, part := await finding.understood(work, search), below=None)).articles:
            count = await work.search.count(part.terms, every=True, within=part.within, ceiling=_CEILING)
            text = Text.of("search.some") if part.verbatim else reach.articles(count)
            items.append(Item(text=text, lead=f"/search {searching.typed(search)}"))
    return [Notice(text=Text.of("search.easier")), *items] if items else []


def _what(asked: Asked) -> Text:
    """What is looked for, with the filters as they were understood."""
    parts = []
    if said := searching.typed(replace(asked.search, filters=())):
        parts.append(Text.of("search.words", words=said))
    if asked.within.sources is not None:
        named = sorted(asked.within.sources)
        more_of_them = len(named) - _LISTED
        names = ", ".join(named[:_LISTED])
        parts.append(
            Text.of("search.sources", names=names, count=more_of_them)
            if more_of_them > 0
            else Text.of("search.source", names=names)
        )
    if asked.within.after is not None:
        parts.append(Text.of("search.after", at=_day(asked.within.after)))
    if asked.within.before is not None:
        parts.append(Text.of("search.before", at=_day(asked.within.before)))
    if asked.within.language is not None:
        name = Locale("en").languages.get(asked.within.language, asked.within.language)
        parts.append(Text.of("search.language", name=str(name)))
    what = parts.pop()
    while parts:
        what = Text.of("search.both", first=parts.pop(), rest=what)
    return what


def _day(bound: datetime) -> Moment:
    """A bound as people read it: its day, or its minute where it is not a day's beginning."""
    if bound.time() == time():
        return Moment(at=bound.replace(tzinfo=UTC), precision=Precision.DAY)
    return Moment(at=bound, precision=Precision.MINUTE)

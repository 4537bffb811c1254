"""Filing one analysed draft in the archive: its text, people, topics, search terms and story."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ingest.model import Draft
from newsroom import people, stories
from newsroom.reading import Found
from storage import values
from storage.database import Work
from storage.values import Span, Submission
from summarizer.model import Analysis, Mention, Role

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What became of one draft: the article it is now, and whether that is new.

    ``fresh`` is False where the archive held the text already, from the same source or with no
    source given. ``copy_of`` is the article whose text another source carries word for word.
    ``before`` is one with another text from the same address. ``cut`` says that the text goes on.
    ``change`` is what is new in an article whose text was replaced.
    """

    article: values.Article
    fresh: bool
    copy_of: values.Article | None = None
    before: values.Article | None = None
    cut: bool = False
    change: Change | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a new version of an article says that the last did not: how many sentences are gone, too."""

    new: tuple[values.Sentence, ...]
    gone: int
    headline: bool


def content_hash(body: str) -> str:
    """Identifies a body by its words alone: spacing, punctuation and case do not count (SHA-256)."""
    return hashlib.sha256(" ".join(_WORDS.findall(body.casefold())).encode()).hexdigest()


async def store(
    work: Work, found: Found, *, submission: Submission, now: datetime, last: values.Article | None = None
) -> Stored:
    """Stores a draft in the caller's transaction, unless the archive holds it.

    ``last`` is the article that an earlier version of the draft became: it gets the new text.
    """
    draft, analysis = found.draft, found.analysis
    if last is not None and _is(last, draft):
        return Stored(article=last, fresh=True, cut=found.cut)
    same = [a for a in await work.articles.by_hash(content_hash(draft.body)) if a != last]
    for article in same:
        if draft.source is None or article.source == draft.source:
            if last is not None:
                await drop(work, [last])
            return Stored(article=article, fresh=False)
    original = next((a for a in same if a.original_id is None), None)
    before = await work.articles.by_url(draft.url) if draft.url is not None else None
    if before is not None and before.submission_id == submission.id:
        before = None  # another article of the same page
    row = _row(draft, analysis, submission, now, original)
    said = await work.articles.sentences(last.id) if last is not None else []
    article = await _filed(work, row, analysis, last)
    change = None if last is None else await _change(work, last, said, article)
    return Stored(article=article, fresh=True, copy_of=original, before=before, cut=found.cut, change=change)


async def drop(work: Work, articles: Sequence[values.Article]) -> None:
    """Deletes what is not in a new version any more, but for what others carry as well."""
    own = {article.id for article in articles}
    for article_id in own:
        if all(copy.id in own for copy in await work.articles.copies(article_id)):
            await work.articles.delete(article_id)


def paired(last: Sequence[values.Article], found: Sequence[Found]) -> list[values.Article | None]:
    """The article that each draft is the new version of: the one of the same words, else in their order."""
    left = {article.id: article for article in last}
    pairs: list[values.Article | None] = []
    for each in found:
        words = content_hash(each.draft.body)
        same = next((a for a in left.values() if content_hash(a.body) == words), None)
        pairs.append(left.pop(same.id) if same else None)
    rest = iter(left.values())
    return [pair or next(rest, None) for pair in pairs]


def _is(article: values.Article, draft: Draft) -> bool:
    """Whether the archive holds just this draft as the article."""
    at = draft.published.at if draft.published else None
    now = (draft.title, draft.body, draft.source, draft.url, at)
    return now == (article.title, article.body, article.source, article.url, article.published)


async def _filed(
    work: Work, row: values.NewArticle, analysis: Analysis, last: values.Article | None
) -> values.Article:
    """The article of the row: a new one, or the last with its new text."""
    own = row.original_id is None
    ids = [await people.place(work, person) for person in analysis.people] if own else []
    if last is None:
        article_id = await work.articles.add(row)
    else:
        article_id = last.id
        await work.articles.replace(article_id, row, people=[each for each in ids if each is not None])
    if own:
        await _findings(work, article_id, analysis, ids)
        await stories.assign(work, await _stored(work, article_id), analysis.terms)
    return await _stored(work, article_id)


async def _change(
    work: Work, last: values.Article, said: Sequence[values.Sentence], article: values.Article
) -> Change:
    before = {sentence.text for sentence in said}
    now = await work.articles.sentences(article.id)
    return Change(
        new=tuple(sentence for sentence in now if sentence.text not in before),
        gone=len(before - {sentence.text for sentence in now}),
        headline=last.title != article.title,
    )


async def _stored(work: Work, article_id: int) -> values.Article:
    article = await work.articles.get(article_id)
    if article is None:
        raise LookupError(f"article {article_id} vanished within its transaction")
    return article


async def _findings(work: Work, article_id: int, analysis: Analysis, ids: Sequence[int | None]) -> None:
    await work.people.record(
        article_id, mentions=_placed(ids, analysis.mentions), roles=_placed(ids, analysis.roles)
    )
    await work.topics.record(article_id, [(t.slug, t.sentence, t.weight) for t in analysis.topics])


def _placed(ids: Sequence[int | None], found: Sequence[Mention | Role]) -> list[tuple[int, Span]]:
    """Mentions or roles with the archive's ids; without those of names that are nobody's."""
    return [
        (person_id, Span(position=each.sentence, start=each.start, end=each.end))
        for each in found
        if (person_id := ids[each.person]) is not None
    ]


def _summaries(analysis: Analysis) -> dict[values.Length, tuple[int, ...]]:
    return {
        values.Length.LINE: analysis.line,
        values.Length.SHORT: analysis.short,
        values.Length.NORMAL: analysis.summary,
        values.Length.LONG: analysis.long,
    }


def _row(
    draft: Draft, analysis: Analysis, submission: Submission, now: datetime, original: values.Article | None
) -> values.NewArticle:
    """The row of an article; a copy keeps its text, but nothing is found in it a second time."""
    sentences = tuple(
        values.NewSentence(
            start=s.start, end=s.end, salience=s.salience, anaphoric=s.anaphoric, caveat=s.caveat
        )
        for s in analysis.sentences
    )
    stamp = draft.published
    return values.NewArticle(
        title=draft.title,
        body=draft.body,
        language=analysis.language,
        source=draft.source,
        url=draft.url,
        published=stamp.at if stamp else None,
        precision=values.Precision(stamp.precision) if stamp else None,
        arrived=now,
        dateline=draft.dateline,
        agency=draft.agency,
        byline=draft.byline,
        sample=submission.sample,
        content_hash=content_hash(draft.body),
        submission_id=submission.id,
        original_id=original.id if original else None,
        analysis_version=analysis.version,
        terms="" if original else analysis.terms,
        sentences=() if original else sentences,
        summaries={} if original else _summaries(analysis),
    )

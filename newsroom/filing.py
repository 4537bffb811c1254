"""Filing one analysed draft in the archive: its text, people, topics, search terms and story."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from ingest.model import Draft
from newsroom import copying, findings, stories
from newsroom.copying import Near
from newsroom.findings import content_hash
from newsroom.outcome import Change, Stored, Update
from newsroom.reading import Found
from storage import values
from storage.database import Work
from storage.inbox_values import Submission
from storage.values import Article
from summarizer.changes import changes
from summarizer.copies import likeness
from summarizer.model import Analysis
from summarizer.wording import wording

_A_VERSION = 0.3  # of the shorter text, from which on what an address tells now is what it told before


async def store(
    work: Work, found: Found, *, submission: Submission, now: datetime, last: Article | None = None
) -> Stored:
    """Stores a draft in the caller's transaction, unless the archive holds it.

    ``last`` is the article that an earlier version of the draft became: it gets the new text.
    """
    draft, analysis = found.draft, found.analysis
    if last is not None and _is(last, draft):
        return Stored(article=last, fresh=True, cut=found.cut)
    before = await work.articles.by_url(draft.url) if draft.url is not None else None
    if before is not None and before.submission_id == submission.id:
        before = None  # another article of the same page
    if before is not None and last is None and _is_version(draft.body, before.body):
        return await _updated(work, before, found, submission=submission, now=now)
    same = [a for a in await work.articles.by_hash(content_hash(draft.body)) if a != last]
    for article in same:
        if draft.source is None or article.source == draft.source:
            if last is not None:
                await drop(work, [last])
            return Stored(article=article, fresh=False)
    said = await work.articles.sentences(last.id) if last is not None else []
    near = await _near(work, await _original(work, same, found, last), draft.body, analysis, last)
    article, places = await _filed(work, _new(draft, submission, now), analysis, near, last)
    return Stored(
        article=article,
        fresh=True,
        near=near,
        names=await _new_names(work, near, places),
        before=before,
        cut=found.cut,
        change=None if last is None else await _change(work, last, said, article),
    )


async def refile(work: Work, article: Article, analysis: Analysis, under: Article | None) -> Article:
    """Makes a stored article one of its own, or, with ``under``, a copy of that; analysed anew."""
    near = await _near(work, under, article.body, analysis, article)
    filed, _ = await _filed(work, article, analysis, near, article)
    return filed


async def renew(work: Work, article: Article, analysis: Analysis) -> None:
    """What is found in a stored article is found anew; its text, story and copies stay as they are.

    People keep their ids. Of those whom nothing mentions any more, what led to them leads to who is
    named in their place.
    """
    under = await work.articles.get(article.original_id) if article.original_id else None
    near = await _near(work, under, article.body, analysis, article)
    own = findings.every(analysis) if near is None else near.changes.own
    last = await work.people.places(article.id)
    places = await findings.places(work, article, analysis, own, last)
    before = {who for who, _ in last}
    row = _row(article, analysis, near, own)
    await work.articles.replace(article.id, row, people=before.union(places.people), stays=True)
    await _found(work, article, places)
    if gone := before.difference(places.people):
        await work.people.hand_on({who: findings.heir(who, last, places.mentions) for who in gone})


async def arrive(work: Work, article: Article, analysis: Analysis) -> Article:
    """Stores an article that is made of a stored one, as a copy where it is one."""
    original = await copying.original(work, article.body, prints=analysis.prints, published=article.published)
    near = await _near(work, original, article.body, analysis, None)
    filed, _ = await _filed(work, article, analysis, near, None)
    return filed


async def restore(work: Work, article: Article, version: values.Version, analysis: Analysis) -> Article:
    """Gives an article an earlier text back, as it was, and forgets that it was an earlier one."""
    kept = ("submission_id", "title", "source", "published", "precision", "arrived", "dateline")
    fields = {name: getattr(version, name) for name in (*kept, "agency", "byline", "body")}
    await work.versions.drop(version.id)
    under = await work.articles.get(article.original_id) if article.original_id else None
    return await refile(work, replace(article, **fields), analysis, under)


async def drop(work: Work, articles: Sequence[Article]) -> None:
    """Deletes what is not in a new version any more, but for what others carry as well."""
    own = {article.id for article in articles}
    for article_id in own:
        if all(copy.id in own for copy in await work.articles.copies(article_id)):
            await work.articles.delete(article_id)


def paired(last: Sequence[Article], found: Sequence[Found]) -> list[Article | None]:
    """The article that each draft is the new version of: the one of the same words, else in their order."""
    left = {article.id: article for article in last}
    pairs: list[Article | None] = []
    for each in found:
        words = content_hash(each.draft.body)
        same = next((a for a in left.values() if content_hash(a.body) == words), None)
        pairs.append(left.pop(same.id) if same else None)
    rest = iter(left.values())
    return [pair or next(rest, None) for pair in pairs]


def _is(article: Article, draft: Draft) -> bool:
    """Whether the archive holds just this draft as the article."""
    at = draft.published.at if draft.published else None
    now = (draft.title, draft.body, draft.source, draft.url, at)
    return now == (article.title, article.body, article.source, article.url, article.published)


async def _updated(
    work: Work, before: Article, found: Found, *, submission: Submission, now: datetime
) -> Stored:
    """Puts a page's new text into the place of its old one, which is kept."""
    draft = found.draft
    old = [sentence.text for sentence in await work.articles.sentences(before.id)]
    new = findings.texts(draft.body, found.analysis)
    await work.versions.keep(before, now)
    stamp = draft.published
    if stamp is not None and not stamp.stated and before.published is not None:
        stamp = None  # what was known of the page is no less true
    article = replace(
        before,
        submission_id=submission.id,
        title=draft.title,
        body=draft.body,
        source=draft.source or before.source,
        published=stamp.at if stamp else before.published,
        precision=values.Precision(stamp.precision) if stamp else before.precision,
        dateline=draft.dateline,
        agency=draft.agency,
        byline=draft.byline,
    )
    under = await work.articles.get(before.original_id) if before.original_id else None
    article = await refile(work, article, found.analysis, under)
    update = Update(changes=changes(new, old), removed=len(changes(old, new).added))
    return Stored(article=article, fresh=True, update=update, cut=found.cut)


def _is_version(new: str, old: str) -> bool:
    """Whether what an address tells now is another text, and no quite different one."""
    if content_hash(new) == content_hash(old):
        return False
    alike = likeness(wording(new), wording(old))
    return max(alike.same, alike.back) >= _A_VERSION


async def _original(
    work: Work, same: Sequence[Article], found: Found, last: Article | None
) -> Article | None:
    """What a draft is a copy of: the original of the ``same`` words, else one with nearly the same."""
    exact = next((article for article in same if article.original_id is None), None)
    if exact is not None:
        return exact
    published = found.draft.published.at if found.draft.published else None
    return await copying.original(
        work,
        found.draft.body,
        prints=found.analysis.prints,
        published=published,
        itself=last.id if last else None,
    )


async def _near(
    work: Work, original: Article | None, body: str, analysis: Analysis, itself: Article | None
) -> Near | None:
    if original is None:
        return None
    said = findings.texts(body, analysis)
    return await copying.near(work, original, body, said, itself=itself.id if itself else None)


async def _filed(
    work: Work, article: Article, analysis: Analysis, near: Near | None, last: Article | None
) -> tuple[Article, findings.Places]:
    """Stores an article, a new one or in the place of the ``last``, with what is to be found in it.

    That is everything in an original, and in a copy what the original lacks.
    """
    own = findings.every(analysis) if near is None else near.changes.own
    row = _row(article, analysis, near, own)
    places = await findings.places(work, article, analysis, own)
    if last is None:
        article_id = await work.articles.add(row)
        article = replace(article, id=article_id, language=row.language, original_id=row.original_id)
    else:
        if near is not None:
            await work.articles.hand_copies(last.id, near.original.id)
        await work.articles.replace(last.id, row, people=places.people)
        article = await _stored(work, last.id)
    await _found(work, article, places)
    if near is None:
        story = await stories.assign(work, article, analysis.signature)
        if last is not None and last.story_id is not None and await work.stories.get(last.story_id) is None:
            await work.stories.merge(last.story_id, story)
        article = replace(article, story_id=story)
    return article, places


async def _found(work: Work, article: Article, places: findings.Places) -> None:
    await work.people.record(article.id, mentions=places.mentions, roles=places.roles)
    await work.topics.record(article.id, places.topics)
    await work.statements.record(article, places.sayings)
    await work.events.record(article, places.happenings)
    await work.places.record(article.id, places.located)


async def _new_names(work: Work, near: Near | None, places: findings.Places) -> tuple[str, ...]:
    """The people whom a copy names and its original does not."""
    if near is None or not places.people:
        return ()
    known = (await work.people.ids_in([near.original.id]))[near.original.id]
    people = [await work.people.get(who) for who in places.people if who not in known]
    return tuple(person.name for person in people if person is not None)


async def _change(work: Work, last: Article, said: Sequence[values.Sentence], article: Article) -> Change:
    before = {sentence.text for sentence in said}
    now = await work.articles.sentences(article.id)
    return Change(
        new=tuple(sentence for sentence in now if sentence.text not in before),
        gone=len(before - {sentence.text for sentence in now}),
        headline=last.title != article.title,
    )


async def _stored(work: Work, article_id: int) -> Article:
    article = await work.articles.get(article_id)
    if article is None:
        raise LookupError(f"article {article_id} vanished within its transaction")
    return article


def _new(draft: Draft, submission: Submission, now: datetime) -> Article:
    """The article that a draft is about to become."""
    stamp = draft.published
    return Article(
        id=0,
        title=draft.title,
        body=draft.body,
        language="",
        source=draft.source,
        url=draft.url,
        published=stamp.at if stamp else None,
        precision=values.Precision(stamp.precision) if stamp else None,
        arrived=now,
        dated=stamp.at if stamp else now,
        dateline=draft.dateline,
        agency=draft.agency,
        byline=draft.byline,
        sample=submission.sample,
        submission_id=submission.id,
        original_id=None,
        story_id=None,
    )


def _row(article: Article, analysis: Analysis, near: Near | None, own: Collection[int]) -> values.NewArticle:
    """The row of an article with what is found in it."""
    return values.NewArticle(
        title=article.title,
        body=article.body,
        language=analysis.language,
        source=article.source,
        url=article.url,
        published=article.published,
        precision=article.precision,
        arrived=article.arrived,
        dateline=article.dateline,
        agency=article.agency,
        byline=article.byline,
        sample=article.sample,
        content_hash=content_hash(article.body),
        submission_id=article.submission_id,
        original_id=near.original.id if near else None,
        analysis_version=analysis.version,
        terms=findings.own_terms(article.body, analysis, own) if near else analysis.terms,
        sentences=findings.sentences(analysis, own),
        summaries={} if near else findings.summaries(analysis),
        marks=analysis.prints,
        signature=analysis.signature,
    )

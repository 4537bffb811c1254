"""The receipt for a submission: what was stored, in the article's own words, and how to undo it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from textwrap import shorten

from newsroom import believable, differences, quoting
from newsroom.answer import Action, Answer, Block, Heading, Notice, Text
from newsroom.errands import Drop, Edit, History, Retry, Separate, Undo
from newsroom.intents import ShowArticle
from newsroom.outcome import Stored
from newsroom.parcels import Letter, dump
from newsroom.reading import LONGEST, Reading
from storage.chat_values import ChatKind
from storage.database import Work
from storage.inbox_values import Submission
from storage.values import Article

_OPENING = 70  # characters of the first sentence that was left out
_WORDS = 200  # characters of what was written under a file
_SHOWN = 3  # new sentences of an edited article


async def receipt(
    work: Work, stored: Sequence[Stored], *, submission: Submission, reading: Reading, now: datetime
) -> Answer:
    """What became of each draft: title, source, date and summary of what is new; and what is not stored."""
    blocks: list[Block] = []
    if len(stored) > 1:
        fresh = sum(s.fresh for s in stored)
        blocks.append(Heading(text=Text.of("receipt.several", count=len(stored), fresh=fresh)))
    for one, found in zip(stored, reading.found, strict=True):
        blocks += await _one(work, one, now)
        if one.fresh:
            blocks += [Notice(text=believable.told(doubt)) for doubt in found.draft.doubts]
    if submission.file_id is not None:
        blocks += beside_file(submission)
    elif submission.note and any(s.fresh and not _heads(submission.note, s.article) for s in stored):
        blocks.append(Notice(text=Text.of("receipt.note", note=submission.note)))
    if left := [line for found in reading.found for line in found.draft.left_out]:
        blocks.append(Notice(text=left_out(left)))
    blocks += [Notice(text=text) for text in reading.failed]
    if len(stored) > 1 and any(s.fresh and _missing(s.article) for s in stored):
        blocks.append(Notice(text=Text.of("receipt.missing")))
    actions = [
        Action.of(Text.of("button.article", number=s.article.id), ShowArticle(article_id=s.article.id))
        for s in stored[:3]
    ]
    actions += [action for each in stored[:3] for action in _choices(each, alone=len(stored) == 1)]
    if any(s.fresh for s in stored):
        actions.append(Action.of(Text.of("button.undo"), Undo(submission_id=submission.id)))
    return Answer(blocks=tuple(blocks), actions=tuple(actions))


def left_out(lines: Sequence[str]) -> Text:
    """What is said of lines around an article that are much beside it; there is one at least."""
    opening = shorten(lines[0], _OPENING, placeholder="…")
    return Text.of("receipt.left_out", count=len(lines), opening=opening)


def beside_file(submission: Submission) -> list[Block]:
    """What was written under a file, and is no part of it."""
    words = shorten(" ".join((submission.note or submission.text).split()), _WORDS, placeholder="…")
    return [Notice(text=Text.of("file.caption", words=words))] if words else []


def refusal(texts: Sequence[Text]) -> Answer:
    """A submission of which nothing could be made, with the reasons."""
    return Answer(blocks=tuple(Notice(text=text) for text in texts), refused=True)


def set_aside(submission: Submission, texts: Sequence[Text]) -> Answer:
    """A submission that could not be read for now, with the reasons, and what can be done about it."""
    blocks = tuple(Notice(text=text) for text in (*texts, Text.of("intake.parked")))
    return Answer(blocks=blocks, actions=choices(submission.id), refused=True)


def put_off() -> Answer:
    """A submission that is tried again by itself."""
    return Answer(blocks=(Notice(text=Text.of("intake.again")),))


def choices(number: int, listed: int = 0) -> tuple[Action, Action]:
    """The buttons of something that was set aside, under its receipt or ``listed`` in a page of /inbox."""
    return (
        Action.of(Text.of("button.retry", number=number), Retry(submission_id=number, listed=listed)),
        Action.of(Text.of("button.drop", number=number), Drop(submission_id=number, listed=listed)),
    )


async def tell(work: Work, admins: Collection[int], answer: Answer, now: datetime) -> None:
    """Puts something in for every admin, in their private chat, whose id is the person's."""
    for admin in admins:
        if await work.chats.get(admin) is None:
            await work.chats.touch(admin, ChatKind.PRIVATE)
        await work.outbox.add(admin, dump(Letter(answer=answer)), now)


async def send(work: Work, submission: Submission, answer: Answer, now: datetime) -> None:
    """Puts a receipt into the outbox, in the place of the acknowledgement, where there was a chat."""
    if submission.chat_id is not None:
        letter = dump(Letter(answer=answer, submission_id=submission.id))
        await work.outbox.add(submission.chat_id, letter, now)


def _choices(stored: Stored, *, alone: bool) -> list[Action]:
    """What an admin may want otherwise; with the article's number where there are several."""
    number = stored.article.id
    if stored.near is not None:
        label = Text.of("button.separate") if alone else Text.of("button.separate_of", number=number)
        return [Action.of(label, Separate(article_id=number))]
    if stored.update is not None:
        label = Text.of("button.history") if alone else Text.of("button.history_of", number=number)
        return [Action.of(label, History(words=str(number)))]
    if alone and stored.fresh and (adds := _missing(stored.article)):
        return [Action.of(Text.of(adds), Edit(words=str(number)))]
    return []


def _missing(article: Article) -> str | None:
    """The button that adds what nobody stated; the credit under each quote tells that it was not."""
    match article.source, article.stated:
        case None, None:
            return "button.add_both"
        case None, _:
            return "button.add_source"
        case _, None:
            return "button.add_date"
    return None


def _heads(note: str, article: Article) -> bool:
    """Whether what was written beside a link is the page's own headline, as apps put it there."""
    return " ".join(note.split()).casefold() == " ".join(article.title.split()).casefold()


async def _one(work: Work, stored: Stored, now: datetime) -> list[Block]:
    article = stored.article
    if not stored.fresh:
        known = Notice(text=Text.of("receipt.known", number=article.id))
        return [known, quoting.headline(article)]
    if stored.near is not None:
        copy = Notice(text=differences.copy(article, stored.near, stored.names, now))
        original = stored.near.original
        other = [] if original.title == article.title else [quoting.headline(original)]
        return [copy, quoting.headline(article), *other, *_beside(stored)]
    if stored.update is not None:
        update = Notice(text=differences.update(article, stored.update))
        return [update, quoting.headline(article), *_facts(article), *_beside(stored)]
    if stored.change is not None:
        return await _revised(work, article, stored)
    summary = await quoting.quotes(work, await work.articles.summary(article.id))
    heading = Heading(text=Text.of("receipt.stored", number=article.id))
    return [heading, quoting.headline(article), *summary, *_facts(article), *_beside(stored)]


async def _revised(work: Work, article: Article, stored: Stored) -> list[Block]:
    """What an edit changed, in the words of the new version."""
    change = stored.change
    assert change is not None  # noqa: S101  # asked before
    texts = [Text.of("receipt.new_sentences", count=len(change.new))]
    if change.gone:
        texts.append(Text.of("receipt.gone_sentences", count=change.gone))
    if change.headline:
        texts.append(Text.of("receipt.new_headline"))
    return [
        Heading(text=Text.of("receipt.revised", number=article.id)),
        Notice(text=together(texts)),
        quoting.headline(article),
        *await quoting.quotes(work, change.new[:_SHOWN]),
        *_beside(stored),
    ]


def together(texts: Sequence[Text]) -> Text:
    """Several sentences as one text, each on a line of its own."""
    first, *rest = texts
    return Text.of("receipt.lines", first=first, rest=together(rest)) if rest else first


def numbers(articles: Sequence[Article]) -> str:
    """Articles as receipts name them."""
    return ", ".join(f"#{article.id}" for article in articles)


def _beside(stored: Stored) -> list[Block]:
    """What the admin may want to put right."""
    texts = []
    if stored.before is not None:
        texts.append(Text.of("receipt.same_address", number=stored.before.id))
    if stored.cut:
        texts.append(Text.of("receipt.cut", thousands=LONGEST // 1000))
    return [Notice(text=text) for text in texts]


def _facts(article: Article) -> list[Block]:
    """What the page says of itself beside its text."""
    facts = [
        Text.of(f"receipt.{name}", value=value)
        for name, value in (
            ("dateline", article.dateline),
            ("agency", article.agency),
            ("byline", article.byline),
        )
        if value
    ]
    return [Notice(text=together(facts))] if facts else []

"""`/edit 412 title: …`: an admin puts right what is stored of an article, or gives it another text."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ingest import dates
from ingest.decoding import storable
from ingest.model import Draft
from newsroom import believable, correcting, numbered, quoting, receipts
from newsroom.answer import Action, Answer, Heading, Item, Moment, Notice, Text
from newsroom.correcting import Plan, Step
from newsroom.errands import Edit, KeepText
from newsroom.errors import Refused
from newsroom.findings import content_hash
from newsroom.reading import capped
from storage.database import Work
from storage.inbox_values import CorrectionKind
from storage.values import Article, Precision

Drafts = Callable[[str], Awaitable[Sequence[Draft]]]
"""The articles in a text, cleaned like any that is handed over."""

_WORDS = re.compile(r"#?(?P<number>[0-9]{1,18})(?:\s+(?P<rest>.*))?", re.DOTALL)
_FIELD = re.compile(r"[ \t]*(title|source|date|link|text)[ \t]*:[ \t]*", re.IGNORECASE)
_ANOTHER = re.compile(r"[ \t](title|source|date|link)[ \t]*:[ \t]", re.IGNORECASE)
_TEXT = re.compile(r"^[ \t]*text[ \t]*:", re.IGNORECASE | re.MULTILINE)
_NONE = "-"
_LONGEST = {"title": 500, "source": 200, "date": 100, "link": 2000}  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is to be changed: values by the name of an article's field, and the ``text``, cleaned."""

    number: int
    values: Mapping[str, object]
    text: Draft | None


async def show(work: Work, intent: Edit) -> Answer:
    """The article as it is, and how to correct it; a reply to this is its new text."""
    number, _ = _read(intent)
    article = await numbered.article(work, number)
    ways = ("edit.how_title", "edit.how_source", "edit.how_date")
    items = [Item(text=Text.of(key, number=number)) for key in ways]
    keep = Action.of(Text.of("button.keep_text"), KeepText(article_id=number))
    return Answer(
        blocks=(
            Heading(text=Text.of("edit.heading", number=number)),
            quoting.headline(article),
            *items,
            Notice(text=Text.of("edit.reply", number=number)),
        ),
        actions=(keep,),
    )


def asks_for_more(intent: Edit) -> bool:
    """Whether the words are no more than an article's number."""
    return not _read(intent)[1]


async def changes(intent: Edit, drafts: Drafts, now: datetime) -> Changes:
    """What the words ask for. Raises Refused, in a sentence, for what is no value of its field."""
    number, rest = _read(intent)
    found = _TEXT.search(rest)
    head, text = (rest[: found.start()], rest[found.end() :].strip()) if found else (rest, None)
    values: dict[str, object] = {}
    for line in filter(str.strip, head.splitlines()):
        field = _FIELD.match(line)
        if field is None:
            raise Refused("edit.field", words=line.strip()[:40], number=number)
        if another := _ANOTHER.search(line, field.end()):
            raise Refused("edit.one_line", name=another[1].lower())
        values |= _value(field[1].lower(), storable(line[field.end() :]).strip(), now)
    draft = None if text is None else await _draft(text, drafts)
    return Changes(number=number, values=values, text=draft)


async def plan(work: Work, asked: Changes) -> Plan:
    """The article with the changes. Its copies are filed anew where its text is another one."""
    article = await numbered.article(work, asked.number)
    edited = replace(article, **_of_text(article, asked.text) | dict(asked.values))  # type: ignore[arg-type]  # by field
    edited = replace(edited, dated=edited.published or edited.arrived)
    if edited == article:
        raise Refused("edit.same", number=article.id)
    retold = edited.body != article.body
    if retold:
        held = [a for a in await work.articles.by_hash(content_hash(edited.body)) if a.id != article.id]
        if held and content_hash(edited.body) != content_hash(article.body):
            raise Refused("edit.held", number=article.id, other=held[0].id)
    then: tuple[Step, ...] = ()
    if retold and article.original_id is None:
        copies = await work.articles.copies(article.id)
        then = tuple(Step(article=copy, under=article.id) for copy in copies)
    elif retold:
        _, then = await correcting.left(work, article)
    return Plan(
        kind=CorrectionKind.EDIT,
        said=receipts.together([Text.of("edit.done", number=article.id), *_told(article, edited)]),
        shown=(article.id,),
        aged=(article,) if retold or edited.title != article.title else (),
        first=(Step(article=edited, under=article.original_id),),
        then=then,
        compared=article.id if retold and article.original_id is None else None,
    )


def _read(intent: Edit) -> tuple[int, str]:
    found = _WORDS.fullmatch(intent.words.strip())
    if found is None:
        raise Refused("edit.number", words=intent.words[:40])
    return int(found["number"]), (found["rest"] or "").strip()


def _value(name: str, typed: str, now: datetime) -> dict[str, object]:
    """The fields of an article that a typed value sets."""
    if len(typed) > _LONGEST[name]:
        raise Refused("edit.too_long", name=name, count=_LONGEST[name])
    if typed == _NONE and name == "title":
        raise Refused("edit.headless")
    if not typed or believable.name(typed) is None:
        raise Refused("edit.empty", name=name)
    match name:
        case "date":
            return _date(None if typed == _NONE else typed, now)
        case "link":
            return {"url": None if typed == _NONE else _link(typed)}
        case "source":
            return {"source": None if typed == _NONE else believable.name(typed)}
        case _:
            return {"title": believable.name(typed)}


def _date(typed: str | None, now: datetime) -> dict[str, object]:
    if typed is None:
        return {"published": None, "precision": None}
    stamp = dates.iso(typed)
    if stamp is None:
        raise Refused("edit.date", words=typed[:40], first=dates.YEARS.start)
    if believable.to_come(stamp, now):
        raise Refused("edit.future", words=typed[:40])
    return {"published": stamp.at, "precision": Precision(stamp.precision)}


def _link(typed: str) -> str:
    url = believable.address(typed)
    if url is None:
        raise Refused("edit.link", words=typed[:40])
    return url


async def _draft(text: str, drafts: Drafts) -> Draft:
    if not text:
        raise Refused("edit.empty", name="text")
    found = await drafts(text)
    if len(found) > 1:
        raise Refused("edit.several", count=len(found))
    return replace(found[0], body=capped(found[0].body))


def _of_text(article: Article, text: Draft | None) -> dict[str, object]:
    """What a new text sets: its headline, where it has one above it, and the facts that stand in it."""
    if text is None:
        return {}
    facts = {name: getattr(text, name) or getattr(article, name) for name in ("dateline", "agency", "byline")}
    values: dict[str, object] = {"body": text.body, **facts}
    if not text.body.startswith(text.title):
        values["title"] = text.title
    if text.published is not None:
        stamp = text.published
        values |= {"published": stamp.at, "precision": Precision(stamp.precision)}
    return values


def _told(article: Article, edited: Article) -> list[Text]:
    """What changed beside the text, before and after."""
    texts = [Text.of("receipt.new_headline")] if edited.title != article.title else []
    if edited.source != article.source:
        texts.append(Text.of("edit.source", old=_word(article.source), new=_word(edited.source)))
    if (edited.published, edited.precision) != (article.published, article.precision):
        texts.append(Text.of("edit.dated", old=_day(article), new=_day(edited)))
    if edited.url != article.url:
        texts.append(Text.of("edit.linked", old=_word(article.url), new=_word(edited.url)))
    return texts


def _word(value: str | None) -> str | Text:
    return value or Text.of("edit.none")


def _day(article: Article) -> Moment | Text:
    if article.published is None or article.precision is None:
        return Text.of("edit.none")
    return Moment(at=article.published.astimezone(UTC), precision=article.precision)

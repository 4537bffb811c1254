"""`/split 412 9`: a stored article that is two; the second begins with a sentence that the admin names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest import title
from newsroom import correcting, numbered, quoting
from newsroom.answer import Action, Answer, Block, Heading, Notice, Text
from newsroom.correcting import Plan, Step
from newsroom.errands import Split
from newsroom.errors import Refused
from newsroom.intents import ShowArticle
from storage.database import Work
from storage.inbox_values import CorrectionKind
from storage.values import Article
from summarizer.model import Analysis

_WORDS = re.compile(r"#?(?P<number>[0-9]{1,18})(?:\s+(?P<where>.*))?", re.DOTALL)
_SENTENCE = re.compile(r"#?([0-9]{1,6})\.?")
_ENDS = re.compile(r"[.!?…。؟:;,][\"'”’»)\]]*\Z")
_SHOWN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """An article, and where its second one begins in its body."""

    article: Article
    at: int


async def article(work: Work, intent: Split) -> Article:
    """The article that is to be split. Raises Refused where there is none."""
    found = _WORDS.fullmatch(intent.words.strip())
    if found is None:
        raise Refused("split.number", words=intent.words[:40])
    return await numbered.article(work, int(found["number"]))


def halves(intent: Split, stored: Article, analysis: Analysis) -> Halves | None:
    """Where to split; None where the words do not say. Raises Refused for no place, or several."""
    found = _WORDS.fullmatch(intent.words.strip())
    where = " ".join((found["where"] or "").split()) if found else ""
    if not where:
        return None
    starts = [each.start for each in analysis.sentences]
    if number := _SENTENCE.fullmatch(where):
        if not 2 <= int(number[1]) <= len(starts):
            raise Refused("split.outside", number=stored.id, where=int(number[1]), count=len(starts))
        return Halves(article=stored, at=starts[int(number[1]) - 1])
    lines = [match.start() for match in re.finditer(r"(?m)^(?=\S)", stored.body)]
    fitting = [at for at in sorted({*starts, *lines}) if _opens(stored.body[at:], where)]
    if len(fitting) != 1:
        key = "split.ambiguous" if fitting else "split.nowhere"
        raise Refused(key, number=stored.id, words=where[:60])
    if not stored.body[: fitting[0]].strip():
        raise Refused("split.first", number=stored.id, words=where[:60])
    return Halves(article=stored, at=fitting[0])


def show(stored: Article, analysis: Analysis) -> Answer:
    """The sentences with which paragraphs begin, by number, and how to say which one it is."""
    spans = analysis.sentences
    opening = [
        n for n, each in enumerate(spans) if n == 0 or "\n" in stored.body[spans[n - 1].end : each.start]
    ]
    shown = opening if len(opening) > 1 else list(range(len(spans)))
    blocks: list[Block] = [Heading(text=Text.of("split.heading", number=stored.id)), quoting.headline(stored)]
    for n in shown[1 : _SHOWN + 1]:
        quote = quoting.stretch(stored, spans[n].start, spans[n].end)
        blocks.append(replace(quote, note=Text.of("split.sentence", number=n + 1)))
    blocks.append(Notice(text=Text.of("split.how", number=stored.id)))
    action = Action.of(Text.of("button.article", number=stored.id), ShowArticle(article_id=stored.id))
    return Answer(blocks=tuple(blocks), actions=(action,))


async def plan(work: Work, asked: Halves) -> Plan:
    """The article keeps its number and what stands before; the rest is filed like an arrival."""
    stored = await numbered.article(work, asked.article.id)
    if stored.body != asked.article.body:
        raise Refused("split.changed", number=stored.id)
    copies: Sequence[Step]
    if stored.original_id is None:
        copies = [Step(article=copy, under=stored.id) for copy in await work.articles.copies(stored.id)]
    else:
        _, copies = await correcting.left(work, stored)
    first = replace(stored, body=stored.body[: asked.at].rstrip())
    return Plan(
        kind=CorrectionKind.SPLIT,
        said=Text.of("split.done", number=stored.id),
        shown=(stored.id,),
        first=(Step(article=first, under=stored.original_id),),
        new=_second(stored, stored.body[asked.at :].strip()),
        then=tuple(copies),
    )


def _second(stored: Article, text: str) -> Article:
    """What follows: a first line that is no sentence is its headline."""
    line, _, rest = text.partition("\n")
    headed = bool(rest.strip()) and not _ENDS.search(line.rstrip()) and len(line) <= title.LONGEST
    facts = {"dateline": None, "agency": None, "byline": None, "original_id": None, "story_id": None}
    return replace(
        stored,
        id=0,
        title=line.strip() if headed else title.first_sentence(text),
        body=rest.strip() if headed else text,
        **facts,  # type: ignore[arg-type]  # each may be None
    )


def _opens(text: str, words: str) -> bool:
    """Whether a text begins with words, in any case and spacing."""
    head = " ".join(text[: 2 * len(words) + 100].split())
    return head.casefold().startswith(words.casefold())

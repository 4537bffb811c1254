"""What is new in a story since a time: new sentences, other figures, new names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from newsroom import briefing, quoting, story
from newsroom.answer import Answer, Block, Heading, Moment, Notice, Quote, Text
from newsroom.answers.story import back, pages, read
from newsroom.intents import StoryNews
from newsroom.offload import Offload
from newsroom.story import Facts
from storage.database import Work
from storage.values import Precision, Report
from summarizer.changes import changes

_DAY = timedelta(hours=24)
_EARLIER = 2 * briefing.DOCUMENTS  # reports, the newest, that are known to have said a thing
_TOLD = 6  # figures and names that are told one by one
_CHANGED = 3  # sentences with other figures


async def news(
    work: Work, intent: StoryNews, offload: Offload, *, now: datetime, digests: Sequence[datetime | None]
) -> Answer:
    """What the reports that arrived since say that earlier ones do not; a report is not told again.

    Since when: as the button says, else since the last of the ``digests``, else the last 24 hours. Where none
    arrived since, and that is not what was asked for, it is what the newest report adds.
    """
    facts = await read(work, intent.story_id)
    told = [each for each in digests if each is not None]
    asked = 0 < intent.since * 60 <= now.timestamp()
    since = datetime.fromtimestamp(intent.since * 60, UTC) if asked else max(told, default=now - _DAY)
    arrived = [each for each in facts.originals if each.arrived > since]
    at = Moment(at=since, precision=Precision.MINUTE)
    actions = (back(facts), *(a for a in pages(facts) if a.label.key != "button.news"))
    if not arrived and (asked or len(facts.originals) == 1):
        latest = story.when(facts.newest)
        quiet = Notice(text=Text.of("story.quiet", number=facts.id, since=at, at=latest))
        return Answer(blocks=(quiet,), actions=actions)
    key = "story.news" if arrived else "story.newest"
    text = Text.of(key, number=facts.id, count=len(arrived), since=at)
    fresh = arrived or facts.originals[-1:]
    blocks = [Heading(text=text), *await _added(work, offload, facts, fresh)]
    return Answer(blocks=tuple(blocks), actions=actions)


async def _added(work: Work, offload: Offload, facts: Facts, fresh: Sequence[Report]) -> list[Block]:
    """What some of its reports add to the others."""
    ids = [each.id for each in fresh][-briefing.DOCUMENTS :]
    own = {each.id for each in fresh}
    earlier = [each.id for each in facts.originals if each.id not in own][-_EARLIER:]
    known = [each.text for each in await work.articles.sentences_of(earlier)]
    articles = await work.articles.many(ids)
    blocks: list[Block] = [*await briefing.brief(offload, articles, budget=briefing.NEWS, known=known)]
    shown = " ".join(block.text for block in blocks if isinstance(block, Quote))
    sentences = await work.articles.sentences_of(ids)
    if known and (found := await offload(changes, [each.text for each in sentences], known)).figures:
        told = [Text.of("receipt.figure", new=each.new, old=each.old) for each in found.figures[:_TOLD]]
        blocks.append(Notice(text=Text.of("story.figures", figures=_joined(told))))
        changed = [sentences[at] for at in found.changed if sentences[at].text not in shown]
        blocks += await quoting.quotes(work, changed[:_CHANGED])
    if earlier and (names := await _names(work, ids, earlier)):
        blocks.append(Notice(text=Text.of("story.names", names=", ".join(names[:_TOLD]))))
    if not blocks:
        blocks.append(Notice(text=Text.of("story.no_news")))
    return [quoting.headline(await story.leading(work, fresh)), *blocks]


async def _names(work: Work, ids: Sequence[int], earlier: Sequence[int]) -> list[str]:
    """Whom reports name that the earlier ones do not."""
    known = {name for names in (await work.people.names_in(earlier)).values() for name in names}
    named = (await work.people.names_in(ids)).values()
    return list(dict.fromkeys(name for names in named for name in names if name not in known))


def _joined(parts: Sequence[Text]) -> Text:
    *before, text = parts
    for part in reversed(before):
        text = Text.of("receipt.and", first=part, rest=text)
    return text

"""What somebody means who follows or mutes something: the things that typed words fit, or are like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from newsroom import catalogue, people, searching, things
from newsroom.errors import Refused
from newsroom.things import LONGEST, Thing
from storage.chat_values import FollowKind
from storage.database import Work

_OFFERED = 4
_AS = re.compile(
    r"(?P<kind>person|who|topic|place|source|channel|words?|phrase|story)\s*:\s*(?P<rest>\S.*)", re.IGNORECASE
)
_KINDS = {
    "person": FollowKind.PERSON, "who": FollowKind.PERSON, "topic": FollowKind.TOPIC,
    "place": FollowKind.TOPIC, "source": FollowKind.SOURCE, "channel": FollowKind.SOURCE,
    "story": FollowKind.STORY,
}  # fmt: skip
_AND = re.compile(r"(?:^|\s+)(?:and|&)\s+", re.IGNORECASE)
_JOINED = 10  # names with "and" between
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_NUMBER = re.compile(r"(?:story\s*)?(#?)\s*(\d{1,15})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What typed words fit; where that is nothing, what they are like. As ``words``, if they can be any."""

    sure: tuple[Thing, ...] = ()
    close: tuple[Thing, ...] = ()
    words: Thing | None = None


async def find(work: Work, typed: str) -> Found:
    """What somebody means to follow. Raises Refused where it can be nothing at all.

    A kind may stand before it ("source: Herald"), words may stand in quotation marks. A number is a
    story's, with a # before it an article's.
    """
    typed = " ".join(typed.split())
    if len(typed) > LONGEST:
        raise Refused("follow.too_long", count=LONGEST)
    if (quoted := searching.in_quotes(typed, 0)) is not None and quoted[1] == len(typed):
        return Found(sure=(await _counted(work, things.words(quoted[0])),))
    if (said := _AS.fullmatch(typed)) is not None:
        kind, rest = _KINDS.get(said["kind"].casefold()), said["rest"]
        if kind is None:
            unquoted = searching.in_quotes(rest, 0)
            return Found(sure=(await _counted(work, things.words(unquoted[0] if unquoted else rest)),))
        return await _of_kind(work, kind, rest)
    if (number := _NUMBER.fullmatch(typed)) is not None:
        return Found(sure=(await things.story(work, number[1] + number[2]),))
    if typed.startswith("@"):
        return Found(sure=(await _channel(work, typed),))
    return await _any(work, typed)


def meant(found: Found) -> Thing | None:
    """The one thing that typed words fit, or the words themselves; None where somebody has to choose."""
    if len(found.sure) == 1:
        return found.sure[0]
    return found.words if not found.sure and not found.close else None


def is_alias(thing: Thing, typed: str) -> bool:
    """Whether a topic was typed by another name than its own, which may be of a smaller place within it."""
    own = {thing.name.casefold(), thing.what.key.replace("-", " ")}
    return (
        thing.what.kind is FollowKind.TOPIC
        and " ".join(typed.casefold().replace("-", " ").split()) not in own
    )


def apart(typed: str) -> list[str]:
    """Things that were typed with commas between; one in quotation marks or in a number parts nothing."""
    parts, at, begin = [], 0, 0
    while at < len(typed):
        said = searching.in_quotes(typed, at) if not typed[begin:at].strip() else None
        if said is None and typed[at] in ",;\n" and not _THOUSANDS.match(typed, at - 1):
            parts.append(typed[begin:at])
            begin = at + 1
        at = said[1] if said else at + 1
    parts.append(typed[begin:])
    return [part.strip() for part in parts if part.strip()]


async def named_apart(work: Work, typed: str) -> list[str]:
    """Things with commas between, and names with "and"; a name may hold one ("Trinidad and Tobago").

    What is no name, or one beside something else ("search and rescue"), is whole as well.
    """
    return [one for each in apart(typed) for one in await _joined(work, each)]


async def _joined(work: Work, typed: str) -> list[str]:
    parts = [part for part in _AND.split(typed) if part.strip()]
    if not 0 < len(parts) <= _JOINED or parts == [typed] or await _is_name(work, typed):
        return [typed]
    for part in parts:
        if not await _is_name(work, part):
            return [typed]
    return parts


async def _is_name(work: Work, typed: str) -> bool:
    """Whether something is called so, or it stands in quotation marks."""
    try:
        return bool((await find(work, typed)).sure)
    except Refused:
        return False


async def _any(work: Work, typed: str) -> Found:
    """Whatever has that name; a part of a source's name counts where nothing else is named so."""
    person, topic = await people.find(work, typed), await catalogue.find(work, typed)
    whole, part = _sources(await work.articles.sources(), typed)
    literal = person.sure if person.literal or not typed.isascii() else ()
    sure = [
        *map(things.person, literal),
        *([things.topic(topic)] if topic else []),
        *map(things.source, whole),
    ]
    if not sure:
        sure = [*map(things.source, part[:_OFFERED])]
    likely = [things.person(each) for each in person.sure or person.close if each not in literal and not sure]
    if not sure:
        covered = [count.slug for count in await work.topics.counts(_READ)]
        likely += map(things.topic, await catalogue.closest(work, typed, covered))
    as_words: Thing | None = None
    try:
        as_words = await _counted(work, things.words(typed))
    except Refused:
        if not sure and not likely:
            raise
    return Found(sure=tuple(sure), close=tuple(likely[:_OFFERED]), words=as_words)


_READ = 300  # topics among which a misspelt one is looked for


async def _of_kind(work: Work, kind: FollowKind, typed: str) -> Found:
    """What has that name among things of one kind. Raises Refused where nothing has."""
    match kind:
        case FollowKind.PERSON:
            person = await people.find(work, typed)
            if person.sure or person.close:
                fitting, like = map(things.person, person.sure), map(things.person, person.close)
                return Found(sure=tuple(fitting), close=tuple(like))
            raise Refused("who.none", name=typed)
        case FollowKind.TOPIC:
            if (topic := await catalogue.find(work, typed)) is not None:
                return Found(sure=(things.topic(topic),))
            if close := await catalogue.closest(work, typed):
                return Found(close=tuple(map(things.topic, close)))
            raise Refused("follow.no_topic", name=typed)
        case FollowKind.STORY:
            return Found(sure=(await things.story(work, typed),))
        case _:
            if typed.startswith("@"):
                return Found(sure=(await _channel(work, typed),))
            whole, part = _sources(await work.articles.sources(), typed)
            if not whole and not part:
                raise Refused("follow.no_source", name=typed)
            return Found(sure=tuple(map(things.source, whole or part[:_OFFERED])))


def _sources(known: Iterable[str], typed: str) -> tuple[list[str], list[str]]:
    """The sources of just this name, and those whose name has it among its words."""
    name = typed.casefold()
    whole, part = [], []
    for source in known:
        if source.casefold() == name:
            whole.append(source)
        elif re.search(rf"(?<!\w){re.escape(name)}(?!\w)", source.casefold()):
            part.append(source)
    return whole, part


async def _channel(work: Work, typed: str) -> Thing:
    """The source that a channel's public name stands for. Raises Refused for one that was never read."""
    name = typed.removeprefix("@")
    source = (
        await work.articles.source_at(f"https://t.me/{name}/") if re.fullmatch(r"\w{1,40}", name) else None
    )
    if source is None:
        raise Refused("follow.no_channel", name=name)
    return things.source(source)


async def _counted(work: Work, thing: Thing) -> Thing:
    """Words with how many articles hold them all, in whatever order."""
    count = await work.search.count(thing.what.key.split(), every=True)
    return Thing(what=thing.what, name=thing.name, articles=count)

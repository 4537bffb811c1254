"""`/where NAME|TOPIC|PLACE|STORY`: the places named together with something, on a map, each with a sentence.

What is read are the newest sentences, so that a page costs the same in an archive of any size. Countries are
left out where there are places in them: a dot would say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from newsroom import catalogue, people, quoting, reach
from newsroom.answer import Action, Answer, Dot, Heading, Map, Notice, Quote, Text
from newsroom.answers import story, who, whose_page
from newsroom.answers.paging import Page, turn
from newsroom.answers.whose_page import Subject
from newsroom.errors import Refused
from newsroom.intents import ShowWhere, Topics, Where
from storage.database import Work
from storage.values import PlaceAt, Sentence
from summarizer import gazetteer
from summarizer.gazetteer import Place, folded

_SHOWN = 6
_READ = 500  # newest sentences
_REPORTS = 150  # newest of a story
_ECHOED = 80  # characters of a name that are said back
_STORY = re.compile(r"(?:(?:the )?story )?(?P<number>#?\d+)", re.IGNORECASE)
_REGION = re.compile(r" (?:region|oblast|province|governorate)$", re.IGNORECASE)
_NAMESAKES = 60.0  # kilometres within which a town and a region have one map


async def where(work: Work, intent: Where) -> Answer:
    """The map of a story by its number, of a topic, a place or a person; or what may be meant."""
    words = " ".join(intent.words.split())
    if numbered := _STORY.fullmatch(words):
        return await _page(work, await _numbered(work, numbered["number"]), 0)
    topic = await catalogue.find(work, words)
    subject = None if topic is None else whose_page.topic(topic, "where.name")
    if topic is None or topic.kind == "territory":
        key = await _named(work, words)
        subject = subject if key is None else _places(key)
    return await (_of_person(work, words) if subject is None else _page(work, subject, 0))


async def _of_person(work: Work, words: str) -> Answer:
    """The map of a person by a name as typed; a choice of who may be meant, or that there is nothing."""
    found = await people.find(work, words)
    if not (found.sure or found.close):
        none = Notice(text=Text.of("where.unknown", name=words[:_ECHOED]))
        ways = (Action.of(Text.of("button.topics"), Topics()),)
        return Answer(blocks=(none, *await reach.inventory(work)), actions=ways, answered=False)
    person = await who.chosen(work, found, words, lambda each: ShowWhere(kind="p", key=str(each.id)))
    if isinstance(person, Answer):
        return person
    return who.as_meant(
        found, words, await _page(work, await whose_page.person(work, person.id, "where.name"), 0)
    )


async def _numbered(work: Work, number: str) -> Subject:
    return await whose_page.story(work, await story.numbered_by(work, number), "where.story")


async def page(work: Work, intent: ShowWhere) -> Answer:
    """One page of a map. Raises Refused for a subject that is gone."""
    return await _page(work, await _subject(work, intent), intent.page)


async def _named(work: Work, words: str) -> str | None:
    """The places of a typed name that articles name, as a key: the largest, and what has its name from it."""
    named = [*gazetteer.named(folded(words)), *gazetteer.named(folded(_REGION.sub("", words)))]
    there = await work.places.named({place.id for place, _ in named})
    found = [place for place, own in sorted(named, key=lambda each: not each[1]) if place.id in there]
    near = [place for place in found if gazetteer.distance(place, found[0]) < _NAMESAKES]
    return "-".join(dict.fromkeys(str(place.id).replace("-", "n") for place in near[:3])) or None


async def _subject(work: Work, intent: ShowWhere) -> Subject:
    kind, key = intent.kind, intent.key
    if kind == "t" and (topic := await catalogue.known(work, key)) is not None:
        return whose_page.topic(topic, "where.name")
    if kind == "g" and _known(key):
        return _places(key)
    if key.isascii() and key.isdecimal():
        if kind == "p":
            return await whose_page.person(work, int(key), "where.name")
        if kind == "s":
            return await whose_page.story(work, int(key), "where.story")
    raise Refused("where.unknown", name=key[:_ECHOED])


def _known(key: str) -> list[Place]:
    """The places of a key, which links can carry; none of one that nobody wrote."""
    try:
        return [gazetteer.place(int(each.replace("n", "-"))) for each in key.split("-")]
    except (ValueError, KeyError):
        return []


def _places(key: str) -> Subject:
    return Subject(kind="g", key=key, name=Text.of("where.name", name=_known(key)[0].name))


async def _read(work: Work, subject: Subject) -> list[PlaceAt]:
    match subject.kind:
        case "t":
            return await work.places.with_topic(subject.key, _READ)
        case "p":
            return await work.places.with_person(int(subject.key), _READ)
        case "s":
            return await work.places.in_articles(await work.stories.newest(int(subject.key), _REPORTS))
    return await work.places.with_places([place.id for place in _known(subject.key)], _READ)


async def _page(work: Work, subject: Subject, number: int) -> Answer:
    by_place = _grouped(await _read(work, subject))
    start = number * _SHOWN
    found = Page.of(by_place[start : start + _SHOWN + 1], _SHOWN)
    home = () if subject.home is None else (subject.home,)
    if not found.items:
        none = Text.of("where.none", name=subject.name) if number == 0 else Text.of("page.end")
        return Answer(blocks=(Notice(text=none),), actions=home, answered=number > 0)
    behind = [_behind(each, by_place) for each in found.items]
    sentences = await work.places.sentences(behind)
    names = [sentence.article.body[at.start : at.end] for sentence, at in zip(sentences, behind, strict=True)]
    quotes, dots = [], []
    for n, (several, at, sentence, name) in enumerate(
        zip(found.items, behind, sentences, names, strict=True), start=start + 1
    ):
        place = gazetteer.place(at.place)
        dots.append(Dot(number=n, name=name, latitude=place.latitude, longitude=place.longitude))
        articles = reach.articles(len({each.article_id for each in several}))
        note = Text.of("where.dot", number=n, name=name, articles=articles)
        quotes.append(replace(await _quote(work, sentence, at), note=note))
    order = {"s": "where.of_story", "g": "where.place"}.get(subject.kind, "where.order")
    heading = Heading(text=Text.of("where.heading", name=subject.name))
    return Answer(
        blocks=(heading, Notice(text=Text.of(order, name=subject.name)), *quotes),
        actions=(
            *turn(found, number, lambda n: ShowWhere(kind=subject.kind, key=subject.key, page=n)),
            *home,
        ),
        map=Map(title=Text.of("where.map", name=subject.name), dots=tuple(dots)),
    )


def _grouped(read: Sequence[PlaceAt]) -> list[list[PlaceAt]]:
    """The mentions of each place, newest first; the places named in most articles first."""
    grouped: dict[int, list[PlaceAt]] = {}
    for each in read:
        if gazetteer.has(each.place):
            grouped.setdefault(each.place, []).append(each)
    countries = {place for place in grouped if gazetteer.place(place).kind == "country"}
    if len(countries) < len(grouped):
        for place in countries:
            del grouped[place]
    return sorted(grouped.values(), key=lambda several: -len({each.article_id for each in several}))


def _behind(several: Sequence[PlaceAt], by_place: Sequence[Sequence[PlaceAt]]) -> PlaceAt:
    """The newest mention, rather one in a sentence that is not the newest of a place before this."""
    taken: set[tuple[int, int]] = set()
    for each in by_place:
        if each is several:
            break
        taken.add((each[0].article_id, each[0].position))
    return next((at for at in several if (at.article_id, at.position) not in taken), several[0])


async def _quote(work: Work, sentence: Sentence, at: PlaceAt) -> Quote:
    """The sentence, the place's name marked."""
    shown = await quoting.alone(work, sentence)
    begin = sentence.end - len(shown.text)
    return replace(shown, marks=((at.start - begin, at.end - begin),))

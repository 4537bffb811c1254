"""`/quotes NAME [about SUBJECT]`: what articles give as a person's words, newest first."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from newsroom import catalogue, people
from newsroom.answer import Action, Answer, Block, Heading, Notice, Quote, Text
from newsroom.answers import who
from newsroom.answers.paging import Page, turn
from newsroom.errors import Refused
from newsroom.intents import Quotes, ShowPerson, ShowQuotes
from newsroom.quoting import Stretch
from storage.database import Work
from storage.values import KnownPerson, Sentence, Statement
from summarizer import names, retrieve
from summarizer.terms import terms

_SHOWN = 4
_READ = 80  # newest articles with the words among which statements are looked for
_LEAD_IN = 2  # sentences that are put before a statement, to show whose words it is
_ECHOED = 80  # characters of a name that are said back
_ABOUT = re.compile(r"(?P<name>.+?)\s+(?:about|on|regarding|over)\s+(?P<about>.+)", re.IGNORECASE)
_LOOSE = re.compile(r"(?:(?:^|\s+)(?:about|on|regarding|over))+$", re.IGNORECASE)
_LEADING = re.compile(r"(?:about|on|regarding|over)\s", re.IGNORECASE)

Remember = Callable[[str], Awaitable[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """What statements are to be about: a topic, a person, or words. ``key`` stands for it in buttons."""

    name: str
    key: str = ""
    topic: str | None = None
    naming: int | None = None
    words: frozenset[str] = frozenset()


_ANYTHING = _Subject(name="")


async def quotes(work: Work, intent: Quotes, remember: Remember) -> Answer:
    """The person's statements; a choice where the name fits several; the closest names where it fits none."""
    words = " ".join(intent.words.split())
    found = await people.find(work, words)
    if not (found.sure and found.literal) and (bare := _without_loose(words)) != words:
        words = bare
        found = await people.find(work, words)
    divided = _ABOUT.fullmatch(words)
    subject = _ANYTHING
    if not found.sure and divided is not None:
        words = divided["name"]
        found = await people.find(work, words)
        subject = await _named(work, divided["about"], remember)
    person = await who.chosen(
        work, found, words, lambda each: ShowQuotes(person_id=each.id, about=subject.key)
    )
    if isinstance(person, Answer):
        return person
    return who.as_meant(found, words, await _page(work, person, subject, 0))


def _without_loose(words: str) -> str:
    """The words without an "about" that nothing follows. Raises Refused where no name comes before one."""
    bare = _LOOSE.sub("", words)
    if not bare or _LEADING.match(bare):
        raise Refused("quotes.whose", words=words[:_ECHOED])
    return bare


async def page(work: Work, intent: ShowQuotes, *, chat_id: int) -> Answer:
    """One page of a person's statements. Raises Refused for a person or question that is gone."""
    person = await work.people.get(intent.person_id)
    if person is None:
        raise Refused("who.gone")
    return await _page(work, person, await _subject(work, intent.about, chat_id), intent.page)


async def _page(work: Work, person: KnownPerson, subject: _Subject, number: int) -> Answer:
    found = Page.of(await _read(work, person, subject, number * _SHOWN), _SHOWN)
    actions = [
        *turn(found, number, lambda n: ShowQuotes(person_id=person.id, page=n, about=subject.key)),
        Action.of(Text.of("button.person", name=person.name), ShowPerson(person_id=person.id)),
    ]
    if subject.key:
        actions.append(Action.of(Text.of("button.all_quotes"), ShowQuotes(person_id=person.id)))
    if not found.items and number == 0:
        key = "quotes.none_about" if subject.key else "quotes.none"
        none = Text.of(key, name=person.name, about=subject.name, count=person.articles)
        return Answer(blocks=(Notice(text=none),), actions=tuple(actions), answered=False)
    key = "quotes.about" if subject.key else "quotes.heading"
    blocks: list[Block] = [Heading(text=Text.of(key, name=person.name, about=subject.name))]
    if number == 0 and not subject.words:
        count = await work.statements.count(person.id, topic=subject.topic, naming=subject.naming)
        blocks.append(Notice(text=Text.of("quotes.counted", count=count)))
    if not found.items:
        blocks.append(Notice(text=Text.of("page.end")))
    return Answer(blocks=(*blocks, *await _shown(work, person, found.items)), actions=tuple(actions))


async def _named(work: Work, words: str, remember: Remember) -> _Subject:
    """What the words name: a topic, one person, or else what holds them."""
    if (topic := await catalogue.find(work, words)) is not None:
        return _Subject(name=topic.name, key=f"t.{topic.slug}", topic=topic.slug)
    if len((found := await people.find(work, words)).sure) == 1:
        return _Subject(name=found.sure[0].name, key=f"p.{found.sure[0].id}", naming=found.sure[0].id)
    if not retrieve.question_terms(words):
        raise Refused("quotes.no_words", words=words[:_ECHOED])
    return _of_words(words, await remember(f"/quotes {words}"))


def _of_words(words: str, asked_id: int) -> _Subject:
    return _Subject(name=words, key=f"w.{asked_id}", words=frozenset(retrieve.question_terms(words)))


async def _subject(work: Work, key: str, chat_id: int) -> _Subject:
    """The subject that a button's key stands for. Raises Refused for one that is gone."""
    kind, _, value = key.partition(".")
    if not key:
        return _ANYTHING
    if kind == "t" and (topic := await catalogue.known(work, value)) is not None:
        return _Subject(name=topic.name, key=key, topic=topic.slug)
    if value.isdecimal() and value.isascii():
        if kind == "p" and (person := await work.people.get(int(value))) is not None:
            return _Subject(name=person.name, key=key, naming=person.id)
        if kind == "w" and (asked := await work.asked.recall(int(value), chat_id)) is not None:
            return _of_words(asked.removeprefix("/quotes "), int(value))
    raise Refused("quotes.forgotten")


async def _read(work: Work, person: KnownPerson, subject: _Subject, start: int) -> list[Statement]:
    """The statements of a page and one more; of words, those whose sentences hold them all."""
    if not subject.words:
        return await work.statements.of(
            person.id, _SHOWN + 1, start, topic=subject.topic, naming=subject.naming
        )
    ids = await work.search.newest(sorted(subject.words), every=True, limit=_READ)
    found = await work.statements.of(person.id, _READ, among=ids)
    sentences = await work.articles.sentences_of([each.article.id for each in found])
    holding = [
        each
        for each in found
        if subject.words
        <= {
            term
            for s in sentences
            if s.article.id == each.article.id and each.saying.first <= s.position <= each.saying.last
            for term in terms(s.text, each.article.language)
        }
    ]
    return holding[start : start + _SHOWN + 1]


async def _shown(work: Work, person: KnownPerson, statements: Sequence[Statement]) -> list[Quote]:
    """The statements with whole sentences around them; what stands together in an article is one quote."""
    sentences = {
        article_id: await work.articles.sentences(article_id)
        for article_id in dict.fromkeys(each.article.id for each in statements)
    }
    made: list[tuple[Stretch, list[Statement]]] = []
    for each in statements:
        stretch = _around(each, sentences[each.article.id])
        if made and made[-1][0].touches(stretch):
            made[-1][0].take_in(stretch)
            made[-1][1].append(each)
        else:
            made.append((stretch, [each]))
    return [_quote(person, stretch, said) for stretch, said in made]


def _around(statement: Statement, sentences: Sequence[Sentence]) -> Stretch:
    """The sentences that a statement stands in, and that of its speaker where it is near."""
    saying = statement.saying
    reach = {saying.first, saying.last}
    speaker = next((s.position for s in sentences if s.start <= saying.speaker[0] < s.end), None)
    if speaker is not None and saying.first - _LEAD_IN <= speaker:
        reach.add(speaker)
    others = {other.id: other for other in statement.others}
    return Stretch(first=sentences[min(reach)], last=sentences[max(reach)], others=others)


def _quote(person: KnownPerson, stretch: Stretch, said: Sequence[Statement]) -> Quote:
    """Quoted words are marked. Where the text itself does not name the person, that stands beside it."""
    shown, start = stretch.quote(), stretch.first.start
    quoted = [each.saying for each in said if each.saying.direct]
    marks = sorted({(each.start - start, each.end - start) for each in quoted})
    return replace(shown, marks=tuple(marks), note=_note(person, shown.text, said[0]))


def _note(person: KnownPerson, text: str, said: Statement) -> Text | None:
    surnames = {token for form in (person.name, *person.forms) for token in names.tokens(form)[-1:]}
    if not surnames.isdisjoint(token for word in text.split() for token in names.tokens(word)):
        return None
    words = said.article.body[slice(*said.saying.speaker)]
    return Text.of("quotes.speaker", words=words, name=person.name)

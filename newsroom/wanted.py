"""What a digest shall be about: the words of a line that are no time or place, as things to follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from newsroom import following, plans, things, wishes, zones
from newsroom.answer import Text
from newsroom.errors import Refused
from newsroom.things import Thing
from newsroom.wishes import Wish
from storage.chat_values import Follow, Plan
from storage.database import Work
from summarizer.terms import terms

_LINE = 300  # characters of what is typed
_TIMES = 6  # a day
_ABOUT = 12
_NAME = 4  # words of a thing's name, where several are typed without commas
_WORDS = 12  # that are looked up
_ALIKE = 75  # per cent that a name is like what was typed
_LONG = {"follow.no_word", "follow.small_words", "follow.many_words", "follow.too_long"}
# These are no name, but may begin with one.
_ECHOED = 40  # characters that are said back


@dataclass(slots=True, kw_only=True)
class Wanted:
    """A line as it was understood: what it asks for, what about, and what to say of that."""

    wish: Wish
    about: list[Follow] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)

    def add(self, thing: Thing, typed: str) -> None:
        """The digest is about this, too; said where it goes by another name than was typed."""
        if thing.what not in self.about:
            self.about.append(thing.what)
        if following.is_alias(thing, typed):
            self.notes.append(Text.of("subscribe.filed", name=typed, thing=thing.text))
        if thing.articles == 0:
            self.notes.append(Text.of("subscribe.nowhere", thing=thing.text))

    def complete(self, before: Plan) -> None:
        """What the line does not name is as it was."""
        self.wish.times += before.times
        self.wish.days = self.wish.days or set(before.days)
        if not self.wish.everything:
            self.about = self.about or list(before.about)


async def understood(work: Work, line: str, before: Plan | None) -> Wanted:
    """What a line asks for. Raises Refused for words that are nothing, and for no time of day.

    A line with a time says all anew; one without changes what it names of the plan ``before``.
    """
    if len(line) > _LINE:
        raise Refused("subscribe.long", count=_LINE)
    wanted = Wanted(wish=wishes.read(line))
    wish = wanted.wish
    _check(wish)
    for each in wish.about:
        if isinstance(each, Follow):
            wanted.add(await things.known(work, each.kind, each.key), each.name)
        else:
            await _things(work, each, wanted)
    if not wish.times and before is not None:
        wanted.complete(before)
    if not wish.times:
        raise Refused("subscribe.when")
    if len(set(wish.times)) > _TIMES:
        raise Refused("subscribe.many_times", count=_TIMES)
    if len(wanted.about) > _ABOUT:
        raise Refused("subscribe.many_topics", count=_ABOUT)
    return wanted


def _check(wish: Wish) -> None:
    """Raises Refused for what no digest can do."""
    if wish.wrong is not None:
        raise Refused("subscribe.bad_time", words=wish.wrong[:_ECHOED])
    if wish.unwanted is not None:
        raise Refused("subscribe.unwanted", words=wish.unwanted[:_ECHOED])
    if wish.rate:
        raise Refused("subscribe.rate", count=_TIMES)


async def _things(work: Work, words: Sequence[str], wanted: Wanted) -> None:
    """The things that words name one after another; those that name none are followed as words."""
    if len(words) > _WORDS:
        raise Refused("subscribe.many_words", words=" ".join(words)[:_ECHOED])
    left: list[str] = []
    at = 0
    while at < len(words):
        size, thing = await _longest(work, words, at)
        if thing is None:
            left.append(words[at])
        else:
            await _words(work, left, wanted)
            left = []
            wanted.add(thing, " ".join(words[at : at + size]))
        at += size
    await _words(work, left, wanted)


async def _longest(work: Work, words: Sequence[str], at: int) -> tuple[int, Thing | None]:
    """The thing of the longest name that begins here, and its words; None for none.

    Raises Refused for names of several things, and for a story, channel or the like that is not there.
    """
    gone: Refused | None = None
    for size in range(min(_NAME, len(words) - at), 0, -1):
        phrase = " ".join(words[at : at + size])
        if not terms(phrase) or phrase.isdigit():
            continue
        try:
            found = await following.find(work, phrase)
        except Refused as error:
            gone = error if error.text.key not in _LONG else gone
            continue
        if len(found.sure) > 1:
            several = plans.listed([thing.text for thing in found.sure])
            raise Refused("subscribe.which", words=phrase[:_ECHOED], names=several)
        if found.sure:
            return size, found.sure[0]
    if gone is not None:
        raise gone
    return 1, None


async def _words(work: Work, left: Sequence[str], wanted: Wanted) -> None:
    """Follows words that some article holds. Raises Refused for others: they may be a slip."""
    phrase = " ".join(left)
    if phrase.replace(" ", "").isdigit():
        raise Refused("subscribe.bad_time", words=phrase[:_ECHOED])
    if not terms(phrase):
        return
    found = await following.find(work, phrase)
    if found.words is None or not found.words.articles:
        raise _unknown(phrase, wanted.wish, found.close)
    wanted.add(found.words, phrase)


def _unknown(words: str, wish: Wish, close: Sequence[Thing]) -> Refused:
    """What to say of words that name nothing, with what was probably meant."""
    at = f"{wish.times[0]:%H:%M}" if wish.times else "08:00"
    echoed = words[:_ECHOED]
    if zones.is_offset(words):
        return Refused("subscribe.bad_offset", words=echoed, at=at)
    place = zones.closest(words) if wish.zone is None else None
    named = [each.name for each in close]
    alike = [name for name in named if fuzz.ratio(name.casefold(), words.casefold()) >= _ALIKE]
    if closest := next(filter(None, [*alike, wishes.closest(words), place, *named]), None):
        return Refused("subscribe.unknown_close", words=echoed, closest=closest, at=at)
    return Refused("subscribe.unknown", words=echoed, at=at)

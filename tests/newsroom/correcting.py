"""What tests of corrections share: a family of copies, admins, and what a receipt's button asks for."""

from __future__ import annotations

from newsroom.answer import Answer
from newsroom.errands import TakeBack
from newsroom.intents import Intent
from newsroom.question import Asker, Question, parse
from newsroom.tokens import decode
from storage.chat_values import ChatKind
from storage.values import Article
from tests.newsroom.house import ADMIN, House
from tests.newsroom.test_copying import NEWER, OTHER, WIRE

OTHER_ADMIN = Asker(chat_id=8, kind=ChatKind.PRIVATE, user_id=8, admin=True)
SOURCES = ("Sample Wire", "Sample Courier", "Sample Herald", "Sample Gazette")


def text_of(title: str, sentences: list[str]) -> str:
    """An article as it is pasted."""
    return "\n".join([title, "", *sentences])


async def stored(house: House) -> list[Article]:
    """All articles."""
    async with house.storage.read() as work:
        return [article async for article in work.articles.export()]


async def add(house: House, title: str, sentences: list[str], source: str = SOURCES[0]) -> Answer:
    """An article, an hour after the one before."""
    house.later(hours=1)
    return await house.hand_over(text_of(title, sentences), source=source)


async def family(house: House) -> None:
    """#1 with the copies #2, #3 and #4, of which the last two share a sentence of their own; and #5."""
    await add(house, "Strike on the port", WIRE)
    await add(house, "Port attack kills five", NEWER, SOURCES[1])
    own = "Mayor Paul Carver asked the army for two field kitchens on Tuesday."
    await add(house, "Port attack", [*WIRE[:5], own], SOURCES[2])
    await add(house, "Attack on a port", [*WIRE, own], SOURCES[3])
    await add(house, "A second ferry", OTHER)
    assert [each.original_id for each in await stored(house)] == [None, 1, 1, 1, None]


async def say(
    house: House, typed: str | Intent, update_id: int | None = None, asker: Asker = ADMIN
) -> Answer:
    """The answer to an admin, whose update has a number."""
    intent = parse(typed) if isinstance(typed, str) else typed
    return await house.desk.answer(Question(intent=intent, asker=asker, update_id=update_id))


async def delete(house: House, number: int, asker: Asker = ADMIN) -> Answer:
    """Deletes an article and confirms it."""
    return await house.press(await house.ask(f"/delete {number}", asker), "Yes, delete it", asker)


async def merge(house: House, numbers: str) -> Answer:
    """Files two articles as one report, and confirms it where that is asked."""
    answer = await say(house, f"/merge {numbers}")
    yes = "Yes, they are one report"
    return await house.press(answer, yes, ADMIN) if yes in house.labels(answer) else answer


def back_of(answer: Answer) -> TakeBack:
    """What the button of a receipt asks for."""
    [found] = [each for a in answer.actions if isinstance(each := decode(a.token), TakeBack)]
    return found

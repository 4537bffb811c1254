"""What is new in a story: since a chat saw it last, its last digest, or a day."""

from __future__ import annotations

from newsroom import intents as i
from newsroom.answer import Answer, Quote, QuoteKind
from newsroom.question import Question
from tests.newsroom.house import READER, House, assert_verbatim

FIRST = (
    "Dam near Orlen breaks\n\n"
    "A dam near Orlen broke on Monday and flooded 14 villages, governor Ida Falk said. "
    "At least 12 people were injured in the flood, according to the hospital in Orlen. "
    "The army has sent boats to the villages around Orlen."
)
SECOND = (
    "Dam near Orlen had cracks\n\n"
    "A dam near Orlen broke on Monday and flooded 14 villages, governor Ida Falk said. "
    "At least 15 people were injured in the flood, according to the hospital in Orlen. "
    "Engineer Radu Mensk had warned of cracks in the dam near Orlen in March. "
    "The villages will have no electric power for a week, the grid operator in Orlen said on Tuesday."
)


def sentences(answer: Answer) -> list[str]:
    """The sentences that an answer quotes."""
    return [b.text for b in answer.blocks if isinstance(b, Quote) and b.kind is QuoteKind.SENTENCE]


async def told(house: House) -> None:
    """The first report arrives, is read, and a day later the second one arrives."""
    await house.hand_over(FIRST, source="Sample Wire")
    await house.ask("/story 1")
    house.later(days=2)
    await house.hand_over(SECOND, source="Sample Herald")


async def test_since_the_chat_saw_it(empty_house: House) -> None:
    """Only what earlier reports do not say: new sentences, other figures, new names; each verbatim."""
    house = empty_house
    await told(house)
    house.later(days=3)
    card = await house.ask("/story 1")
    assert "2 outlets, 2 accounts" in house.words(card)
    news = await house.press(card, "What's new")
    assert "Story 1: 1 new report since 4 May 2026, 06:00" in house.words(news)
    said = " ".join(sentences(news))
    assert "cracks in the dam" in said
    assert "15 people" in said
    assert "14 villages" not in said
    assert "Different numbers: 15, before 12" in house.words(news)
    assert "Named for the first time: Radu Mensk" in house.words(news)
    await assert_verbatim(house.storage, news)


async def test_nothing_new_is_said(empty_house: House) -> None:
    """Who has seen all of it is told when the latest report came, and nothing again."""
    house = empty_house
    await told(house)
    await house.ask("/story 1")
    house.later(hours=5)
    news = await house.press(await house.ask("/story 1"), "What's new")
    assert "Story 1: no new report since 6 May 2026, 06:00. The latest came on" in house.words(news)
    assert sentences(news) == []


async def test_who_never_saw_it_is_told_of_the_last_day(empty_house: House) -> None:
    """Without a visit or a digest it is the last 24 hours; when nothing came then, what the latest added."""
    house = empty_house
    await told(house)
    asked = Question(intent=i.StoryNews(story_id=1), asker=READER)
    assert "1 new report since 5 May 2026, 06:00" in house.words(await house.desk.answer(asked))
    house.later(days=3)
    news = await house.desk.answer(asked)
    assert "no new report since 8 May 2026, 06:00. What the latest adds:" in house.words(news)
    assert any("cracks" in sentence for sentence in sentences(news))


async def test_since_the_last_digest(empty_house: House) -> None:
    """Who has digests and did not open the story is told what came after the last one."""
    house = empty_house
    await house.ask("/subscribe 07:00")
    await house.hand_over(FIRST, source="Sample Wire")
    house.later(hours=2)
    await house.digests.compose_due()
    house.later(days=2)
    await house.hand_over(SECOND, source="Sample Herald")
    news = await house.desk.answer(Question(intent=i.StoryNews(story_id=1), asker=READER))
    assert "1 new report since" in house.words(news)
    assert "4 May" in house.words(news)


async def test_any_number_in_a_button_is_survived(empty_house: House) -> None:
    """A button that nobody wrote, of a time that no clock shows, is answered like one without."""
    await told(empty_house)
    for since in (10**15, 2**32 - 1, 1):
        asked = Question(intent=i.StoryNews(story_id=1, since=since), asker=READER)
        assert (await empty_house.desk.answer(asked)).blocks


async def test_a_large_story_takes_as_many_statements(empty_house: House) -> None:
    """Opening a story and its pages reads no more often for forty reports than for four."""
    house = empty_house

    async def opened() -> int:
        counted: list[str] = []
        from sqlalchemy import event  # noqa: PLC0415

        engine = house.storage._engine.sync_engine

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            counted.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        for intent in (
            i.ShowStory(story_id=1),
            i.StorySources(story_id=1),
            i.StoryPeople(story_id=1),
            i.StoryNews(story_id=1),
        ):
            assert not (await house.desk.answer(Question(intent=intent, asker=READER))).refused
        event.remove(engine, "before_cursor_execute", note)
        return len(counted)

    async def grow(start: int, end: int) -> None:
        for number in range(start, end):
            text = FIRST.replace("14 villages", f"{number + 20} villages").replace(
                "Monday", f"Monday at {number}"
            )
            await house.hand_over(text, source=f"Source {number}")
            async with house.storage.write() as work:
                [newest] = await work.articles.arrived_since(None, house.at, 1)
                if newest.story_id is not None:
                    await work.stories.attach(newest.id, 1)
            house.later(minutes=1)

    await grow(0, 4)
    few = await opened()
    await grow(4, 40)
    house.later(hours=3)
    assert await opened() <= few + 1

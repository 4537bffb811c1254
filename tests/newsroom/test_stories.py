"""Stories in the archive: as articles come in they are grouped, merged and split; old links lead on."""

from __future__ import annotations

from newsroom import intents as i
from newsroom.question import Question
from tests.newsroom.house import READER, House

DAMS = [
    "A dam near Orlen broke on Monday and flooded 14 villages, governor Ida Falk said in Orlen.",
    "In Orlen the water of the broken dam stands in 14 villages. Governor Ida Falk asked for boats.",
    "Governor Ida Falk of Orlen says that the dam had been inspected in March; 14 villages are flooded.",
]
TRIALS = [
    "A court in Westmark sentenced Radu Mensk to nine years for the theft of 200 icons.",
    "Radu Mensk, who stole 200 icons, goes to prison for nine years, a Westmark court decided.",
    "Nine years for Radu Mensk: the Westmark court followed the prosecutor in the case of the 200 icons.",
]


async def _stories(house: House) -> list[set[int]]:
    async with house.storage.read() as work:
        return [
            {article.id for article in await work.stories.articles(story.id)}
            for story in await work.stories.page(99)
        ]


async def test_reports_of_two_events_are_two_stories(empty_house: House) -> None:
    """However they come in between each other."""
    for one, other in zip(DAMS, TRIALS, strict=True):
        await empty_house.hand_over(one, source="Sample Wire")
        await empty_house.hand_over(other, source="Sample Courier")
    assert sorted(map(sorted, await _stories(empty_house))) == [[1, 3, 5], [2, 4, 6]]


async def test_stories_merge_and_the_old_number_leads_on(empty_house: House) -> None:
    """Two stories that a new report shows to be one are one from then on, under both numbers."""
    house = empty_house
    for text in DAMS:
        await house.hand_over(text, source="Sample Wire")
    async with house.storage.write() as work:  # as if the first had been taken for another event
        other = await work.stories.start(1)
        [story] = await work.stories.of_articles([2])
    again = "Boats reach the 14 villages near Orlen that the dam flooded, governor Ida Falk said on Tuesday."
    await house.hand_over(again, source="Sample Courier")
    assert await _stories(house) == [{1, 2, 3, 4}]
    asked = [Question(intent=i.ShowStory(story_id=each), asker=READER) for each in (other, story)]
    old, new = [await house.desk.answer(question) for question in asked]
    assert old.blocks[1:] == new.blocks
    assert not old.refused


async def test_a_story_of_two_events_is_split(empty_house: House) -> None:
    """What was put together wrongly is parted when the next report comes in."""
    house = empty_house
    for text in (*DAMS, *TRIALS[:2]):
        await house.hand_over(text, source="Sample Wire")
    async with house.storage.write() as work:
        [story] = await work.stories.of_articles([1])
        for wrong in (4, 5):
            await work.stories.attach(wrong, story)
    await house.hand_over(TRIALS[2], source="Sample Courier")
    assert sorted(map(sorted, await _stories(house))) == [[1, 2, 3], [4, 5, 6]]

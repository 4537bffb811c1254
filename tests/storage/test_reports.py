"""The reports of stories, without their texts, and whom they name."""

from __future__ import annotations

from storage.database import Storage
from storage.values import NamedPerson
from tests.storage.making import add, article, copy_of, span


async def test_originals_and_copies_of_each_story(storage: Storage) -> None:
    """Oldest first, whatever they came in as; a copy is in the story of its original."""
    late, early, other = await add(
        storage, article(day=2), article(day=0, title="Early", agency="AP"), article(day=1)
    )
    [copy] = await add(storage, copy_of(late, day=1, source="Sample Herald"))
    async with storage.write() as work:
        one = await work.stories.start(late)
        await work.stories.attach(early, one)
        two = await work.stories.start(other)
    async with storage.read() as work:
        found = await work.reports.of([one, two, 99])
        assert {story: [each.id for each in of] for story, of in found.items()} == {
            one: [early, copy, late],
            two: [other],
            99: [],
        }
        whole = await work.articles.get(early)
        [first, filed, _] = found[one]
        assert whole is not None
        assert (first.title, first.agency, first.dated) == ("Early", "AP", whole.dated)
        assert filed.original_id == late


async def test_who_is_named_in_a_story(storage: Storage) -> None:
    """People by how many of its originals name them, with the role stated last; copies do not count."""
    body = "Prime Minister Falk spoke. Falk left."
    a, b, elsewhere = await add(storage, article(body), article(body, day=1), article(body, day=2))
    [copy] = await add(storage, copy_of(a))
    async with storage.write() as work:
        falk, reed = [await work.people.add(name, [], []) for name in ("Ida Falk", "Ann Reed")]
        for each in (a, b, elsewhere, copy):
            mentions = [(falk, span(0, 15, 19)), (falk, span(1, 27, 31))] + [(reed, span(1, 0, 3))] * (
                each == b
            )
            await work.people.record(
                each, mentions=mentions, roles=[(falk, span(0, 0, 14))] if each != a else []
            )
        story = await work.stories.start(a)
        await work.stories.attach(b, story)
        await work.stories.attach(copy, story)
    async with storage.read() as work:
        everybody = [
            NamedPerson(id=falk, name="Ida Falk", articles=2),
            NamedPerson(id=reed, name="Ann Reed", articles=1),
        ]
        assert await work.reports.people(story, 9) == everybody
        assert await work.reports.people(story, 1, 1) == everybody[1:]
        roles = await work.reports.roles(story, [falk, reed])
        assert {who: (role.article.id, role.text) for who, role in roles.items()} == {
            falk: (b, "Prime Minister")
        }


async def test_the_story_that_an_old_number_leads_to(storage: Storage) -> None:
    """A merged story's number gives the one it went up in; an unknown one none."""
    a, b = await add(storage, article(), article(day=1))
    async with storage.write() as work:
        one, two = [await work.stories.start(each) for each in (a, b)]
        await work.stories.attach(a, two)
        await work.stories.merge(one, two)
        found = [await work.stories.current(each) for each in (one, two, 99)]
        assert await work.stories.led_to([two, 99]) == {two: [two, one], 99: [99]}
    assert [story and story.id for story in found] == [two, two, None]

"""Grouping: a new article has the stories around it divided anew, and only those."""

from __future__ import annotations

from summarizer.grouping import around, linked, place
from summarizer.similarity import Rarity, Weighed, signature

QUAKE = "A quake near Arden on {} killed 40 people, mayor Ines Kovar said in Arden."
TRIAL = "Judge Tomas Hale opened the trial of Boris Vane over the {} Lorn harbour contracts."
BRIDGING = "Mayor Ines Kovar of Arden and judge Tomas Hale met in Lorn harbour over Boris Vane, {} said."


def made(*texts: str) -> dict[int, Weighed]:
    """Articles by number, all terms equally rare."""
    return {number: Weighed(signature("", text), Rarity({}, 1)) for number, text in enumerate(texts)}


def test_average_linkage_parts_two_events() -> None:
    """Reports of two events are two groups, whatever their order; an article alone is one, none are none."""
    articles = made(*(kind.format(n) for n in range(10, 13) for kind in (QUAKE, TRIAL)))
    assert sorted(map(sorted, linked(list(articles.values())))) == [[0, 2, 4], [1, 3, 5]]
    assert linked([articles[0]]) == [[0]]
    assert linked([]) == []


def test_new_article_joins_its_story() -> None:
    """It goes to the story of its event; nobody else moves."""
    articles = made(*[QUAKE.format(n) for n in (1, 2)], TRIAL.format(3), QUAKE.format(4))
    found = {story: sorted(group) for story, group in place(3, articles, {0: 7, 1: 7, 2: 9})}
    assert found[7] == [0, 1, 3]
    assert found[9] == [2]


def test_new_article_begins_a_story() -> None:
    """One that is like none begins a story, and the others are not even looked at."""
    quake, floods = made(QUAKE.format(1), "Floods closed 3 schools.").values()
    assert around(floods, {0: quake}, {0: 7}) == []
    assert around(quake, {0: quake}, {0: 7}) == [7]
    assert place(1, {1: floods}, {}) == [(None, [1])]


def test_stories_of_one_event_are_merged_under_the_greater() -> None:
    """What was taken for two stories becomes one, under the number that most of it had."""
    articles = made(*[QUAKE.format(n) for n in range(1, 6)])
    assert [(s, sorted(g)) for s, g in place(4, articles, {0: 7, 1: 8, 2: 8, 3: 8})] == [(8, [0, 1, 2, 3, 4])]


def test_a_story_of_two_events_is_split() -> None:
    """The larger part keeps the number, the other begins a story."""
    articles = made(
        *[QUAKE.format(n) for n in (1, 2, 3)], *[TRIAL.format(n) for n in (1, 2)], BRIDGING.format(7)
    )
    stories = dict.fromkeys(range(5), 7)
    found = {story: sorted(group) for story, group in place(5, articles, stories)}
    assert {each for each in found[7] if each < 5} == {0, 1, 2}
    assert any({3, 4} <= set(group) for story, group in found.items() if story is None)

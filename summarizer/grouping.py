"""Stories as articles come in: each new one has the few stories around it divided anew.

To put a new article with the nearest one, or into the nearest story, builds on every earlier mistake.
Average linkage over all articles does best and costs the square of the archive; over the new article and
those of the nearest stories it does as well, at a cost that stays the same as the archive grows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from summarizer.similarity import SAME_STORY, Weighed

APART = timedelta(days=4)
"""Reports further apart than this tell of different days' events."""
RAREST = 32
"""Terms of a new article by which those are looked up that may tell of the same event, rarest first."""
COMPARED = 60
"""Articles with any of these that are compared with the new one."""
STORIES = 4
"""Stories around a new article that are divided anew, those with the articles most like it."""
MEMBERS = 20
"""Articles of each of them that are looked at, those most like the new one."""

_NEAR = SAME_STORY / 2  # a story without an article so much like the new one is not around it


def around(new: Weighed, others: Mapping[int, Weighed], stories: Mapping[int, int]) -> list[int]:
    """The stories to be divided anew: those of the articles most like the new one, nearest first.

    ``others`` are articles that may belong with it, by their ids, ``stories`` tells the story of each.
    """
    likeness = {each: new.like(weighed) for each, weighed in others.items()}
    near = sorted(
        (each for each in others if likeness[each] >= _NEAR), key=lambda each: (-likeness[each], each)
    )
    return list(dict.fromkeys(stories[each] for each in near))[:STORIES]


def place(
    new: int, articles: Mapping[int, Weighed], stories: Mapping[int, int]
) -> list[tuple[int | None, list[int]]]:
    """Divides stories anew: each with its articles, in any order.

    ``articles`` holds the new one and those of the stories around it, by their ids, ``stories`` tells
    the story of each; of each story those most like the new one are looked at. A group keeps the story
    that most of its articles were in, the largest group first; None stands for a story that begins.
    What is not looked at stays where it is.
    """
    likeness = {each: articles[new].like(articles[each]) for each in stories}
    members: dict[int, list[int]] = {}
    for each in sorted(stories, key=lambda each: (-likeness[each], each)):
        members.setdefault(stories[each], []).append(each)
    pool = [new, *(each for most in members.values() for each in most[:MEMBERS])]
    groups = [[pool[at] for at in group] for group in linked([articles[each] for each in pool])]
    taken: set[int] = set()
    placed: list[tuple[int | None, list[int]]] = []
    for group in sorted(groups, key=lambda group: (-len(group), min(group))):
        before = Counter(stories[each] for each in sorted(group) if each in stories and each != new)
        story = next((story for story, _ in before.most_common() if story not in taken), None)
        if story is not None:
            taken.add(story)
        placed.append((story, group))
    return placed


def linked(articles: Sequence[Weighed]) -> list[list[int]]:
    """Groups by average linkage (UPGMA, Sokal and Michener 1958), each the numbers of its articles.

    The two groups that are most alike on average are joined as long as that is SAME_STORY at least.
    The work grows with the cube of the number of articles.
    """
    groups = {at: [at] for at in range(len(articles))}
    alike = {
        (one, other): articles[one].like(articles[other])
        for other in range(len(articles))
        for one in range(other)
    }
    while alike:
        best = max(alike, key=lambda pair: (alike[pair], -pair[0], -pair[1]))
        if alike[best] < SAME_STORY:
            break
        one, other = best
        sizes = len(groups[one]), len(groups[other])
        del alike[best]
        groups[one] += groups.pop(other)
        for third in groups.keys() - {one}:
            ours, theirs = _pair(one, third), _pair(other, third)
            alike[ours] = (alike[ours] * sizes[0] + alike.pop(theirs) * sizes[1]) / sum(sizes)
    return list(groups.values())


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)

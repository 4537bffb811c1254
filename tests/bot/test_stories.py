"""`sitrep stories --jsonl`: which articles of a stream tell of one event."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from bot.stories import Stories
from tests.bot.shell import Shell

_DAMS = [
    "A dam near Orlen broke on Monday and flooded 14 villages, governor Ida Falk said in Orlen.",
    "In Orlen the water of the broken dam stands in 14 villages. Governor Ida Falk asked for boats.",
    "Governor Ida Falk of Orlen says that the dam had been inspected in March; 14 villages are flooded.",
]
_TRIALS = [
    "A court in Westmark sentenced Radu Mensk to nine years for the theft of 200 icons.",
    "Radu Mensk, who stole 200 icons, goes to prison for nine years, a Westmark court decided.",
    "Nine years for Radu Mensk: the Westmark court followed the prosecutor in the case of the 200 icons.",
]
_OTHER = ["The price of bread rose by 4 per cent, the statistics office said."]

_TOWNS = [
    ["Karsk", "Denholm", "Tarvo", "Brenn", "Ulmeta", "Halmar"],
    ["Selm", "Lorvik", "Pelsk", "Ostrin", "Vandry", "Gommel"],
    ["Iskara", "Quentle", "Bodrum", "Zelany", "Murrin", "Fasco"],
]
_FORMS = [
    "Shelling of {town} killed {n} on {day}, governor Ida Falk said.",
    "Air alert in {town}\nAn alert was declared in {town} at {n}:15 on {day}. Please go to shelters.",
    "A quake struck near {town} at {n}:40 on {day}, the Seismological Centre said. No damage was reported.",
]
_IN_OTHER_WORDS = [
    "Rescuers found {n} bodies under the roofs of {town} after artillery had struck homes there on {day}.",
    "Sirens woke {town} at {n}:15 as drones came in from the sea, the military administration said.",
    "People ran into the streets of {town} when the ground shook on {day} at {n}:40; walls cracked.",
]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder without an archive."""
    return Shell.on(tmp_path / "sitrep.db")


@pytest.mark.parametrize("seed", range(6))
def test_events_are_stories_in_any_order(seed: int) -> None:
    """However they come in, reports of one event are one story, those of two events are two."""
    texts = [*_DAMS, *_TRIALS, *_OTHER]
    order = random.Random(seed).sample(range(len(texts)), len(texts))  # noqa: S311  # nothing secret
    found = Stories()
    for at in order:
        found.add("", texts[at])
    stories = [found.stories[order.index(at)] for at in range(len(texts))]
    assert len(set(stories[:3])) == len(set(stories[3:6])) == 1
    assert len({stories[0], stories[3], stories[6]}) == 3


@pytest.mark.parametrize("seed", range(4))
def test_one_form_for_many_towns_is_many_stories(seed: int) -> None:
    """Reports that differ in town and figure stay apart; what others say of an event is with its own."""
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    told = [
        (town, words.format(town=town, n=n + first, day=days[(n + first) % 5]))
        for first, *both, towns in zip((1, 8, 20), _FORMS, _IN_OTHER_WORDS, _TOWNS, strict=True)
        for n, town in enumerate(towns)
        for words in both
    ]
    random.Random(seed).shuffle(told)  # noqa: S311  # nothing secret
    found = Stories()
    for _, text in told:
        found.add("", text)
    of_town = {town: {found.stories[at] for at, (of, _) in enumerate(told) if of == town} for town, _ in told}
    assert all(len(stories) == 1 for stories in of_town.values())
    assert len(set().union(*of_town.values())) == len(of_town)


def test_the_same_words_a_week_later_are_another_event() -> None:
    """Where both say when they were published, four days are the most."""
    found = Stories()
    for line in (
        {"id": 1, "text": _DAMS[0], "published": "2024-10-01T08:00:00Z"},
        {"id": 2, "text": _DAMS[1], "published": "2024-10-08"},
        {"id": 3, "text": _DAMS[2], "published": "2024-10-02"},
    ):
        found.take(json.dumps(line).encode())
    told = {each["id"]: each["story"] for each in map(json.loads, found.lines())}
    assert told[1] == told[3] != told[2]


def test_from_the_shell(shell: Shell) -> None:
    """One line out for each line in, in order; a bad line is told and skipped, the exit code is 1."""
    lines = [json.dumps({"id": f"a{at}", "title": "", "text": text}) for at, text in enumerate(_DAMS)]
    done = shell.sitrep("stories", "--jsonl", "-", stdin="\n".join([*lines[:2], "{", "", *lines[2:]]))
    told = [json.loads(line) for line in done.out.splitlines()]
    assert [each["id"] for each in told] == ["a0", "a1", "a2"]
    assert len({each["story"] for each in told}) == 1
    assert "line 3" in done.err
    assert done.code == 1


def test_wrong_use_is_explained(shell: Shell) -> None:
    """Without --jsonl there is nothing to read."""
    done = shell.sitrep("stories")
    assert done.code == 2
    assert "stories --jsonl" in done.err

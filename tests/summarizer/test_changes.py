"""What one text says that others do not."""

from __future__ import annotations

from summarizer.changes import changes
from summarizer.forms import Figure

OLD = [
    "Three people were killed in a strike on the port on Monday, the regional governor said.",
    "The blast damaged two warehouses and a ferry terminal, according to the emergency service.",
    "Rescuers worked through the night to clear the rubble from the quay.",
]


def test_the_same_adds_nothing() -> None:
    """What was said already, in another order and spelling or in nearly the same words, is nothing new."""
    found = changes(
        [OLD[2], OLD[0].upper(), "The blast damaged 2 warehouses and a terminal, officials said."], OLD
    )
    assert (found.added, found.changed, found.figures) == ((), (), ())
    assert changes([], OLD).own == changes([], []).own == frozenset()


def test_new_sentences_and_other_figures() -> None:
    """A sentence on something else is added; one with another figure is changed, and both are told."""
    new = [OLD[0].replace("Three", "Five"), "Grain prices rose in the capital.", OLD[1]]
    found = changes(new, OLD)
    assert (found.added, found.changed) == ((1,), (0,))
    assert found.figures == (Figure(new="5", old="3"),)
    assert found.own == {0, 1}


def test_against_nothing_all_is_new() -> None:
    """Where nothing was said before, every sentence is added."""
    assert changes(OLD, []).added == (0, 1, 2)

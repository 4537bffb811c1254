"""Whether a sentence says what others have said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.same import covered, rarity, told

STEMS = st.lists(st.sampled_from(["ship", "port", "corn", "guard", "12", "15"]), max_size=6)
RARE = rarity([["ship", "port"], ["ship", "corn"], ["ship", "guard"]])


def test_rare_words_weigh_more() -> None:
    """A word in every sentence says less than one that stands in a single one; an unseen one says most."""
    assert 0 < RARE("ship") < RARE("corn")
    assert covered(["ship", "corn"], ["corn"], RARE) > covered(["ship", "corn"], ["ship"], RARE)


def test_told() -> None:
    """What one sentence says, or all together, is told; a new word or figure is not."""
    known = [["ship", "port", "12"], ["corn", "guard"]]
    assert told(["port", "ship"], known, RARE)
    assert told(["port", "corn", "guard", "ship"], known, RARE)
    assert not told(["port", "ship", "15"], known, RARE)
    assert not told(["bridge", "ship"], known, RARE)
    assert not told(["port"], [], RARE)


@given(stems=STEMS, by=STEMS)
def test_bounds(stems: list[str], by: list[str]) -> None:
    """The share is in [0, 1], and whole where everything is held."""
    assert 0.0 <= covered(stems, by, RARE) <= 1.0 + 1e-9
    assert covered(stems, [*by, *stems], RARE) > 1.0 - 1e-9

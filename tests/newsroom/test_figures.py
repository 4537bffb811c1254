"""How many a figure says, and whether two figures can be of one number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.figures import differ, reach


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("12,000 soldiers", (12_000, 12_000)),
        ("12.000 soldiers", (12_000, 12_000)),
        ("1.5 million troops", (1_500_000, 1_500_000)),
        ("3,000 to 5,000 troops", (3000, 5000)),
        ("ten thousand troops", (10_000, 10_000)),
        ("twenty-five ships", (25, 25)),
        ("two hundred fifty ships", (250, 250)),
        ("two or three ships", (2, 3)),
        ("hundreds of soldiers", (100, 1999)),
        ("tens of thousands of troops", (10_000, 200_000)),
        ("several ships", None),
        ("", None),
    ],
)
def test_reach(words: str, expected: tuple[float, float] | None) -> None:
    """Digits, words and vague words have the least and the most that they can mean."""
    assert reach(words) == expected


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (["12,000 soldiers", "hundreds"], True),
        (["hundreds of soldiers", "in the hundreds"], False),
        (["12,000 soldiers", "thousands of troops"], False),
        (["12,000", "10,000"], True),
        (["3,000 to 5,000", "4,000"], False),
        (["two ships", "2 ships"], False),
        (["12,000"], False),
    ],
)
def test_differ(figures: list[str], expected: bool) -> None:  # noqa: FBT001  # a table's column
    """Figures differ where they cannot be of one number."""
    told = [each for figure in figures if (each := reach(figure)) is not None]
    assert differ(told) is expected


@given(st.text(alphabet="0123456789,.- ofthousandmillionten\u0663", max_size=40))
def test_any_words_can_be_read(words: str) -> None:
    """Whatever stands there has a least and a most, or nothing."""
    found = reach(words)
    assert found is None or found[0] <= found[1]

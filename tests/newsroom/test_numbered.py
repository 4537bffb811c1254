"""Numbers of articles, as they are typed."""

from __future__ import annotations

import pytest

from newsroom.numbered import number


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("12", 12),
        (" #12 ", 12),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),  # more than databases take
        ("", None),
        ("#", None),
        ("-1", None),
        ("12 9", None),
        ("twelve", None),
        ("²", None),  # a digit to Python, and no number
        ("١٢", None),
    ],
)
def test_number(typed: str, found: int | None) -> None:
    """One number of plain digits, with a # or without; all else is none."""
    assert number(typed) == found

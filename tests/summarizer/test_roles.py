"""Roles: verbatim beside the name, and never another person's."""

from __future__ import annotations

import pytest

from summarizer.roles import after, before


def role_before(text: str, name: str) -> str | None:
    """The words of the role before a name in a one-sentence text."""
    span = before(text, 0, text.index(name))
    return text[slice(*span)] if span else None


def role_after(text: str, name: str) -> str | None:
    """The words of the apposition after a name in a one-sentence text."""
    start = text.index(name)
    span = after(text, (0, len(text)), start, start + len(name))
    return text[slice(*span)] if span else None


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("NATO Secretary General Ada Stone said", "Ada", "NATO Secretary General"),
        ("said Ukrainian President Ada Stone", "Ada", "Ukrainian President"),
        ("to study US President Ada Stone’s invitation", "Ada", "US President"),
        ("British Defense Secretary Ada Stone said", "Ada", "British Defense Secretary"),
        ("them, Lt. Gen. Ada Stone told", "Ada", "Lt. Gen."),
        ("MOSCOW: President Ada Stone on", "Ada", "President"),
        ("talks with former Prime Minister Ada Stone", "Ada", "former Prime Minister"),
        ("acting President Ada Stone", "Ada", "acting President"),
        ("Vice President Ada Stone", "Ada", "Vice President"),
        ("President-elect Ada Stone", "Ada", "President-elect"),
        ("told White House press secretary Ada Stone", "Ada", "White House press secretary"),
        ("Hamas leader Ada Stone", "Ada", "Hamas leader"),
        ("the UN human rights chief Ada Stone", "Ada", "UN human rights chief"),
        ("U.S. Sen. Ada Stone", "Ada", "U.S. Sen."),
    ],
)
def test_role_before(text: str, name: str, expected: str) -> None:
    """The whole role that stands directly before a name is taken, with what limits it."""
    assert role_before(text, name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A senior official at South Korean President Ada Stone’s office", "South Korean President"),
        ("the envoy of President Ada Stone", "President"),
        ("On Tuesday President Ada Stone", "President"),
        ("In Moscow President Ada Stone", "President"),
        ("Meanwhile President Ada Stone", "President"),
        ("under President Ada Stone", "President"),
        ("Presidents Ada Stone and Bo Reed", None),
        ("the Health and Human Services Secretary Ada Stone", "Secretary"),
        ("News of the World editor Ada Stone", "editor"),
        ("the Army Chief of Staff Gen. Ada Stone", "Gen."),
        ("Mapleton County Sheriff Ada Stone", "County Sheriff"),
        ("Meanwhile Ukrainian President Ada Stone", "Ukrainian President"),
        ("Homeland Security Secretary Ada Stone", "Homeland Security Secretary"),
        ("a plan of Kyiv and US President Ada Stone", "President"),
        ("shadow chancellor Ada Stone", "shadow chancellor"),
        ("retired Gen. Ada Stone", "retired Gen."),
        ("Mr. Ada Stone", None),
        ("a fake doctor Ada Stone", None),
        ("She spoke to the general. Ada Stone left", None),
        ("the president, Ada Stone", None),
        ("wife Ada Stone", None),
        ("Ada Stone", None),
    ],
)
def test_no_stranger_role(text: str, expected: str | None) -> None:
    """Another's office, a place, a day, a plural or a form of address is no part of the role."""
    assert role_before(text, "Ada") == expected


def test_a_name_before_ends_the_search() -> None:
    """The role of a person named before is not carried over to the next name."""
    text = "President Ada Stone adviser Bo Reed"
    span = before(text, text.index("Stone") + len("Stone"), text.index("Bo"))
    assert span is not None
    assert text[slice(*span)] == "adviser"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Stone, the secretary general of NATO, said no.", "secretary general of NATO"),
        ("“No,” said Ada Stone, the Ukrainian foreign minister.", "Ukrainian foreign minister"),
        ("They met Ada Stone, the UN secretary general.", "UN secretary general"),
        ("They met Ada Stone, the Chinese president, and Bo Reed.", None),
        ("According to Ada Stone, the president, who left, said so.", None),
        ("After they met Ada Stone, the Chinese president, Bo Reed, left.", None),
        ("Ada Stone, the president, Bo Reed and others met.", None),
        ("Ada Stone, leader of the opposition in the house demanded talks.", None),
        ("Ada Stone, the president said, is ill.", None),
        ("Ada Stone, a tired traveller, said no.", None),
        ("Ada Stone, the president", "president"),
    ],
)
def test_role_after(text: str, expected: str | None) -> None:
    """An apposition is a role only where no list, clause or other name can claim it."""
    assert role_after(text, "Ada Stone") == expected

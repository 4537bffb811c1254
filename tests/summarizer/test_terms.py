"""Terms: what the index holds and what questions are matched by."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.terms import LONGEST, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("up to 12,000 troops", ["12000", "troop"]),
        ("12\u202f000 and 1,234,567 but 2008,2009", ["12000", "1234567", "2008", "2009"]),
        ("Russia’s war", ["russia", "war"]),
        ("Russia's wars", ["russia", "war"]),
        ("Kim Jong-un", ["kim", "jong", "un"]),
        ("‘not to hide’", ["hide"]),
        ("the U.S. told us", ["us", "told"]),
        ("the US told us", ["us", "told"]),
        ("they didn't fire", ["fire"]),
        ("O’Neill", ["oneil"]),
        ("Café São", ["cafe", "sao"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
    ],
)
def test_english(text: str, expected: list[str]) -> None:
    """Words are stemmed, numbers joined, possessives and stop words dropped."""
    assert terms(text) == expected


def test_inflections_meet() -> None:
    """Forms of one word give one term, in each script without being told the language."""
    assert terms("sanctions") == terms("Sanction")
    assert terms("российский") == terms("российского")
    assert terms("Йод") == terms("йода") == ["йод"]
    assert terms("الجيش") == terms("جيش")


def test_language_given() -> None:
    """A given language stems the words of its script; other scripts keep their own stemmer."""
    assert terms("l’armée", "fr") == terms("armées", "fr-FR")
    assert terms("санкции sanctions", "ru") == terms("санкций", "ru") + terms("sanctions")
    assert terms("the US told us", "en") == ["us", "told"]
    assert terms("troops", "und") == terms("troops", "xx") == terms("troops")


def test_ukrainian_is_found_without_its_name() -> None:
    """A Ukrainian article's words are found by a question whose language nobody told."""
    assert terms("Президента України", "uk") == terms("Президента України")


def test_unspaced_scripts() -> None:
    """Han text is cut into overlapping pairs, so that words inside a run can be found."""
    assert terms("北京市") == ["北京", "京市"]
    assert set(terms("北京")) <= set(terms("在北京的会议"))


def test_foreign_digits() -> None:
    """Arabic-Indic digits are the same numbers."""
    assert terms("١٢٬٠٠٠") == ["12000"]


@given(st.text(), st.sampled_from([None, "en", "ru", "fr", "ar", "und", "zz"]))
def test_any_text(text: str, language: str | None) -> None:
    """Any Unicode gives non-empty terms of word characters only, casefolded and bounded in length."""
    for term in terms(text, language):
        assert re.fullmatch(r"\w+", term)
        assert term == term.casefold() or not term.isascii()
        assert len(term) <= LONGEST * 18  # one code point decomposes into 18 at most


@given(st.text())
def test_terms_of_terms_of_any_text(text: str) -> None:
    """Terms joined by spaces survive being split again: no separator hides inside one."""
    found = terms(text)
    assert " ".join(found).split() == found


LIGHT = (
    "terms",
    "names",
    "topics",
    "retrieve",
    "asked",
    "expected",
    "evidence",
    "matching",
    "reading",
    "similarity",
)
HEAVY = ("spacy", "sumy", "nltk", "numpy", "nupunkt", "py3langid", "trafilatura")


@pytest.mark.parametrize("module", LIGHT)
def test_light_modules_stay_light(module: str) -> None:
    """What the parent process imports loads none of the language libraries."""
    code = (
        f"import sys, summarizer.{module} as m; assert m; print([n for n in {HEAVY!r} if n in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert done.stdout.strip() == "[]"

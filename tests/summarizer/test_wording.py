"""A text's wording as numbers."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.wording import LONGEST, MOST, RUN, prints, wording
from tests.bot.shell import ROOT

WORDS = [f"word{n}" for n in "abcdefghijklmnopqrstuvwxyz"]


def _text(words: int, step: int = 7) -> str:
    """A text of so many words without a run that comes twice soon."""
    return " ".join(WORDS[at * step * at % 26] + WORDS[at % 26] + WORDS[at // 26 % 26] for at in range(words))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The colour of the harbour", "the color of the harbor"),
        ("They organised the defence of a centre", "They organized the defense of a center"),
        ("He travelled with the programme", "He traveled with the program"),
        ("Five per cent of the U.S. troops", "5 percent of the US troops"),
        ("A grey cheque, whilst they’re ageing", "A gray check while they're aging"),
        ("Some 1,200 of them", "Some 1.200 of them"),
        ("killed 3 people on Monday", "killed fifteen people on Friday"),
    ],
)
def test_house_styles_are_one(one: str, other: str) -> None:
    """Spelling, letter case and marks of another house, other figures and other days leave the runs alike."""
    assert wording(one).runs == wording(other).runs


def test_other_words_are_others() -> None:
    """A replaced word changes the runs that hold it, and no other."""
    one, other = wording("a b c d e f g h").runs, wording("a b c x e f g h").runs
    assert [a == b for a, b in zip(one, other, strict=True)] == [True, False, False, False, True, True]


def test_figures_and_days_are_kept() -> None:
    """What a figure or day was is known by its place, in one spelling."""
    found = wording("On Monday 1,200 men and three ships")
    assert (found.figures, found.days) == ({2: "1200", 5: "3"}, {1: "monday"})


def test_the_same_in_every_process() -> None:
    """Runs can be stored: another process, with other hash seeds, makes the same."""
    code = "from summarizer.wording import wording; print(list(wording('Ships left Ödesa at 5.').runs))"
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(list(wording("Ships left Ödesa at 5.").runs))


def test_scripts_without_spaces() -> None:
    """A text in Chinese has a run at nearly every character, so that an edit leaves the others alike."""
    one, other = wording("朝鲜士兵可能前往库尔斯克").runs, wording("朝鲜士兵可能前往基辅").runs
    assert len(one) == 10
    assert len(set(one) & set(other)) == 6


@pytest.mark.parametrize("words", [0, 1, 2, 3, 4, 20, 149, 150, 151, 3000])
def test_prints_are_few_and_runs(words: int) -> None:
    """A text that has a word has a print; all are runs of it, each once, and never more than some."""
    found = wording(_text(words))
    few = prints(found.runs)
    assert bool(few) == bool(words)
    assert set(few) <= set(found.runs)
    assert len(set(few)) == len(few) <= MOST


@pytest.mark.parametrize("start", [0, 30, 170])
def test_a_shared_stretch_is_a_shared_print(start: int) -> None:
    """Two texts with twenty words in common share a print, wherever in them those stand."""
    words = _text(400).split()
    stretch = words[start : start + 20]
    short = ["before", "it", *stretch, "after", "it"]
    assert set(prints(wording(" ".join(words)).runs)) & set(prints(wording(" ".join(short)).runs))


def test_a_cut_text_keeps_its_prints() -> None:
    """What is left of a long text that was cut shares prints with it, be it a tenth."""
    words = _text(4000).split()
    long, short = wording(" ".join(words)), wording(" ".join(words[:120]))
    assert len(set(prints(long.runs)) & set(prints(short.runs))) >= 5


@given(st.text())
def test_any_string(text: str) -> None:
    """Whatever comes has a wording: as many runs of 32 bits as there are words but two."""
    found = wording(text + "\ud800")
    assert all(0 <= run < 1 << 32 for run in found.runs)
    assert all(at < len(found.runs) + RUN for at in (*found.figures, *found.days))
    assert set(prints(found.runs)) <= set(found.runs)


def test_the_end_of_a_book_does_not_count() -> None:
    """Of an endless text the beginning is compared, so that time stays in bounds."""
    book = "ships sail " * LONGEST
    assert len(wording(book).runs) < LONGEST / 4

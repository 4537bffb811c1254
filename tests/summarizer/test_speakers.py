"""Who says what a sentence reports."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.speakers import LONGEST, speaker

# "[" and "]" stand around the speaker.
SAID = [
    "[Zelensky] said.",
    "[He] said the talks had failed.",
    "“This is a challenge, but we know how to meet it,” [Zelensky] said.",
    "“No,” said [Mark Rutte], the NATO chief.",
    "“It is over,” [she] told reporters in Kyiv.",
    "[The head of the intelligence service] told the paper “The Zone” that troops would come.",
    "In his remarks, [Zelensky] said neither side took any account of the dead.",
    "[British Defense Secretary John Healey] said on Tuesday it was “highly likely”.",
    "[A senior official at President Yoon’s office] said Seoul may send arms.",
    "[A top US diplomat] said on Monday that Washington was consulting.",
    "[A senior official who works for the ministry] said the talks had failed.",
    "[John Healey, the British defense secretary], said no.",
    "The missile hit a school, according to [the regional governor], and two people died.",
    "According to [the ministry], nobody was hurt.",
    "[Officials] say the death toll may rise.",
    "It rained, but [police] said nobody was hurt.",
    "On Tuesday, [the army] said it had left the town.",
    "There is no evidence, [the U.N.] said.",
    "[Putin and Xi] said they would meet.",
    "• [The mayor] said the bridge was closed.",
]
SILENT = [
    "Guns fell silent on Monday.",
    "The ministry was said to be angry.",
    "The man who said he saw it left.",
    "The law, which says that smoking is banned, was passed.",
    "“He said no.”",
    "The general told his men to leave.",
    "They added a week to the talks.",
    "Nobody is to say a word.",
    "",
]


@pytest.mark.parametrize("marked", SAID)
def test_said(marked: str) -> None:
    """The subject of the verb of saying is the speaker, whole."""
    sentence = marked.replace("[", "").replace("]", "")
    assert speaker(sentence) == (marked.index("["), marked.index("]") - 1)


@pytest.mark.parametrize("sentence", SILENT)
def test_silent(sentence: str) -> None:
    """Where nobody says anything, or it is not sure who, nobody is named."""
    assert speaker(sentence) is None


@given(
    st.lists(st.sampled_from([*"“”\"',. ", "said", "He", "the man", "according to", "who", "x"])).map(
        " ".join
    )
)
def test_any_text(text: str) -> None:
    """A speaker is a stripped, not overlong part of the sentence."""
    if found := speaker(text):
        start, end = found
        assert 0 <= start < end <= len(text)
        assert end - start <= LONGEST
        assert text[start:end].strip() == text[start:end]


def test_hostile() -> None:
    """A sentence of any length and make is read in no time."""
    began = perf_counter()
    for text in (
        "said " * 100_000,
        "“" * 200_000 + " he said",
        "a, " * 100_000 + "said",
        "according to " * 50_000,
    ):
        speaker(text)
    assert perf_counter() - began < 5

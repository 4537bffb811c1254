"""Sentence borders in news of several languages, and the promise that no character is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.segment import spans

BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
TEXT = st.text(
    st.one_of(st.sampled_from(" \n\t.!?…\"'“”‘’«»()[]U.S aBя5۔؟。—\u2028"), st.characters()), max_size=300
)

# "|" stands where one sentence ends and the next begins.
CASES = {
    "en": [
        "Lt. Gen. Ivan Doe met Sen. Ann Roe.|Sgt. Poe stayed.",
        "J. K. Doe and George W. Roe came.|They left.",
        "The U.S. President spoke.|The U.S. Army came.|It left the U.S.|The rest stayed.",
        "It cost $3.5 billion.|Prices rose 2.5 percent.",
        "See No. 5 and Nos. 6 and 7.|On Jan. 5 it began.",
        "He came at 5 p.m. Tuesday.|It ended at 6 a.m.|The rest is known.",
        "He said: “We will go. We will stay.”|Then he left.".replace("go. We", "go.|We"),
        "“Why now?” Doe asked.|“No!” she said.|“Go!”|The crowd cheered.",
        "'We won't go.'|She left.|They said 'no.'|He agreed.",
        "(It was late.)|Then [it rained.]|All went home.",
        "Acme Inc. said so.|He works at Acme Inc.|The firm closed.",
        "The war ended.The men left.|Visit www.example.org today.".replace("ended.The", "ended.|The"),
        "He said.“It is over.”|Then he left.".replace("said.“", "said.|“"),
        "1. The first item stands here.|It goes on.",
        "It was late... and dark.|What?!|Yes.",
        "No full stop here\n|Next line",
        "He spoke.\u201d|Then he left.",
        "The missile, the S-300, fell.|Police came.",
    ],
    "uk": [
        "У м. Київ 24 лютого 2022 р. почалася війна.|Про це сказав ген. Доу.",
        "Втрати склали 5 тис. осіб.|«Ні!» — сказав він.|Він пішов.",
    ],
    "ru": [
        "А. С. Доу жил в г. Тула на ул. Мира, д. 5.|Он уехал.",
        "«Что?» — спросил он.|Было это в 2024 г.|Потом он ушёл и т. д.|Это конец.",
    ],
    "ar": ["قال الرئيس، إن الحرب ستنتهي.|هل ستنتهي؟|نعم، قال ذلك۔|ثم غادر."],
    "fr": ["M. Doe a parlé.|« Nous sommes prêts. »|Il est parti.|« Vraiment ? » a-t-il demandé."],
    "de": [
        "Am 3. Oktober kam Dr. Doe, z. B. nach Bonn.|„Wir kommen.“|Dann ging er.|Es war 2024.|Die Lage blieb."
    ],
    "es": ["El Sr. Doe llegó a EE. UU. el lunes.|¿Qué dijo?|¡Nada!|Luego salió."],
    "zh": ["他来了。|他走了！"],
}


@pytest.mark.parametrize(
    ("language", "marked"), [(code, text) for code, texts in CASES.items() for text in texts]
)
def test_borders(language: str, marked: str) -> None:
    """A sentence ends where a reader says it ends, in every covered language."""
    pieces = marked.split("|")
    glued = {"ended.|The", "said.|“", "。|他"}
    body = marked.replace("\n|", "\n")
    for border in glued:
        body = body.replace(border, border.replace("|", ""))
    body = body.replace("|", " ")
    assert [body[start:end] for start, end in spans(body, language)] == [piece.strip() for piece in pieces]


@given(body=TEXT, language=st.sampled_from(["en", "uk", "ar", "de", "und"]))
def test_nothing_is_lost(body: str, language: str) -> None:
    """Spans are ordered, disjoint, stripped, within one line, and leave out only white space."""
    found = spans(body, language)
    at = 0
    for start, end in found:
        assert at <= start < end <= len(body)
        assert not body[at:start].strip()
        sentence = body[start:end]
        assert sentence == sentence.strip()
        assert not set(sentence) & set(BREAKS)
        at = end
    assert not body[at:].strip()


@pytest.mark.parametrize(
    "line",
    [
        "a" * 1_000_000,
        ". " * 500_000,
        ".”" * 500_000,
        "A. " * 333_333,
        "bcd. X " * 140_000,
        "a? ”" * 250_000,
        "Bxd. Xyd " + ".”" * 300_000,
        '"' * 10**6,
    ],
    ids=lambda line: line[:6],
)
def test_hostile_lines_end(line: str) -> None:
    """A line of a million characters of any make is cut in linear time, so the test's time limit holds."""
    found = spans(line, "en")
    assert found[0][0] == 0
    assert sum(end - start for start, end in found) == sum(not c.isspace() for c in line) + sum(
        line[start:end].count(" ") for start, end in found
    )

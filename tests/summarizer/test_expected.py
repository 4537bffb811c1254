"""Expressions of the asked kind are found where a sentence holds them."""

from __future__ import annotations

from time import process_time

import pytest

from summarizer.expected import spans
from summarizer.retrieve import answering_spans, score

SENTENCE = (
    "On Tuesday Ada Stone, 54, told the Harbour Council in Odesa that 12,000 tons of grain worth $40 million "
    "had waited for three weeks, 30 miles off the coast."
)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("time", ["On Tuesday"]),
        ("person", ["Ada Stone"]),
        ("age", ["54"]),
        ("money", ["$40 million"]),
        ("span", ["three weeks"]),
        ("measure", ["12,000 tons", "30 miles"]),
        ("weekday", ["Tuesday"]),
        ("sport", []),
        ("truth", []),
        ("", []),
    ],
)
def test_kinds(kind: str, expected: list[str]) -> None:
    """Each kind finds its own expressions, whole."""
    found = [SENTENCE[start:end] for start, end in spans(kind, SENTENCE)]
    assert [each for each in found if each.strip() in expected] == expected
    assert found or not expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        (
            "How many troops?",
            "Two units of 12,000 North Korean soldiers came.",
            ["12,000 North Korean soldiers"],
        ),
        ("How many died?", "The storm left 14 dead in two towns.", ["14 dead"]),
        ("Who runs the port?", "Ada Stone runs the port of Odesa.", ["Ada Stone"]),
        ("When did Stone speak?", "Stone spoke on 4 May 2021 in Odesa.", ["4 May 2021"]),
        ("Where did Stone speak?", "Stone spoke in Kyiv.", ["in Kyiv"]),
        ("How much was paid?", "The ministry paid $40 million for cranes.", ["$40 million"]),
        ("What does HCO stand for?", "The Harbour Council of Odesa met.", ["Harbour Council of Odesa"]),
        ("Did Stone speak?", "Stone spoke in Kyiv.", []),
        ("Who runs the port?", "The port was closed.", []),
        ("?", "The port was closed.", []),
        ("How many troops?", "Two statements concern troops of Odesa.", []),
        ("How many troops?", "Some 12,000 Polish soldiers came.", ["12,000 Polish soldiers"]),
        ("How many people died?", "The storm killed 12 miners.", ["12"]),
        ("How many troops?", "Two others are troops.", ["Two others are troops"]),
        ("Who invited Stone?", "Stone was invited to Kyiv.", []),
        ("Who runs the port?", "The Board of Trade runs the port.", []),
        ("Who is the president of Ukraine?", "It was Russia’s answer to the president of Ukraine.", []),
        ("How many troops?", "Tens of thousands of troops came.", ["Tens of thousands of troops"]),
        ("Who said the port may close?", "The port may close, said an official who works for Ada Stone.", []),
        ("Who said the port may close?", "The port may close, the office of Mayor Ada Stone said.", []),
        ("Who said the port may close?", "The port may close, said Mayor Ada Stone.", ["Mayor Ada Stone"]),
        ("Who runs the port?", "The port is run by Lt. Gen. Ada Stone of Odesa.", ["Lt. Gen. Ada Stone"]),
    ],
)
def test_answering_words(question: str, sentence: str, expected: list[str]) -> None:
    """The answering words are those of the asked kind nearest to what is asked; a figure takes its noun."""
    assert [sentence[start:end] for start, end in answering_spans(question, sentence)] == expected


@pytest.mark.parametrize(
    "hostile",
    ["1,", "1-1", "A ", "A.", "of A ", "in the ", '"', "million ", "on 1", "a", "'a "],
    ids=str.strip,
)
def test_hostile_text_takes_no_time(hostile: str) -> None:
    """No pattern runs away on a long text made to make it."""
    text = hostile * (9_000 // len(hostile))
    began = process_time()
    for question in (
        "How many a?",
        "How much did 1 cost?",
        "When was a?",
        "Where is a?",
        "Who is A?",
        text[:500],
    ):
        score(question, [text])
        answering_spans(question, text)
    assert process_time() - began < 5

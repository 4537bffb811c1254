"""A sentence that lacks what the question turns on is no answer, however much else it shares."""

from __future__ import annotations

import pytest

from summarizer import essential, reading, topics
from summarizer.asked import understood
from summarizer.matching import Matcher
from summarizer.retrieve import answered, score


def _unmet(question: str, sentence: str) -> bool:
    match = Matcher(understood(question))
    levels, named = match.rough(sentence), topics.named(sentence)
    return essential.unmet(match, sentence, reading.read(sentence), levels, named)


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        (
            "Did North Korea send tanks?",
            "North Korea sent forty tanks in May.",
            "North Korea sent soldiers in May.",
        ),
        (
            "Is China sending troops?",
            "China is to send troops, he said.",
            "Russia is to send troops, he said.",
        ),
        ("Did Stone resign on Monday?", "Ada Stone has resigned.", "Ada Stone has a house in Odesa."),
        (
            "How many Ukrainian soldiers died?",
            "Forty Ukrainian soldiers died at the bridge.",
            "Forty Ukrainian soldiers came to the bridge.",
        ),
        (
            "How many people has Hamas killed?",
            "Hamas killed forty people.",
            "Hamas spoke of forty people.",
        ),
        (
            "Who is the president of France?",
            "French President Ada Stone spoke.",
            "Allies of France, many of them, disliked what US President Ada Stone said.",
        ),
        (
            "Who is the president of Ukraine?",
            "Ada Stone, the president of Ukraine, spoke.",
            "Ada Stone, who leads the port authority of Ukraine, spoke.",
        ),
        (
            "Who is the president of France?",
            "Ada Stone, the president of France, spoke.",
            "Ada Stone, the president of Russia, asked his ministry to look into it.",
        ),
        (
            "What did Stone say about Odesa?",
            "He warned that Odesa must not be left alone.",
            "The plan of Ada Stone was first meant for Odesa.",
        ),
        (
            "What did Stone say about Odesa?",
            "She has since warned that Odesa must not be left alone.",
            "It is likely that Odesa will be left alone, Ben Reed said.",
        ),
        (
            "What did NATO say about Odesa?",
            "NATO chief Ada Stone warned of a loss of Odesa.",
            "An officer in Odesa said that the port is open.",
        ),
        (
            "Who is the leader of Russia?",
            "Russian President Ada Stone spoke.",
            "Far from the towns on the side of Russia, Ukrainian President Ada Stone spoke.",
        ),
    ],
)
def test_what_the_question_turns_on(question: str, answer: str, other: str) -> None:
    """The thing asked about, the deed, and whose office it is must be in the sentence, and decide."""
    assert not _unmet(question, answer)
    assert _unmet(question, other)
    beside = "Ada Stone, of NATO, came along."
    assert answered(score(question, [answer, beside]))
    assert not answered(score(question, [other, beside]))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many North Korean troops?", "North Korea may send 12,000 soldiers."),
        ("How many seats are in the cabin of the bus?", "The bus has 40 seats."),
        ("Did police do anything?", "Officers took four men into custody."),
        ("Did Russia fire 100 drones?", "Russia fired 120 drones."),
        ("Who is the founder of the Harbour Club?", "Ada Stone founded the Harbour Club."),
        ("Who leads Hungary?", "Hungarian Prime Minister Ada Stone spoke."),
    ],
)
def test_what_may_be_missing(question: str, sentence: str) -> None:
    """Numbers, days, places around a count and other words for a deed need not be there."""
    assert not _unmet(question, sentence)

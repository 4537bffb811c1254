"""Follow-up questions."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsroom.conversation import resolve
from storage.chat_values import Asked

SOURCES = ("Herald News", "Daily Courier")
NOW = datetime(2026, 5, 6, 9, 30, tzinfo=UTC)


def asked(text: str, person: str | None = None) -> Asked:
    """An earlier question."""
    return Asked(id=1, text=text, page=0, person=person)


FOLLOW_UPS = [
    (
        "What did Rutte say?",
        "Mark Rutte",
        "And what did he say about Russia?",
        "What did Mark Rutte say about Russia?",
    ),
    ("Who is Rutte?", "Mark Rutte", "what is his plan?", "What is Mark Rutte’s plan?"),
    ("Who warned of escalation?", "Mark Rutte", "Who met him?", "Who met Mark Rutte?"),
    ("What happened in Kursk?", None, "only this week", "What happened in Kursk this week?"),
    ("What happened in Kursk last week?", None, "and yesterday?", "What happened in Kursk yesterday?"),
    ("What happened in Kursk last week?", None, "just since Monday", "What happened in Kursk since Monday?"),
    ("What did Moscow demand?", None, "What about Kyiv?", "What did Kyiv demand?"),
    ("How many soldiers came from North Korea?", None, "and from South Korea?", None),
    ("What happened in Kursk?", None, "And in Kharkiv?", "What happened in Kharkiv?"),
    ("What did Rutte say about Russia?", None, "And Healey?", "What did Healey say about Russia?"),
    ("What did Rutte say about Russia?", None, "What about Healey?", "What did Healey say about Russia?"),
    ("What did Rutte say about Russia?", None, "What about Seoul?", "What did Rutte say about Seoul?"),
    ("What did Rutte say about Russia?", None, "and about Iran?", "What did Rutte say about Iran?"),
    ("What did Rutte say?", None, "And about the talks?", "What did Rutte say about the talks?"),
    (
        "Who met Vladimir Putin in January?",
        None,
        "What about Zelensky?",
        "Who met Zelensky in January?",
    ),
    ("What happened in Kursk?", None, "only Herald News", "What happened in Kursk according to Herald News?"),
    (
        "What happened in Kursk?",
        None,
        "and according to the Courier?",
        "What happened in Kursk according to Daily Courier?",
    ),
    (
        "What happened in Kursk according to Herald News?",
        None,
        "and Daily Courier?",
        "What happened in Kursk according to Daily Courier?",
    ),
    ("What did Kyiv ask of allies?", None, "why?", "Why did Kyiv ask of allies?"),
    ("When did allies meet in Odesa?", None, "why?", "Why did allies meet in Odesa?"),
    ("Did allies meet in Odesa?", None, "And when?", "When did allies meet in Odesa?"),
]


@pytest.mark.parametrize(("before", "person", "text", "whole"), FOLLOW_UPS, ids=[f[2] for f in FOLLOW_UPS])
def test_follow_up(before: str, person: str | None, text: str, whole: str | None) -> None:
    """A follow-up is filled in from the question before."""
    expected = whole or "How many soldiers came from South Korea?"
    assert resolve(text, asked(before, person), now=NOW, zone=UTC, sources=SOURCES) == expected


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("What did he say?", None),
        ("What did he say?", asked("What happened in Kursk?")),
        ("What did Healey say when he spoke?", asked("Who is Rutte?", "Mark Rutte")),
        ("How many troops were sent last week?", asked("Who is Rutte?", "Mark Rutte")),
        ("Who are the others?", asked("Who is Rutte?", "Mark Rutte")),
        ("And what now?", asked("who came")),
        ("why?", asked("Who came to Odesa?")),
        ("Why did they meet?", asked("Did allies come to Odesa?")),
    ],
)
def test_whole_question(text: str, last: Asked | None) -> None:
    """A question that says all by itself, or that nothing fits, stays as it is."""
    assert resolve(text, last, now=NOW, zone=UTC) is None

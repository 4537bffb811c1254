"""The word that a question turns on is told by the order of its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.deed import turned_on


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When was Stone born?", "born"),
        ("when was stone born", "born"),
        ("When did the war in Odesa end?", "end"),
        ("When will North Korean soldiers arrive in Odesa?", "arriv"),
        ("When did Stone become mayor of Odesa?", "becom"),
        ("Where did the harbour council meet?", "meet"),
        ("When do they leave?", "leav"),
        ("Who replaced Stone?", "replac"),
        ("Who would the council compete with?", "compet"),
        ("Who was killed in Odesa?", "kill"),
        ("Who is Stone's wife?", "wife"),
        ("Who is the British prime minister?", "minist"),
        ("Who was the leader of the sect confronted in Odesa?", "leader"),
        ("Where is the headquarters of the council?", "headquart"),
        ("How much are the Russian ships worth?", "worth"),
        ("How long is the border of Odesa?", "border"),
        ("When did Stone make his remarks?", "remark"),
        ("When did Stone take office?", "offic"),
        ("Which countries object to the council?", ""),
        ("Where is the council based?", ""),
        ("What happened?", ""),
        ("Odesa", ""),
        ("", ""),
    ],
)
def test_what_a_question_turns_on(question: str, expected: str) -> None:
    """The verb behind whom it is about, or the noun that is asked for; nothing where none of these stands."""
    assert turned_on(question) == ({expected} if expected else set())


@given(st.text(max_size=80), st.sampled_from(["When was ", "Who ", "Where did the ", "How long is "]))
def test_any_text(text: str, opening: str) -> None:
    """Any text is read."""
    turned_on(opening + text)
    turned_on(text)

"""Questions are read for what they ask: the kind of answer, its noun, names, phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.asked import question_terms, understood


@pytest.mark.parametrize(
    ("question", "kind", "head"),
    [
        ("How many North Korean troops?", "count", "troop"),
        ("How many people were killed in Odesa?", "count", "peopl"),
        ("How much did the cranes cost?", "money", ""),
        ("How much grain was sold?", "amount", "grain"),
        ("How old is the general?", "age", ""),
        ("How long did the siege last?", "span", ""),
        ("How far is the front?", "measure", ""),
        ("Why was the port closed?", "reason", ""),
        ("Who visited Odesa?", "person", ""),
        ("By whom was the bridge built?", "person", ""),
        ("who is Rutte", "role", ""),
        ("Who is the mayor of Odesa?", "person", ""),
        ("Where were they born?", "place", ""),
        ("When did allies meet?", "time", ""),
        ("In what year did it begin?", "year", "year"),
        ("Which country sends most?", "place", "countri"),
        ("What county is Modesto in?", "place", "counti"),
        ("What is the name of the spokesman of the army?", "person", "spokesman"),
        ("What did Zelensky ask of allies?", "speech", ""),
        ("What does NATO stand for?", "expansion", ""),
        ("What happened in Kursk?", "event", ""),
        ("Did police arrest someone?", "truth", ""),
        ("Is it true that the bridge fell?", "truth", ""),
        ("bridge", "", ""),
    ],
)
def test_the_kind_of_answer(question: str, kind: str, head: str) -> None:
    """The question word decides; after "what" and "which" the noun does."""
    asked = understood(question)
    assert asked.kind == kind
    if head:
        assert asked.head == head


def test_names_phrases_topics() -> None:
    """Words in capitals and known topics are named, in small letters too; quoted phrases are kept whole."""
    asked = understood('Who read "the long road home" in North Korea?')
    assert asked.named == {"north", "korea"}
    assert asked.quoted == (("long", "road", "home"),)
    assert asked.topics == {"north-korea": frozenset({"north", "korea"})}
    assert ("north", "korea") in asked.pairs
    assert understood("who runs nato").named == {"nato"}


def test_doing_and_denying() -> None:
    """ "Did X do anything" asks for any deed, and a denial is seen."""
    assert understood("Did police do anything?").doing
    assert not understood("Did police arrest someone?").doing


def test_the_day_of_asking_is_no_term() -> None:
    """Times that depend on today are left out of the terms, unless there is nothing else."""
    assert question_terms("What happened in Kursk last week?") == ["kursk"]
    assert question_terms("Who met yesterday?") == ["met"]


@given(st.text(max_size=200))
def test_any_text(question: str) -> None:
    """Any text is read, and what is named is among its terms."""
    asked = understood(question)
    assert asked.named <= set(asked.terms)

"""Retrieval: the answering sentence comes first, and a question without one is declined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.retrieve import answered, passes, question_terms, score

SENTENCES = [
    "Allies met in Brussels on Monday to talk about the war.",
    "Up to 12,000 North Korean troops may be sent to the front, officials said.",
    "North Korean troops train in the east, and the troops are said to be well fed.",
    "Defense Secretary Ada Stone visited the port city of Odesa on Tuesday.",
    "The port was closed because a storm had damaged its cranes.",
    "The ministry spent $40 million on new cranes for the port.",
]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many North Korean troops?", 1),
        ("When did allies meet?", 0),
        ("Who visited Odesa?", 3),
        ("Why was the port closed?", 4),
        ("How much was spent on cranes?", 5),
        ("how many soldiers were dispatched to the front", 1),
    ],
)
def test_the_answering_sentence_is_first(question: str, expected: int) -> None:
    """The sentence with the asked-for kind of answer beside the question's words wins, and passes."""
    scores = score(question, SENTENCES)
    assert max(range(len(scores)), key=scores.__getitem__) == expected
    assert passes(scores[expected])
    assert answered(scores)


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of Mars?",
        "Who won the football cup in Brazil?",
        "Did volcanoes erupt in Iceland?",
    ],
)
def test_the_unanswerable_is_declined(question: str) -> None:
    """A question about something else passes with no sentence."""
    assert not answered(score(question, SENTENCES))
    assert not answered(score(question, SENTENCES, frequency={}, total=100))


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        (
            "How many Dutch soldiers are in Mali?",
            "The Netherlands has sent 90 soldiers to the camp in Mali, its minister said.",
            "The Netherlands saw 300 Danish soldiers leave the camp in Mali.",
        ),
        (
            "How many soldiers of Denmark left the camp?",
            "Some 300 soldiers of Denmark have left the camp that the Dutch built.",
            "Denmark watched 90 Dutch soldiers leave the camp.",
        ),
        (
            "How many sailors are missing, according to Brandt?",
            "Twelve sailors are missing, Brandt said.",
            "Nine sailors are missing, according to the coast guard.",
        ),
        (
            "How many North Korean troops?",
            "Up to 12,000 soldiers from North Korea are being prepared for the war.",
            "Two North Korean units were made ready to fight beside Russian troops.",
        ),
        (
            "How many North Korean troops?",
            "North Korea sent 12,000 soldiers.",
            "North Korea sent hundreds of soldiers.",
        ),
        (
            "What county is Modesto in?",
            "Modesto, in Stanislaus County, has lost its last cannery.",
            "Modesto has lost its last cannery, and the county is in debt.",
        ),
        (
            "Who founded the Harbour Council?",
            "The council was founded by Ada Stone.",
            "The Harbour Council met in Odesa.",
        ),
        ("Did police arrest anyone?", "Officers took four men into custody.", "Police spoke to the press."),
        ("Where did Stone speak?", "Stone spoke in Kyiv.", "Stone spoke for an hour."),
        ("Where did Stone speak?", "Stone spoke in Kyiv.", "Where did Stone speak?"),
        ("What did Pyongyang send?", "North Korea sent shells.", "The ministry sent shells."),
    ],
)
def test_what_is_asked_for_decides(question: str, right: str, wrong: str) -> None:
    """The asked kind beside its noun, families of words and other names of a place beat bare overlap."""
    first, second = score(question, [wrong, right])[::-1]
    assert first > second


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("When was Stone born?", "Ada Stone visited the port city of Odesa on Tuesday."),
        ("Who is Stone's wife?", "Ada Stone, the defense secretary, met Ben Reed in Odesa."),
        ("How many warheads does North Korea have?", "North Korea has 12,000 troops in the east."),
        ("What are the losses in Odesa?", "Ada Stone visited the port city of Odesa on Tuesday."),
        ("How many South Korean soldiers came?", "Up to 12,000 North Korean soldiers came to Odesa."),
        ("Where did George Lake speak?", "George Stone spoke in Odesa."),
        ("Who visited Atlantis?", "Ada Stone visited Odesa."),
        ("How much is the port worth?", "Ada Stone wrote about the port, she said."),
        ("How many ships did Stone send?", "Ada Stone sent hundreds of letters."),
        ("Who is the vice president of France?", "French President Ada Stone spoke."),
        ("Who did not attend the talks?", "Ada Stone attended the talks."),
        ("What did Stone say about elections?", "Ada Stone said that the port is open."),
    ],
)
def test_near_misses_are_declined(question: str, near: str) -> None:
    """A sentence that names those asked about, but not what is asked of them, is no answer."""
    assert not answered(score(question, [near, "Ada Stone and Ben Reed know Odesa."]))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When was Stone born?", "Ada Stone was born in Odesa on 3 May 1960."),
        ("Who is Stone's wife?", "Ada Stone married Ben Reed in Odesa."),
        ("When do they arrive in Odesa?", "They are to reach Odesa on Tuesday."),
        ("Who did not attend the talks?", "Ada Stone did not attend the talks."),
        ("Which weapons did Stone promise?", "Ada Stone promised drones to Odesa."),
        ("Who runs the port of Odesa?", "Ada Stone is the head of the port of Odesa."),
    ],
)
def test_other_words_for_it_answer(question: str, answer: str) -> None:
    """The deed may be told in another word of its family or meaning, a general thing by one of its kind."""
    assert answered(score(question, [answer, "Ada Stone and Ben Reed know Odesa."]))


def test_the_rest_follow_in_order() -> None:
    """Beyond those looked at closely, sentences that cover less come later, and none above a closer one."""
    sentences = ["Kursk was shelled at night."] * 100 + ["Kursk is far."] * 5
    scores = score("Was Kursk shelled?", sentences)
    assert len(scores) == 105
    assert min(scores[:40]) >= max(scores[40:])
    assert max(scores[100:]) < min(scores[:100])


def test_the_archive_counts_decide_rarity() -> None:
    """A term that the archive holds everywhere weighs less than one it rarely holds."""
    sentences = ["Russia spoke of many things.", "Odesa was discussed at length."]
    question = "What about Russia and Odesa?"
    common = score(question, sentences, frequency={"russia": 900, "odesa": 3}, total=1000)
    assert common[1] > common[0]
    turned = score(question, sentences, frequency={"russia": 3, "odesa": 900}, total=1000)
    assert turned[0] > turned[1]


def test_question_terms() -> None:
    """Frame words are dropped, each term comes once, and a question of nothing else keeps them."""
    assert question_terms("How many North Korean troops, how many troops?") == ["north", "korean", "troop"]
    assert question_terms("What happened in Kursk?") == ["kursk"]
    assert question_terms("what happened?") == ["happen"]
    assert question_terms("who?") == []


def test_empty_input() -> None:
    """A question without content scores nothing, and no sentences give no scores."""
    assert score("who?", SENTENCES) == [0.0] * len(SENTENCES)
    assert score("Kursk?", []) == []


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=5), st.integers(0, 3))
def test_any_text(question: str, sentences: list[str], total: int) -> None:
    """Any text gives one score in [0, 1] for each sentence."""
    scores = score(question, sentences, frequency=dict.fromkeys(question_terms(question), 5), total=total)
    assert len(scores) == len(sentences)
    assert all(0.0 <= value <= 1.0 for value in scores)

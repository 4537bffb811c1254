"""Quotations and who says them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.sayings import quotations


def told(body: str) -> list[tuple[str, str]]:
    """Quoted words and speakers."""
    return [(body[q.start : q.end], body[slice(*q.speaker)]) for q in quotations(body)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("“The bridge is open,” the mayor said.", [("“The bridge is open,”", "the mayor")]),
        ("“The bridge is open,” said Lena Orlova.", [("“The bridge is open,”", "Lena Orlova")]),
        ('Orlova told reporters: "The bridge is open."', [('"The bridge is open."', "Orlova")]),
        (
            "‘We don’t know the soldiers’ names,’ Orlova said.",
            [("‘We don’t know the soldiers’ names,’", "Orlova")],
        ),
        ("„Die bridge is open again,“ Orlova said.", [("„Die bridge is open again,“", "Orlova")]),
        ("«The bridge is open again,» Orlova said.", [("«The bridge is open again,»", "Orlova")]),
        ('"Pages mix their marks,” Orlova said.', [('"Pages mix their marks,”', "Orlova")]),
        ("''It is open again,'' Orlova said.", [("''It is open again,''", "Orlova")]),
        ("``It is open again,'' Orlova said.", [("``It is open again,''", "Orlova")]),
        ("`` It is open again, '' Orlova said.", [("`` It is open again, ''", "Orlova")]),
        (
            "“Every time,” Orlova said, “somebody opens the bridge again.”",
            [("“Every time,”", "Orlova"), ("“somebody opens the bridge again.”", "Orlova")],
        ),
        (
            "“It is open,” Orlova said. “We are glad of that.”",
            [("“It is open,”", "Orlova"), ("“We are glad of that.”", "Orlova")],
        ),
        (
            "“It is open,” Orlova said.\n“And we are all glad of that.”",
            [("“It is open,”", "Orlova"), ("“And we are all glad of that.”", "Orlova")],
        ),
        ("Orlova went on:\n“The bridge is open again.”", [("“The bridge is open again.”", "Orlova")]),
        (
            "“It is open now,” Orlova said.\n“That is not true,” the ministry said.",
            [("“It is open now,”", "Orlova"), ("“That is not true,”", "the ministry")],
        ),
        ("“The bridge is open again” — Lena Orlova", [("“The bridge is open again”", "Lena Orlova")]),
        (
            "“The bridge is open, and no mark closes this, Orlova said.\nThe ministry denied that.",
            [],
        ),
        ("Mr. Doe arrived. “It is open,” Mr. Roe said.", [("“It is open,”", "Mr. Roe")]),
    ],
)
def test_who_says_it(body: str, found: list[tuple[str, str]]) -> None:
    """Any marks, the verb before or behind, goes on within and between paragraphs."""
    assert told(body) == found


@pytest.mark.parametrize(
    "body",
    [
        "The so-called “ghost fleet of the north” left port.",
        "Orlova said the “ghost fleet” left port.",
        "“The Old Man and the Sea” was shown on Friday.",
        "It denounced what it calls “the largest campaign in history” on Friday.",
        "The film “Nobody Knows Where They Are” opened. The mayor said so on Friday in Dorvale.",
        "",
    ],
)
def test_silent_in_doubt(body: str) -> None:
    """Titles, words within what is reported and words that nobody says are no quotations."""
    assert told(body) == []


@given(st.text(st.sampled_from("“”\"''``‘’«»„. ,:\nAab—said "), max_size=200))
def test_any_text_is_survived(body: str) -> None:
    """Spans lie within the text, in order and apart."""
    end = 0
    for each in quotations(body):
        assert end <= each.start < each.end <= len(body)
        assert 0 <= each.speaker[0] < each.speaker[1] <= len(body)
        end = each.end

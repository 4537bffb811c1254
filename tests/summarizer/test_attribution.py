"""Whose words a text gives: quotations, reported speech, and who that is."""

from __future__ import annotations

import pytest

from summarizer.pipeline import analyze


def said(body: str) -> list[tuple[str, bool, str | None]]:
    """What is somebody's words, whether quoted, and the person where that is sure."""
    found = analyze(body, language="en")
    return [
        (
            body[each.start : each.end],
            each.direct,
            None if each.person is None else found.people[each.person].name,
        )
        for each in found.statements
    ]


class TestStatements:
    """Quotations and reporting sentences with their speakers."""

    def test_quoted_and_reported_words(self) -> None:
        """Quoted words are a span with its marks; reported ones are the whole sentence."""
        body = (
            "Gen. Lena Orlova met the mayor on Friday. Orlova said the bridge was safe. "
            "“It will hold,” she added. “We tested it twice.”"
        )
        assert said(body) == [
            ("Orlova said the bridge was safe.", False, "Lena Orlova"),
            ("“It will hold,”", True, "Lena Orlova"),
            ("“We tested it twice.”", True, "Lena Orlova"),
        ]

    def test_a_sentence_with_a_quotation_of_its_own_is_not_reported_as_well(self) -> None:
        """What the quotation is of is shown once."""
        body = "Gen. Lena Orlova said the bridge was safe and “will hold for many years.”"
        assert [(words, direct) for words, direct, _ in said(body)] == [
            ("“will hold for many years.”", True),
        ]

    @pytest.mark.parametrize(
        "body",
        [
            "“It will not hold,” said a spokesman for Gen. Lena Orlova.",
            "Lena Orlova’s deputy said the bridge would not hold.",
            "The ministry said the bridge would not hold, and Lena Orlova resigned.",
        ],
    )
    def test_words_of_somebody_beside_a_person_are_not_that_persons(self, body: str) -> None:
        """A spokesman, a deputy, a ministry speaks: nobody by name."""
        assert [person for _, _, person in said(body)] == [None]

    def test_positions_are_of_the_sentences(self) -> None:
        """A quotation of several sentences runs from the first to the last of them."""
        body = "The river rose. “It is high. It will fall,” said Lena Orlova. Boats waited."
        found = analyze(body, language="en")
        (quoted,) = found.statements
        texts = [body[each.start : each.end] for each in found.sentences]
        assert texts[quoted.first].startswith("“It is high.")
        assert texts[quoted.last].endswith("said Lena Orlova.")
        assert body[slice(*quoted.speaker)] == "Lena Orlova"
        assert quoted.cue is not None
        assert body[slice(*quoted.cue)] == "said"

    def test_other_languages_have_none(self) -> None:
        """The rules are English."""
        assert analyze("„Die Brücke hält“, said Lena Orlova.", language="de").statements == ()

"""Topics that editors define by words."""

from __future__ import annotations

from summarizer import defined
from summarizer.defined import Definition

SENTENCES = {
    0: "Inspectors of the IAEA counted warheads.",
    1: "The enriched soil was sold.",
    2: "Enrichment of uranium goes on.",
    3: "Uranium enrichment goes on.",
    4: "A board on peace met; the Board of Peace did not.",
}


def found(*words: str, title: str = "", own: dict[int, str] = SENTENCES) -> list[int]:
    """The sentences that name a topic of these words."""
    definition = Definition.of("own", words)
    return [m.sentence for m in defined.mentions([definition], title, own, len(SENTENCES), "en")]


def test_words_stand_for_their_inflections() -> None:
    """Case and endings do not matter; whole words count alone."""
    assert found("iaea", "WARHEAD") == [0]
    assert found("war", "head") == []
    assert found("enrichment") == [1, 2, 3]


def test_a_phrase_is_words_in_a_row() -> None:
    """In their order; small words between them do not count."""
    assert found("uranium enrichment") == [3]
    assert found("board of peace") == [4]
    assert found("peace board") == []


def test_small_words_define_nothing() -> None:
    """What has no term matches nothing, rather than everything."""
    assert found("the", "of") == []
    assert Definition.of("own", ["the", "uranium mine"]).stems == {"uranium", "mine"}


def test_the_title_and_the_first_sentence_weigh() -> None:
    """As they do for topics that come with Sitrep."""
    definition = Definition.of("own", ["uranium"])

    def weight(title: str, at: int) -> float:
        [mention] = defined.mentions([definition], title, {at: "Uranium."}, 5, "en")
        return mention.weight

    assert weight("Uranium is sold", 0) > weight("", 0) > weight("", 1) > 0
    assert weight("Uranium is sold", 1) > weight("", 1)

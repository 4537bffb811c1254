"""Kinds of events and conflicts: what names one, and what only looks like it."""

from __future__ import annotations

import pytest

from summarizer import kinds, pipeline, topics

NAMED = {
    "Two air strikes hit the depot.": {"air-and-drone-strikes"},
    "An Airstrike and a DRONE-STRIKE were reported.": {"air-and-drone-strikes"},
    "Artillery fire was heard; shelling went on all night.": {"shelling-and-missile-attacks"},
    "A suicide bomber struck the market.": {"bombings"},
    "Heavy fighting raged near the river.": {"battles"},
    "The army captured the town on Monday.": {"gains-and-withdrawals"},
    "Protesters took to the streets, and riots followed.": {"protests", "riots"},
    "They agreed a cease-fire after peace talks.": {"ceasefires-and-agreements", "diplomacy"},
    "New sanctions were imposed.": {"sanctions"},
    "The two sides exchanged prisoners of war.": {"prisoners-and-hostages"},
    "Aid convoys reached the refugees.": {"humanitarian"},
    "The nuclear programme goes on.": {"nuclear-weapons-and-energy"},
    "Russia’s war: the invasion of Ukraine began in February.": {"russo-ukrainian-war"},
    "The Sudan’s civil war goes on.": {"sudanese-civil-war"},
}
NOTHING = [
    "Teachers are on strike over pay.",
    "Ryanair strikes a deal with its pilots.",
    "He protested his innocence.",
    "She lost her battle with cancer.",
    "They are fighting for a place in the final.",
    "The penalty shootout with police watching was long.",
    "He shelled out two million for a flat.",
    "The players ran riot in the second half.",
    "The board sanctions the plan.",
    "A nuclear family has two parents.",
    "He took off in the air, strikes or not.",
    "Firefighters on the front lines were tired.",
    "The foreign ministry said so to the ambassador.",
    "He withdrew from the race, and troops of fans went home.",
]


@pytest.mark.parametrize(("sentence", "slugs"), NAMED.items())
def test_phrases_name_kinds(sentence: str, slugs: set[str]) -> None:
    """In any case, with hyphens or spaces between; several in one sentence."""
    assert kinds.found(sentence) == slugs


@pytest.mark.parametrize("sentence", NOTHING)
def test_words_with_other_uses_name_none(sentence: str) -> None:
    """What may be something else is left out."""
    assert kinds.found(sentence) == set()


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("air-strikes", "air-and-drone-strikes"),
        ("Airstrike", "air-and-drone-strikes"),
        ("sanctions", "sanctions"),
        ("war in Ukraine", "russo-ukrainian-war"),
        ("russo-ukrainian-war", "russo-ukrainian-war"),
        ("talks", "diplomacy"),
        ("shelling", "shelling-and-missile-attacks"),
    ],
)
def test_a_kind_is_found_by_what_is_typed(typed: str, slug: str) -> None:
    """By its name, its slug, a phrase, or a word that only readers type."""
    found = kinds.find(typed)
    assert found is not None
    assert found.slug == slug


def test_what_is_typed_and_is_none() -> None:
    """Nothing, and words of no kind."""
    assert kinds.find("") is None
    assert kinds.find("?!") is None
    assert kinds.find("strike") is None


def test_names_are_apart() -> None:
    """No kind has the slug or name of a place or organisation, and each has a phrase that texts hold."""
    assert not kinds.TOPICS.keys() & topics.TOPICS.keys()
    assert all(topics.find(topic.name) is None for topic in kinds.TOPICS.values())
    held = {slug for phrases in kinds._index().values() for _, slug in phrases}
    assert held - {""} == kinds.TOPICS.keys()


def test_an_analysis_has_them_beside_places() -> None:
    """A sentence names a country and what happened there; in another language none is claimed."""
    found = pipeline.analyze("An air strike hit a depot in Syria. New sanctions followed.")
    assert {(t.sentence, t.slug) for t in found.topics} == {
        (0, "syria"),
        (0, "air-and-drone-strikes"),
        (1, "sanctions"),
    }
    german = pipeline.analyze("Die Sanctions gegen Syrien gelten. Mehr sagte niemand.", language="de")
    assert "sanctions" not in {t.slug for t in german.topics}

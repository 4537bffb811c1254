"""Places in texts: found where they are named, told apart by what is around them, silent where unsure."""

from __future__ import annotations

import pytest

from summarizer import analyze

TELLS = {
    # variants and front-line towns
    "Ukrainian forces left Avdiivka on Saturday. Shells fell on Kharkov and near Chasiv Yar.": {
        "Avdiivka": "Avdiivka UA",
        "Kharkov": "Kharkiv UA",
        "Chasiv Yar": "Chasiv Yar UA",
    },
    "Israeli tanks entered Beit Lahia in northern Gaza, medics said.": {
        "Beit Lahia": "Beit Lahia PS",
        "Gaza": "Gaza PS",
    },
    "KYIV, Ukraine — Kharkiv-based analysts agree.": {
        "KYIV": "Kyiv UA",
        "Ukraine": "Ukraine UA",
        "Kharkiv": "Kharkiv UA",
    },
    # a region and the town that it has its name from
    "Ukraine's army entered the Kursk region and stood in Kursk.": {
        "Ukraine": "Ukraine UA",
        "Kursk region": "region RU",
        "Kursk": "town RU",
    },
    # what follows a name
    "He taught in Cambridge, Massachusetts, and lived in Paris, Texas.": {
        "Cambridge": "Cambridge US",
        "Massachusetts": "Massachusetts US",
        "Paris": "Paris US",
        "Texas": "Texas US",
    },
    "Police in Tripoli, Lebanon, arrested two men.": {"Tripoli": "Tripoli LB", "Lebanon": "Lebanon LB"},
    # the country that is spoken of
    "Libya's government met in Tripoli.": {"Libya": "Libya LY", "Tripoli": "Tripoli LY"},
    "Russian officials in Donetsk spoke of Ukraine and of shells near Pokrovsk.": {
        "Donetsk": "Donetsk UA",
        "Ukraine": "Ukraine UA",
        "Pokrovsk": "Pokrovsk UA",
    },
    # silent: which of several is not clear, and who is no place
    "They met in Cambridge on Monday.": {},
    "Ukraine opened the road in August.": {"Ukraine": "Ukraine UA"},
    "Lincoln said the bill was fine.": {},
    "Chelsea Clinton spoke to the Boston Globe.": {},
    "The Moscow River froze.": {},
    "": {},
}


def tell(text: str) -> dict[str, str]:
    """Each surface with the name, or what kind of place it is, and the country."""
    found = {}
    for place in analyze(text).places:
        for at in place.mentions:
            kind = place.kind if place.country == "RU" else place.name.removesuffix(" Strip")
            found[text[at.start : at.end]] = f"{kind} {place.country}"
    return found


@pytest.mark.parametrize("text", TELLS)
def test_a_text_tells_its_places(text: str) -> None:
    """What is named is where the world has it; nothing else is."""
    assert tell(text) == TELLS[text]


def test_a_place_has_its_point_and_all_its_mentions() -> None:
    """One place, both spellings, the sentences and spans of each."""
    text = "Talks began in Kyiv. Ukraine was calm. Kiev was quiet, they said in Kyiv."
    (kyiv,) = (place for place in analyze(text).places if place.kind == "capital")
    assert (kyiv.id, kyiv.country, round(kyiv.latitude, 1), round(kyiv.longitude, 1)) == (
        703448,
        "UA",
        50.5,
        30.5,
    )
    assert [(at.sentence, text[at.start : at.end]) for at in kyiv.mentions] == [
        (0, "Kyiv"),
        (2, "Kiev"),
        (2, "Kyiv"),
    ]


def test_a_town_of_two_words_is_no_person() -> None:
    """Where nobody is called so, a town is not taken for somebody."""
    found = analyze("Ukrainian troops held Chasiv Yar on Monday. Chasiv Yar was shelled.")
    assert not found.people
    assert [place.name for place in found.places] == ["Chasiv Yar"]


def test_other_languages_have_none() -> None:
    """Only English is read for places."""
    assert (
        analyze("Обстріл Києва тривав у понеділок до ранку, повідомили в Kyiv.", language="uk").places == ()
    )

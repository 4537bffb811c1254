"""The gazetteer: front-line towns, regions and countries by all their names, and where they lie."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot import shapes
from summarizer import gazetteer, outlines, topics
from summarizer.gazetteer import folded

ROOT = Path(__file__).parents[2]


def first(name: str) -> gazetteer.Place:
    """The place of a name with most people."""
    return gazetteer.named(folded(name))[0][0]


@pytest.mark.parametrize(
    ("names", "country", "latitude", "longitude"),
    [
        ("Avdiivka|Avdeevka|Avdiyivka", "UA", 48.1, 37.8),
        ("Chasiv Yar", "UA", 48.6, 37.8),
        ("Toretsk", "UA", 48.4, 37.8),
        ("Vovchansk", "UA", 50.3, 36.9),
        ("Kupiansk|Kupyansk", "UA", 49.7, 37.6),
        ("Robotyne", "UA", 47.4, 35.8),
        ("Sudzha", "RU", 51.2, 35.3),
        ("Rafah", "PS", 31.3, 34.2),
        ("Khan Younis|Khan Yunis|KHAN YOUNIS", "PS", 31.3, 34.3),
        ("Beit Lahia|Beit Lahiya", "PS", 31.5, 34.5),
        ("Deir al-Balah|Deir el-Balah", "PS", 31.4, 34.3),
        ("Khiam", "LB", 33.3, 35.6),
        ("El Fasher|El-Fasher", "SD", 13.6, 25.3),
        ("Crimea", "UA", 45.2, 34.3),
        ("Donbas|Donbass", "UA", 48.2, 38.2),
        ("Kharkov", "UA", 50.0, 36.3),
        ("Odessa", "UA", 46.5, 30.7),
        ("North Korea|DPRK", "KP", 39.9, 126.4),
        ("Sana'a|Sanaa|Sana’a", "YE", 15.4, 44.2),
        ("U.S.|United States", "US", 39.5, -97.5),
    ],
)
def test_names_lead_to_their_places(names: str, country: str, latitude: float, longitude: float) -> None:
    """However it is spelled, a name that is in the news leads there first."""
    for name in names.split("|"):
        found = first(name)
        assert found.country == country
        assert found.latitude == pytest.approx(latitude, abs=0.06)
        assert found.longitude == pytest.approx(longitude, abs=0.06)


def test_every_country_that_is_a_topic_is_a_place() -> None:
    """No country can be spoken of and have no place."""
    missing = [
        topic.name
        for topic in topics.TOPICS.values()
        if topic.kind == "country"
        and not any(
            place.kind == "country"
            for name in (topic.name, *topic.aliases)
            for place, _ in gazetteer.named(folded(name))
        )
    ]
    assert missing == []


def test_what_is_no_name_leads_nowhere() -> None:
    """Neither unknown words nor what might confuse a search among lines."""
    for name in ("", "qqxzy", "\t", "\n", "kyiq", "zzzzzzzzz", "~", "\x00"):
        assert gazetteer.named(name) == ()
    with pytest.raises(KeyError):
        gazetteer.place(1)


def test_distances_are_kilometres() -> None:
    """Kyiv and Kharkiv are some 410 km apart."""
    assert gazetteer.distance(first("Kiev"), first("Kharkov")) == pytest.approx(410, abs=5)


def test_the_gazetteer_is_not_loaded() -> None:
    """Looking up a place reads a few pages of the files, not the files."""
    program = (
        "import resource; from summarizer import gazetteer as g\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "g.named('kyiv'); g.named('rafah')\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, capture_output=True, check=True, text=True, cwd=ROOT)  # noqa: S603  # our own
    assert int(ran.stdout) < 4_000  # kibibytes; both files have 6,000


def test_outlines_come_back_as_they_were_packed() -> None:
    """A ring that is packed has its corners again, long sides and all; another's box has none of it."""
    ring = [(-170.0, 10.0), (170.0, 10.0), (170.0, 11.5), (-170.0, 11.5), (-170.0, 10.0)]
    packed = shapes.packed([ring, [(0.0, 0.0), (0.0001, 0.0), (0.0, 0.0)]])
    (found,) = outlines.rings((0, 9, 1, 12), packed)
    assert set(ring) <= {(round(x, 3), round(y, 3)) for x, y in found}
    assert list(outlines.rings((0, 12, 1, 13), packed)) == []


def test_the_outlines_have_land_where_land_is() -> None:
    """Around Kyiv there is Ukraine; in the middle of the Pacific there is nothing."""
    assert list(outlines.rings((30.4, 50.4, 30.6, 50.5)))
    assert not list(outlines.rings((-130, -20, -129, -19)))

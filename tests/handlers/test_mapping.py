"""The map as a picture: dots where the places are, none over another, and sent as Telegram takes it."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageColor

from handlers import mapping
from newsroom.answer import Answer, Dot, Map, Text
from newsroom.intents import Where
from tests.handlers.answers import notice
from tests.handlers.stage import Stage

KYIV, KHARKIV, SEOUL = (50.45, 30.52), (49.98, 36.25), (37.57, 126.98)


def drawn(*places: tuple[float, float], name: str = "A") -> Image.Image:
    """The picture of some places."""
    return Image.open(BytesIO(mapping.draw(chart(*places, name=name))))


def chart(*places: tuple[float, float], name: str = "A") -> Map:
    """A map of some places."""
    dots = (Dot(number=n, name=name, latitude=a, longitude=b) for n, (a, b) in enumerate(places, start=1))
    return Map(title=Text.of("say.this", words="Places"), dots=tuple(dots))


def dots(image: Image.Image) -> int:
    """How many pixels have the colour of dots."""
    return sum(
        count for count, colour in image.getcolors(1 << 20) or () if colour == ImageColor.getrgb(mapping._DOT)
    )


def test_dots_stand_where_the_places_are() -> None:
    """In the view, at their distance, the land below them."""
    of = chart(KYIV, KHARKIV)
    view = mapping.View.of(of.dots)
    (x, y), (u, v) = (view.at(dot.longitude, dot.latitude) for dot in of.dots)
    assert 0 < x < u < mapping.SIZE
    assert 0 < y < v < mapping.SIZE
    kilometres = ((u - x) ** 2 + (v - y) ** 2) ** 0.5 / view.down * mapping._DEGREE
    assert kilometres == pytest.approx(410, abs=8)
    image = drawn(KYIV, KHARKIV)
    assert image.size == (mapping.SIZE, mapping.SIZE)
    assert image.getpixel((5, 5)) == ImageColor.getrgb(mapping._LAND)  # Belarus


@pytest.mark.parametrize(
    "places",
    [
        (KYIV,),
        (KYIV, KYIV, KYIV, KYIV, KYIV, KYIV),
        (KYIV, SEOUL, (38.9, -77.04), (-90.0, 0.0), (90.0, 180.0)),
        ((52.0, 179.9), (52.0, -179.9)),
    ],
)
def test_any_places_can_be_drawn(places: tuple[tuple[float, float], ...]) -> None:
    """One, several at the same point, all around the world: each has a dot of its own."""
    assert dots(drawn(*places)) > 0
    spots = mapping.apart([(100.0, 100.0)] * len(places))
    for a, (x, y) in enumerate(spots):
        for u, v in spots[:a]:
            assert ((x - u) ** 2 + (y - v) ** 2) ** 0.5 >= 2 * mapping._RADIUS - 1


def test_names_of_any_script_can_be_drawn() -> None:
    """What the letters lack is no error."""
    assert dots(drawn(KYIV, name="Ţarābulus 東京\nКиїв")) > 0
    assert mapping.plain("Khān Yūnis") == "Khan Yunis"


async def test_a_map_follows_the_words_as_a_picture(stage: Stage) -> None:
    """First the answer, then the picture with its title under it."""
    stage.desk.script[Where(words="Kyiv")] = Answer(blocks=(notice("Places."),), map=chart(KYIV))
    await stage.admin.says("/where Kyiv")
    words, picture = await stage.admin.hears(2)
    assert (words.text, words.photo) == ("Places.", None)
    assert (picture.text, picture.photo) == ("Places", (mapping.SIZE, mapping.SIZE))

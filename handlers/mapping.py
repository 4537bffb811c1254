"""A map as a picture: land, the places with their numbers, towns around them, a scale; from our own data.

An equirectangular projection that is true in the middle of the map (Snyder 1987, "Map Projections", p. 90).
Pillow is loaded when the first one is drawn. Drawing takes a moment: not on the loop.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import cos, radians
from typing import TYPE_CHECKING

from newsroom.answer import Dot, Map
from summarizer import gazetteer, outlines

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SIZE = 1080  # pixels, both ways
CREDIT = "Places: GeoNames, CC BY 4.0. Land: Natural Earth."
_SEA, _LAND, _BORDER, _INK, _GREY = "#17212b", "#2b3946", "#56687a", "#e4ecf2", "#93a3b1"
_DOT, _HALO = "#f2786f", "#17212b"
_RADIUS, _LETTERS, _SMALL = 25, 34, 25
_LEAST = 0.8  # degrees of latitude that are seen at least
_POLE = 84.0  # degrees; further north there is no land
_MARGIN = 0.22  # of what the places take, around them
_FOOT = 60  # pixels below the map
_TOWNS, _LARGE = 14, 100_000
_DEGREE = 111.2  # kilometres
_UNITS, _SCALE = (
    (5, 10, 20, 50, 100, 200, 500, 1000, 2000),
    110,
)  # kilometres, and pixels that they take at least

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What of the world is seen: the west and north edges, and pixels for a degree each way."""

    west: float
    north: float
    across: float
    down: float

    @classmethod
    def of(cls, dots: Sequence[Dot]) -> View:
        """A square of the world that holds the places, some room around them."""
        easts = [dot.longitude for dot in dots]
        if max(easts) - min(easts) > 180:  # the shorter way round leads over the Pacific
            easts = [east % 360 for east in easts]
        middle = (_middle([dot.latitude for dot in dots]), _middle(easts))
        narrow = cos(radians(max(-75.0, min(75.0, middle[0]))))
        tall = max(2 * abs(dot.latitude - middle[0]) for dot in dots)
        wide = (max(easts) - min(easts)) * narrow
        side = min(180.0, max(_LEAST, max(tall, wide) * (1 + 2 * _MARGIN)))
        down = (SIZE - _FOOT) / side
        return cls(
            west=middle[1] - SIZE / 2 / (down * narrow),
            north=min(_POLE, middle[0] + side / 2),
            across=down * narrow,
            down=down,
        )

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point stands, in pixels."""
        east = longitude + 360 if longitude < self.west and longitude + 360 < self.box[2] else longitude
        return (east - self.west) * self.across, (self.north - latitude) * self.down

    @property
    def box(self) -> outlines.Box:
        """West, south, east, north."""
        return (
            self.west,
            self.north - (SIZE - _FOOT) / self.down,
            self.west + SIZE / self.across,
            self.north,
        )


def draw(of: Map) -> bytes:
    """The map as PNG."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  # see above

    view = View.of(of.dots)
    image = Image.new("RGB", (SIZE, SIZE), _SEA)
    canvas = ImageDraw.Draw(image)
    _land(canvas, view)
    spots = apart([view.at(dot.longitude, dot.latitude) for dot in of.dots])
    taken: list[Rectangle] = [_around(spot, _RADIUS) for spot in spots]
    canvas.rectangle((0, SIZE - _FOOT, SIZE, SIZE), fill=_SEA)
    taken += [(0, SIZE - _FOOT - 60, 330, SIZE - _FOOT), (-99, SIZE - _FOOT, SIZE, SIZE + 99)]
    for dot, spot in zip(of.dots, spots, strict=True):
        _label(canvas, plain(dot.name), spot, taken, size=_LETTERS, away=_RADIUS, colour=_INK)
    _towns(canvas, view, of.dots, taken)
    for dot, spot in zip(of.dots, spots, strict=True):
        canvas.ellipse(_around(spot, _RADIUS), fill=_DOT, outline=_HALO, width=3)
        _write(canvas, spot, str(dot.number), _LETTERS, _HALO, anchor="mm")
    _foot(canvas, view)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _land(canvas: ImageDraw, view: View) -> None:
    """The countries, those beyond the 180th meridian too."""
    west, south, east, north = view.box
    for turn in (-360, 0, 360):
        if west - turn < 180 and east - turn > -180:
            for ring in outlines.rings((west - turn, south, east - turn, north)):
                points = [((x + turn - west) * view.across, (view.north - y) * view.down) for x, y in ring]
                canvas.polygon(points, fill=_LAND, outline=_BORDER, width=2)


def apart(spots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The spots, moved as far as it takes for none to cover another."""
    moved = list(spots)
    for _ in range(60):
        for a in range(len(moved)):
            for b in range(a):
                (x, y), (u, v) = moved[a], moved[b]
                wide, tall = x - u, y - v
                far = (wide * wide + tall * tall) ** 0.5
                if far >= 2 * _RADIUS:
                    continue
                wide, tall = (wide / far, tall / far) if far > 1e-6 else (1.0, 0.0)
                push = (2 * _RADIUS - far) / 2 + 0.5
                moved[a] = (x + wide * push, y + tall * push)
                moved[b] = (u - wide * push, v - tall * push)
    return moved


def _towns(canvas: ImageDraw, view: View, dots: Sequence[Dot], taken: list[Rectangle]) -> None:
    """The largest towns around, for orientation, as far as there is room."""
    shown = 0
    for place in gazetteer.largest(view.box, _LARGE):
        spot = view.at(place.longitude, place.latitude)
        if any(plain(dot.name).casefold() == plain(place.name).casefold() for dot in dots):
            continue
        if _hits(_around(spot, 5), taken) or shown == _TOWNS:
            continue
        if _label(canvas, plain(place.name), spot, taken, size=_SMALL, away=8, colour=_GREY):
            canvas.ellipse(_around(spot, 5), fill=_GREY)
            taken.append(_around(spot, 8))
            shown += 1


def _label(
    canvas: ImageDraw,
    words: str,
    spot: tuple[float, float],
    taken: list[Rectangle],
    *,
    size: int,
    away: int,
    colour: str,
) -> bool:
    """Words beside a spot, where they cover nothing that is drawn; whether there was room."""
    wide, tall = _font(size).getlength(words), size * 1.15
    x, y, gap = *spot, away + 7
    for left, top in (
        (x + gap, y - tall / 2),
        (x - gap - wide, y - tall / 2),
        (x - wide / 2, y - gap - tall),
        (x - wide / 2, y + gap),
        (x + gap * 0.7, y - gap * 0.7 - tall),
        (x + gap * 0.7, y + gap * 0.7),
        (x - gap * 0.7 - wide, y - gap * 0.7 - tall),
        (x - gap * 0.7 - wide, y + gap * 0.7),
    ):
        place = (left - 3, top - 1, left + wide + 3, top + tall + 1)
        if place[0] >= 4 and place[1] >= 4 and place[2] <= SIZE - 4 and not _hits(place, taken):
            _write(canvas, (left, top), words, size, colour)
            taken.append(place)
            return True
    return False


def _foot(canvas: ImageDraw, view: View) -> None:
    """The scale, and whose data the map is made of."""
    units = (unit for unit in _UNITS if unit / _DEGREE * view.down >= _SCALE)
    kilometres = next(units, _UNITS[-1])
    right, y = 30 + kilometres / _DEGREE * view.down, SIZE - _FOOT - 18
    canvas.line((30, y, right, y), fill=_INK, width=4)
    for x in (30, right):
        canvas.line((x, y - 9, x, y + 9), fill=_INK, width=4)
    _write(canvas, (30, y - 14), f"{kilometres} km", _SMALL, _INK, anchor="lb")
    _write(canvas, (SIZE - 20, SIZE - _FOOT / 2), CREDIT, _SMALL - 2, _GREY, anchor="rm")


def plain(name: str) -> str:
    """A name in the letters that Pillow's own font has."""
    letters = unicodedata.normalize("NFKD", " ".join(name.split()))
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("’", "'")


def _middle(values: Sequence[float]) -> float:
    return (min(values) + max(values)) / 2


def _around(spot: tuple[float, float], radius: float) -> Rectangle:
    return spot[0] - radius, spot[1] - radius, spot[0] + radius, spot[1] + radius


def _hits(place: Rectangle, taken: Sequence[Rectangle]) -> bool:
    return any(
        place[0] < other[2] and other[0] < place[2] and place[1] < other[3] and other[1] < place[3]
        for other in taken
    )


def _font(size: int):  # type: ignore[no-untyped-def]  # noqa: ANN202  # Pillow's two kinds of fonts
    from PIL import ImageFont  # noqa: PLC0415  # see above

    return ImageFont.load_default(size)


def _write(
    canvas: ImageDraw, at: tuple[float, float], words: str, size: int, colour: str, *, anchor: str = "la"
) -> None:
    canvas.text(
        at,
        words,
        fill=colour,
        font=_font(size),
        anchor=anchor,
        stroke_width=2 if colour != _HALO else 0,
        stroke_fill=_HALO,
    )

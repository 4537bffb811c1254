"""A chart as a picture. Pillow is loaded when the first one is drawn.

Drawing takes a moment: not on the loop. Numbers and words are large enough to be read on a phone. The ground
is the picture's own, so that it looks the same in a light and in a dark theme.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from newsroom.answer import Chart, Moment, Panel, Text

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH = 1080  # pixels; Telegram makes pictures that are wider than 1280 smaller
_PANEL, _FOOT = 400, 90  # heights
_LEFT, _RIGHT = 150, 1035  # where bars begin and end; before them stand numbers
_TOP, _BASE = 105, 380  # of the bars, in a panel
_LARGE, _SMALL = 40, 32  # heights of letters
_GROUND, _GRID, _INK = "#17212b", "#33414e", "#e4ecf2"
_COLOURS = ("#5eb5f7", "#6fd08c", "#f2786f")
_BAR = 0.72  # of a day's width


def draw(chart: Chart, say: Callable[[Text], str], day: Callable[[Moment], str]) -> bytes:
    """The chart as PNG; ``say`` and ``day`` give words and days as the chat reads them."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  # see above

    image = Image.new("RGB", (WIDTH, _PANEL * len(chart.panels) + _FOOT), _GROUND)
    canvas = ImageDraw.Draw(image)
    for number, panel in enumerate(chart.panels):
        _draw_panel(canvas, panel, say(panel.text), number)
    _draw_days(canvas, [day(each) for each in chart.days], image.height - _FOOT + 20)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _draw_panel(canvas: ImageDraw, panel: Panel, words: str, number: int) -> None:
    above, colour = number * _PANEL, _COLOURS[number % len(_COLOURS)]
    _write(canvas, (45, above + 30), words, size=_LARGE, anchor="la", colour=colour)
    base, top = above + _BASE, scale(max(panel.values, default=0))
    for tick in {0, top // 2, top} if top % 2 == 0 else {0, top}:
        y = base - round(tick / top * (_BASE - _TOP))
        canvas.line((_LEFT, y, _RIGHT, y), fill=_GRID, width=2)
        _write(canvas, (_LEFT - 14, y), _short(tick), anchor="rm")
    width = (_RIGHT - _LEFT) / max(1, len(panel.values))
    for at, value in enumerate(panel.values):
        height = round(value / top * (_BASE - _TOP))
        middle = _LEFT + (at + 0.5) * width
        if value:  # a little one is seen, too
            sides = (round(middle - width * _BAR / 2), round(middle + width * _BAR / 2))
            canvas.rectangle((sides[0], base - max(3, height), sides[1], base), fill=colour)


def _draw_days(canvas: ImageDraw, days: list[str], y: int) -> None:
    """The first day, the last, and the one in the middle, under their bars as far as there is room."""
    width = (_RIGHT - _LEFT) / max(1, len(days))
    places = {0: ("la", _LEFT), len(days) // 2: ("ma", round(_LEFT + (len(days) // 2 + 0.5) * width))}
    for at, (anchor, x) in (places | {len(days) - 1: ("ra", _RIGHT)}).items():
        _write(canvas, (x, y), days[at], anchor=anchor)


def _write(
    canvas: ImageDraw, at: tuple[int, int], words: str, *, size: int = _SMALL, anchor: str, colour: str = _INK
) -> None:
    """Words in Pillow's own letters, which come with it, smaller where they would not fit."""
    from PIL import ImageFont  # noqa: PLC0415  # see above

    while (font := ImageFont.load_default(size)).getlength(words) > WIDTH - 90 and size > 12:
        size -= 2
    canvas.text(at, words, fill=colour, font=font, anchor=anchor)


def scale(most: int) -> int:
    """The top of a scale for values of up to ``most``: 1, 2 or 5 and noughts, at least 1."""
    unit: int = 10 ** (len(str(max(1, most))) - 1)
    return next(top for top in (unit, 2 * unit, 5 * unit, 10 * unit) if top >= most)


def _short(number: int) -> str:
    """A number with few digits: "500", "20k", "1.5M"."""
    for unit, name in ((10**6, "M"), (10**3, "k")):
        if number >= unit:
            return f"{number / unit:g}{name}"
    return str(number)

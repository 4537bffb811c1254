"""The chart as a picture: right in its proportions, and sent as Telegram takes it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from handlers import drawing
from newsroom import errands
from newsroom.answer import Answer, Chart, Moment, Panel, Text
from storage.values import Precision
from tests.botapi import Fault
from tests.botapi.checks import Refusal, check_caption, check_photo
from tests.handlers.answers import notice
from tests.handlers.stage import Stage
from tests.handlers.words import WORDS

ROOT = Path(__file__).parents[2]


def chart(*panels: list[int], title: str = "By day") -> Chart:
    """A chart of some panels of as many days as they have values."""
    first = datetime(2026, 11, 16, tzinfo=UTC)
    days = [Moment(at=first + timedelta(days=n), precision=Precision.DAY) for n in range(len(panels[0]))]
    shown = (Panel(text=Text.of("say.this", words="Sent"), values=tuple(values)) for values in panels)
    return Chart(title=Text.of("say.this", words=title), days=tuple(days), panels=tuple(shown))


def drawn(of: Chart) -> Image.Image:
    """Its picture."""
    picture = drawing.draw(of, lambda text: WORDS.say(text, UTC), lambda day: WORDS.moment(day, UTC))
    return Image.open(BytesIO(picture))


def bars(image: Image.Image, number: int, count: int) -> list[int]:
    """How many pixels of each day's middle line have the colour of a panel, above its base."""
    colour = ImageColor.getrgb(drawing._COLOURS[number])
    width = (drawing._RIGHT - drawing._LEFT) / count
    above, base = (number * drawing._PANEL + y for y in (drawing._TOP, drawing._BASE))
    columns = [round(drawing._LEFT + (at + 0.5) * width) for at in range(count)]
    return [sum(image.getpixel((x, y)) == colour for y in range(above, base)) for x in columns]


def test_bars_are_as_high_as_their_numbers() -> None:
    """A bar is the share of the scale that its value is; a nought has none, and a little one is seen."""
    image = drawn(chart([0, 1, 250, 500], [3, 0, 6, 10]))
    assert (image.width, image.height) == (drawing.WIDTH, 2 * drawing._PANEL + drawing._FOOT)
    whole = drawing._BASE - drawing._TOP
    none, least, half, full = bars(image, 0, 4)
    assert none == 0
    assert 0 < least < 5
    assert half == pytest.approx(whole / 2, abs=2)
    assert full == pytest.approx(whole, abs=2)
    assert bars(image, 1, 4) == pytest.approx([0.3 * whole, 0, 0.6 * whole, whole], abs=2)


def test_a_chart_of_nothing_can_be_drawn() -> None:
    """Where nothing happened, no bar stands."""
    assert bars(drawn(chart([0] * 14)), 0, 14) == [0] * 14


@pytest.mark.parametrize(
    ("most", "top"), [(0, 1), (1, 1), (2, 2), (3, 5), (9, 10), (10, 10), (11, 20), (501, 1000)]
)
def test_a_scale_ends_with_a_round_number(most: int, top: int) -> None:
    """1, 2 or 5 and noughts, as low as holds all values."""
    assert drawing.scale(most) == top


async def test_a_chart_follows_the_words_as_a_picture(stage: Stage) -> None:
    """First the answer, then the picture with its title under it."""
    stage.desk.script[errands.Stats()] = Answer(blocks=(notice("Numbers."),), chart=chart([1, 2, 3]))
    await stage.admin.says("/stats")
    words, picture = await stage.admin.hears(2)
    assert (words.text, words.photo) == ("Numbers.", None)
    assert (picture.text, picture.photo) == ("By day", (drawing.WIDTH, drawing._PANEL + drawing._FOOT))


async def test_a_group_without_pictures_gets_the_words(stage: Stage) -> None:
    """Where no pictures may be sent, the answer stands without one, and nothing went wrong."""
    stage.api.faults.append(
        Fault(
            code=400,
            description="Bad Request: not enough rights to send photos to the chat",
            method="sendPhoto",
        )
    )
    stage.desk.script[errands.Stats()] = Answer(blocks=(notice("Numbers."),), chart=chart([1, 2, 3]))
    admin = stage.admin
    await admin.says("/stats")
    await stage.api.until(lambda: stage.api.made("sendPhoto"))
    await admin.says("/help")
    assert [shown.text[:8] for shown in await admin.hears(2)] == ["Numbers.", "Heard.\n\n"]


def test_the_double_refuses_what_telegram_refuses() -> None:
    """A caption over 1024 characters, what is no picture, and one that is far too long."""
    assert check_caption({})[0] == ""
    with pytest.raises(Refusal, match="caption is too long"):
        check_caption({"caption": "x" * 1025})
    out = BytesIO()
    Image.new("RGB", (210, 10)).save(out, "PNG")
    wrong = {b"": "non-empty", b"GIF89a": "IMAGE_PROCESS_FAILED", out.getvalue(): "INVALID_DIMENSIONS"}
    for picture, why in wrong.items():
        with pytest.raises(Refusal, match=why):
            check_photo(picture)


def test_pillow_is_loaded_with_the_first_picture() -> None:
    """A bot that draws nothing does not pay for it."""
    program = "import sys, bot.serve, handlers.drawing; print('PIL' in sys.modules)"
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, capture_output=True, check=True, text=True, cwd=ROOT)  # noqa: S603  # our own
    assert ran.stdout == "False\n"

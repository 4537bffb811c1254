"""What a line is on its page."""

from __future__ import annotations

from enum import IntEnum


class Part(IntEnum):
    """What a line is on its page."""

    ABOVE = 0  # menus and the like, before the headline
    TITLE = 1
    HEAD = 2  # byline, date, picture, buttons, between the headline and the text
    BODY = 3
    GAP = 4  # what stands among the text and is not of it
    BELOW = 5  # what follows the text

"""The outlines of land, country by country, for maps: Natural Earth, simplified (`python -m bot.atlas`).

The file holds, for each ring, 16-bit numbers: how many steps (15 bits, then the rest), where it begins
(longitude and latitude, each in two halves), and the steps. They are in thousandths of a degree.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from importlib.resources import files
from itertools import accumulate

OUTLINES = "outlines.bin"
UNIT = 0.001
"""Degrees of one step."""

Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


def rings(within: Box, packed: bytes | None = None) -> Iterator[list[tuple[float, float]]]:
    """The rings that may be seen within a box, as longitudes and latitudes, of our own file."""
    west, south, east, north = (bound / UNIT for bound in within)
    numbers = array("h", packed or (files("summarizer") / "data" / OUTLINES).read_bytes())
    if sys.byteorder == "big":
        numbers.byteswap()
    at = 0
    while at < len(numbers):
        steps = numbers[at] + (numbers[at + 1] << 15)
        x, y = struct.unpack("<2i", struct.pack("<4h", *numbers[at + 2 : at + 6]))
        end = at + 6 + 2 * steps
        xs = list(accumulate(numbers[at + 6 : end : 2], initial=x))
        ys = list(accumulate(numbers[at + 7 : end : 2], initial=y))
        at = end
        if min(xs) <= east and max(xs) >= west and min(ys) <= north and max(ys) >= south:
            yield [(a * UNIT, b * UNIT) for a, b in zip(xs, ys, strict=True)]

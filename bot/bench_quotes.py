"""`sitrep bench quotes`: quotations and their speakers beside those that people have marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.bench_copies import share
from bot.files import Lines
from newsroom.errors import Refused
from newsroom.fields import Fields
from summarizer import sayings

Span = tuple[int, int]

_SAME = 0.5  # of the union of two spans, that they are the same quotation
_MARKS = frozenset("“„«\"‘'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Counts: ``found`` quotations, ``right`` ones with their speaker; ``marked`` ones, ``met`` of those."""

    found: int
    right: int
    marked: int
    met: int


@dataclass(frozen=True, slots=True)
class _Marked:
    content: Span
    speakers: tuple[Span, ...]
    direct: bool


def quotes(path: Path, limit: int | None) -> Measured:
    """Measures and prints, in percent with Wilson's 95% interval; speaker and words must both be right.

    A line has ``text`` and ``attributions``: objects with ``content`` and ``source``, each a list of spans
    (PolNeAR, Newell et al. 2018). Recall is over those whose words begin with a quotation mark and who
    have a source. Raises Refused for a file without any.
    """
    found = right = marked = met = 0
    for text, attributions in islice(_lines(path), limit):
        made = sayings.quotations(text)
        direct = [one for one in attributions if one.direct and one.speakers]
        found += len(made)
        right += sum(any(_same(each, one) for one in attributions) for each in made)
        marked += len(direct)
        met += sum(any(_same(each, one) for each in made) for one in direct)
    if not marked:
        raise Refused("cli.no_lines", path=str(path))
    measured = Measured(found=found, right=right, marked=marked, met=met)
    table = Table(title=f"{marked} quotations", title_justify="left", box=None, padding=(0, 1, 0, 0))
    table.add_column("")
    table.add_column("sitrep (95%)", justify="right")
    for name, of in (("precision", (right, found)), ("recall", (met, marked))):
        low, middle, high = share(*of)
        table.add_row(name, f"{middle:.1f} ({low:.1f}..{high:.1f})")
    Console().print(table)
    return measured


def _lines(path: Path) -> Iterator[tuple[str, list[_Marked]]]:
    with Lines(str(path)) as lines:
        for line in lines:
            try:
                fields = Fields.of(line.data)
                text = fields.text("text")
                attributions = [_marked(text, one) for one in fields.objects("attributions") or ()]
            except Refused as error:
                raise Refused("cli.line", path=str(path), line=line.number, why=error.text) from error
            yield text, [one for several in attributions for one in several]


def _marked(text: str, fields: Fields) -> list[_Marked]:
    speakers = tuple(fields.spans("source"))
    return [
        _Marked((start, end), speakers, text[start:end].strip()[:1] in _MARKS)
        for start, end in fields.spans("content")
    ]


def _same(made: sayings.Quotation, marked: _Marked) -> bool:
    both = _shared((made.start, made.end), marked.content)
    union = max(made.end, marked.content[1]) - min(made.start, marked.content[0])
    return both >= _SAME * union and any(_shared(made.speaker, one) > 0 for one in marked.speakers)


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])

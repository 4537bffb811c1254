"""`sitrep bench learn-clean`: learns the weights of ``ingest/reading.toml`` from made-up pages.

A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) by L-BFGS with an L2 penalty, as
python-crfsuite has it. The same articles give the same weights.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from bot import made_pages, pieces
from bot.bench_clean import PAGES, compared, table
from bot.pages import Page
from ingest import signs
from ingest.parts import Part
from ingest.reading import Model
from newsroom.errors import Refused

LARGEST = 100_000  # bytes of the file
TAUGHT = 8_000
SEED = 11  # of the pages to learn from; the next, of those to measure on
_SETTINGS = {"c1": 0.0, "c2": 3.0, "max_iterations": 120, "feature.minfreq": 3}
_NEVER = -8.0  # of an order of parts that no page has
_NAMES = [part.name.lower() for part in Part]
_HEADER = """\
# Written by `sitrep bench learn-clean`: what each sign of ingest/signs.py, and each order of lines, says for
# ABOVE, TITLE, HEAD, BODY, GAP and BELOW.
[order]  # from each part into each
"""


def learn(paths: Sequence[Path], out: Path | None, count: int = TAUGHT, tried: int = PAGES) -> None:
    """Prints what is learned on half the wordings and articles reaches on the others, then learns from all.

    The weights go to ``out``, or are printed. Raises Refused for files without articles, and where
    python-crfsuite is not installed.
    """
    trainer = _crfsuite()
    console = Console()
    given = pieces.read(paths)
    first = weights(trainer, _track(console, made_pages.pages(given[::2], count, seed=SEED, half=0)))
    other = made_pages.pages(given[1::2], tried, seed=SEED + 1, half=1)
    found = compared(_track(console, other), Model.load(first))
    console.print(table(f"learned on {count} pages, on {tried} of other wordings and articles (95%)", found))
    text = weights(trainer, _track(console, made_pages.pages(given, count, seed=SEED)))
    if out is not None:
        out.write_text(text, encoding="utf-8")
    else:
        console.print(text, markup=False, highlight=False, soft_wrap=True)


def _track(console: Console, pages: Sequence[Page]) -> Iterable[Page]:
    return track(pages, console=console, transient=True)


def _crfsuite() -> Any:  # noqa: ANN401  # it publishes no types
    try:
        return import_module("pycrfsuite")
    except ImportError as error:
        raise Refused("cli.no_learner", package="python-crfsuite") from error


def weights(crfsuite: Any, pages: Iterable[Page]) -> str:  # noqa: ANN401
    """The weights learned from pages, as ``ingest.reading`` reads them."""
    trainer = crfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(_SETTINGS)
    for number, page in enumerate(pages):
        told = [row.part.name.lower() for row in page.rows]
        trainer.append(list(signs.of(made_pages.lesson(page, number))), told)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "learned.crf")
        trainer.train(path)
        tagger = crfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return written(info.transitions, info.state_features)


def written(order: dict[tuple[str, str], float], speaking: dict[tuple[str, str], float]) -> str:
    """The file: its signs are those that say most, as many as fit into LARGEST."""
    rows: dict[str, list[float]] = {}
    for (sign, part), weight in speaking.items():
        rows.setdefault(sign, [0.0] * len(Part))[_NAMES.index(part)] = weight
    orders = [_row(name, [order.get((name, into), _NEVER) for into in _NAMES]) for name in _NAMES]
    head = _HEADER + "".join(orders) + "\n[signs]\n"
    left = LARGEST - len(head.encode())
    kept: list[str] = []
    for sign in sorted(rows, key=lambda sign: (-max(map(abs, rows[sign])), sign)):
        row = _row(f'"{sign}"', rows[sign])
        left -= len(row.encode())
        if left < 0:
            break
        kept.append(row)
    return head + "".join(sorted(kept))


def _row(name: str, values: Sequence[float]) -> str:
    return f"{name} = [{', '.join(f'{value:.2f}' for value in values)}]\n"

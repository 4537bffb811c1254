"""`sitrep bench clean` and `learn-clean`: measures by hand, baselines, and weights on made-up pages."""

from __future__ import annotations

import sys
import tomllib
from datetime import datetime
from importlib import import_module
from pathlib import Path

import pytest

from bot import bench_clean, made_pages, pieces
from bot.bench_clean import Found, Measured, compared, measure, overlap
from bot.learn_clean import LARGEST, SEED, learn, weights, written
from bot.pages import Layout, Page, Row
from ingest import lines
from ingest.parts import Part
from ingest.reading import Model
from newsroom.errors import Refused
from tests.bot.shell import Shell
from tests.bot.test_pages import HARBOUR, corpus

TITLE = "Dorvale harbour opens"
TEXT = HARBOUR[3]


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A time as a page prints it."""
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001  # pages state no zone


def page(*rows: tuple[Part, str, int], layout: Layout = Layout.WHOLE, date: datetime | None = None) -> Page:
    """A page by its rows: part, text, article."""
    made = [Row(part=part, text=text, article=article) for part, text, article in rows]
    titles = tuple(row.text for row in made if row.part is Part.TITLE)
    return Page(layout=layout, rows=made, titles=titles, dates=(date,) * len(titles))


ONE = page((Part.ABOVE, "Home", 0), (Part.TITLE, TITLE, 0), (Part.BODY, TEXT, 0), (Part.BELOW, "Top", 0))
TWO = page(
    (Part.TITLE, TITLE, 0),
    (Part.BODY, TEXT, 0),
    (Part.BELOW, "Share", 0),
    (Part.TITLE, TITLE, 1),
    (Part.BODY, TEXT, 1),
    layout=Layout.SEVERAL,
)


def judged(one: Page, *found: Found) -> Measured:
    """What is measured of these articles made of a page."""
    measured = Measured()
    bench_clean._judge(one, found, measured)
    return measured


def test_overlap_by_hand() -> None:
    """F1 of runs of four words; single words where a text is shorter."""
    assert overlap("a b c d e", "a b c d e") == 100
    assert overlap("a b c d e", "a b c d x") == 50
    assert overlap("a b c d", "e f g h") == 0
    assert overlap("a b", "b c") == 50
    assert overlap("", "a") == 0


def test_what_is_made_of_one_article() -> None:
    """A sentence lost, a headline missed, a date invented and one article made two are each counted."""
    good = judged(ONE, Found(title=f"{TITLE}!", body=TEXT))
    assert good.f1[Layout.WHOLE] == [100]
    assert (good.lost, good.titled, good.dated, good.invented, good.split) == (
        [(0, 1)],
        [True],
        [],
        [False],
        [False],
    )
    bad = judged(ONE, Found(body="Top", date=at(2024, 3, 2)), Found(body="Home"))
    assert (bad.lost, bad.titled, bad.invented, bad.split) == ([(1, 1)], [False], [True], [True])
    assert bad.sentences_lost() == 100
    none = judged(ONE)
    assert (none.lost, none.titled, none.invented) == ([(1, 1)], [False], [False])


def test_dates_are_right_to_the_day() -> None:
    """A zone may shift the day, a wrong day is wrong."""
    stated = page((Part.TITLE, TITLE, 0), (Part.BODY, TEXT, 0), date=at(2024, 3, 2, 22, 30))
    for found, right in (
        (at(2024, 3, 2), True),
        (at(2024, 3, 3, 3, 30), True),
        (at(2024, 3, 4, 3, 30), False),
        (None, False),
    ):
        assert judged(stated, Found(body=TEXT, date=found)).dated == [right]


def test_cuts_count_between_two_texts() -> None:
    """The second article may begin after the first text and up to its own headline."""
    for starts, cuts, f1 in (
        ((2,), [True], 100),
        ((3,), [True], 100),
        ((1,), [False], 0),
        ((1, 3), [True], 200 / 3),
    ):
        measured = judged(TWO, Found(body=TEXT), *(Found(body=TEXT, at=start) for start in starts))
        assert measured.cuts[Layout.SEVERAL] == cuts
        assert measured.boundaries(Layout.SEVERAL) == pytest.approx(f1)
    assert judged(TWO, Found(body=TEXT)).boundaries(Layout.SEVERAL) == 0


def test_baselines() -> None:
    """As pasted: all of it, first line and first date; long lines; and the run that has most of these."""
    rows = ["Home", TEXT, "Posted 2 March 2024", "Top", "Menu", HARBOUR[4], "Share", HARBOUR[5], "---", "End"]
    found = [lines.line((row,)) for row in rows]
    first, second = bench_clean._pasted(found)
    assert (first.title, first.date, first.body) == ("Home", at(2024, 3, 2), "\n".join(rows[:8]))
    assert (second.at, second.title, second.date) == (8, "---", None)
    assert bench_clean._long_lines(found)[0].body.split("\n") == [TEXT, HARBOUR[4], HARBOUR[5]]
    assert bench_clean._best_run([*found[:2], *found[5:]])[0].body.split("\n") == [TEXT, HARBOUR[4]]


def test_measuring(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The shipped reading is far above the page as pasted, and every measure has its line."""
    found = measure(corpus(tmp_path / "in.jsonl"), None, 1, count=16)
    ours, pasted = (found[name].f1[Layout.WHOLE] for name in ("sitrep", "as pasted"))
    assert sum(ours) / len(ours) > 80 > sum(pasted) / len(pasted)
    assert found["as pasted"].sentences_lost() == 0
    assert len(found["sitrep"].split) == 16 - len(found["sitrep"].f1[Layout.SEVERAL]) - len(
        found["sitrep"].f1[Layout.BRIEFS]
    )
    told = capsys.readouterr().out
    assert "real ones may be harder" in told
    for name in (*Layout, "sentences lost", "headline right", "date right", "cuts between"):
        assert name in told


def test_the_file_of_weights() -> None:
    """It is read back as learned, rounded; of too many signs those that say least are left out."""
    signs = {(f"sign{number}", "body"): number / 1000 for number in range(5_000)} | {("any", "gap"): -9.0}
    text = written({("above", "title"): 1.234}, signs)
    assert LARGEST - 100 < len(text.encode()) <= LARGEST
    model = Model.load(text)
    assert model.order[Part.ABOVE][Part.TITLE] == 1.23
    assert model.order[Part.BELOW][Part.HEAD] == -8
    assert model.signs["any"] == [0, 0, 0, 0, -9, 0]
    assert "sign4999" in model.signs
    assert "sign1" not in model.signs


def test_learning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same articles teach the same weights, which read pages; half of them are measured on the others."""
    crfsuite = import_module("pycrfsuite")
    file, out = corpus(tmp_path / "in.jsonl"), tmp_path / "reading.toml"
    learn([file], out, count=12, tried=6)
    assert "learned on 12 pages, on 6 of other wordings and articles" in capsys.readouterr().out
    once = out.read_text(encoding="utf-8")
    assert set(tomllib.loads(once)) == {"order", "signs"}
    given = pieces.read([file])
    assert weights(crfsuite, made_pages.pages(given, 12, seed=SEED)) == once
    found = compared(made_pages.pages(given, 8, seed=5), Model.load(once))["sitrep"].f1[Layout.WHOLE]
    assert sum(found) / len(found) > 70


def test_learning_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is said before anything is made."""
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    with pytest.raises(Refused) as missing:
        learn([corpus(tmp_path / "in.jsonl")], None)
    assert missing.value.text.args == {"package": "python-crfsuite"}


def test_the_commands(tmp_path: Path) -> None:
    """A file without articles is told in one line, also to one who wants to learn."""
    file = tmp_path / "in.jsonl"
    file.write_text('{"text": "Too short."}')
    shell = Shell.on(tmp_path / "sitrep.db")
    done = shell.sitrep("bench", "clean", str(file), "--half", "first")
    assert (done.code, done.err) == (2, f"sitrep: {file} holds nothing to measure.\n")
    assert shell.sitrep("bench", "learn-clean", str(file)).code == 2

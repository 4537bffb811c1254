"""`sitrep stories --copies` and `sitrep bench copies`."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from bot import samples
from bot.bench_copies import copies, share
from bot.copies import Copies
from bot.edits import MODELS, sentences
from bot.fillings import filled
from newsroom.errors import Refused
from tests.bot.shell import Shell

BODIES = [sample.body for sample in samples.load()]
FIRST, SECOND = BODIES[:2]


def _line(**held: object) -> bytes:
    return json.dumps(held).encode()


def _dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  # test data, nothing secret


def _cut(text: str) -> str:
    return "\n".join(sentences(text)[:-1])


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder without an archive."""
    return Shell.on(tmp_path / "sitrep.db")


class TestStream:
    """The copies in a stream."""

    def test_a_copy_of_a_copy_names_the_original(self) -> None:
        """Copies name the first of their kind, not one another; what is new names nothing."""
        found = Copies()
        lines = [
            _line(id=7, text=FIRST, title="One"),
            _line(id="b", text=SECOND, source="Sample Wire", published="2024-10-22"),
            _line(id="c", text=_cut(FIRST)),
            _line(id="d", text=_cut(_cut(FIRST))),
            _line(id="e", text=""),
        ]
        told = [json.loads(found.line(each)) for each in lines]
        assert [list(each) for each in told] == [["id", "copy_of"]] * 5
        assert [each["copy_of"] for each in told] == [None, None, 7, 7, None]

    def test_dates_count(self) -> None:
        """A form filled in on another day is an article of its own, and later copies find the right day's."""
        found = Copies()
        form = "The staff said its forces shot down {} of {} drones overnight and lost {} posts in the north."
        days = [(form.format(30, 40, 2), "2024-10-20"), (form.format(51, 66, 7), "2024-10-21")]
        told = [
            json.loads(found.line(_line(id=at, text=text, published=day)))["copy_of"]
            for at, (text, day) in enumerate([*days, (days[1][0] + " It rained.", "2024-10-21T05:00")])
        ]
        assert told == [None, None, 1]

    @pytest.mark.parametrize(
        "line", [b"{", b'{"text": "No id."}', b'{"id": 1}', b'{"id": 1, "text": "A.", "title": 2}']
    )
    def test_a_line_that_is_none(self, line: bytes) -> None:
        """What is no article is refused, and changes nothing."""
        found = Copies()
        with pytest.raises(Refused):
            found.line(line)
        assert json.loads(found.line(_line(id=2, text=FIRST)))["copy_of"] is None


class TestCommand:
    """The command as people run it."""

    def test_lines_in_and_out(self, shell: Shell) -> None:
        """Results keep the order of the lines; a bad one is told by its number, and the exit code is 1."""
        lines = [_line(id=1, text=FIRST), b"not JSON", b"", _line(id=2, text=_cut(FIRST))]
        done = shell.sitrep("stories", "--copies", "--jsonl", stdin=b"\n".join(lines))
        assert [json.loads(each) for each in done.out.splitlines()] == [
            {"id": 1, "copy_of": None},
            {"id": 2, "copy_of": 1},
        ]
        assert done.code == 1
        assert "line 2" in done.err

    @pytest.mark.parametrize("words", [("stories", "--copies")])
    def test_what_is_missing_is_said(self, shell: Shell, words: tuple[str, ...]) -> None:
        """Without its options the command says how it is called."""
        done = shell.sitrep(*words)
        assert (done.code, done.out) == (2, "")
        assert "sitrep stories --copies --jsonl FILE" in done.err


class TestBench:
    """The measurement that ships."""

    def test_table(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Each model has a line for both finders; an overlapping article is left out; runs repeat."""
        file = tmp_path / "few.jsonl"
        file.write_bytes(b"\n".join(_line(text=text) for text in [*BODIES[:6], BODIES[0] + " It rained."]))
        found = copies(file, None)
        printed = capsys.readouterr().out
        assert "6 articles" in printed
        assert all(f"\n{model} " in printed for model in MODELS)
        assert list(found) == ["MinHash", "sitrep"]
        assert found["sitrep"].merged == 0
        assert all(found["sitrep"].found["cut"])
        assert found["sitrep"].alike == 0
        again = copies(file, None)
        assert again["sitrep"].found == found["sitrep"].found

    def test_every_model_edits(self) -> None:
        """Every model edits some text, and the same dice make the same copy."""
        for name, model in MODELS.items():
            edited = [model(_dice(at), body, BODIES[at - 1]) for at, body in enumerate(BODIES)]
            assert any(new != old for new, old in zip(edited, BODIES, strict=True)), name
            assert edited == [model(_dice(at), body, BODIES[at - 1]) for at, body in enumerate(BODIES)]

    def test_fillings(self) -> None:
        """Two fillings of a form differ in every figure and name, and nothing is left open in them."""
        pairs = filled(_dice(0), 3)
        assert len(pairs) > 10
        for one, other in pairs:
            assert not {*"{}"} & {*one, *other}
            assert not {*re.findall(r"\d+", one)} & {*re.findall(r"\d+", other)}

    def test_intervals(self) -> None:
        """A share's interval holds it and stays within 0 and 100; of nothing, all is possible."""
        low, middle, high = share(9, 10)
        assert low < middle == 90.0 < high
        assert share(10, 10)[2] == pytest.approx(100.0)
        assert share(0, 0) == (0.0, 0.0, 100.0)

    @pytest.mark.parametrize("content", [b"", b"[1]\n", b'{"text": "Too short."}\n'])
    def test_what_cannot_be_measured(self, tmp_path: Path, content: bytes) -> None:
        """A file without two articles is refused in words."""
        file = tmp_path / "bad.jsonl"
        file.write_bytes(content)
        with pytest.raises(Refused):
            copies(file, None)

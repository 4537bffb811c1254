"""`sitrep summarize` and `sitrep analyze`: on files and on corpora, in their streams and exit codes."""

from __future__ import annotations

import gzip
import json
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from bot.summaries import summarize
from newsroom.errors import Refused
from summarizer.model import NORMAL, Budget
from tests.bot.shell import SITREP, Ended, Shell
from tests.ingest import layouts

BODY = "\n".join(layouts.BRIDGE)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder without an archive."""
    return Shell.on(tmp_path / "sitrep.db")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A file with two articles and the pages around them."""
    file = tmp_path / "page.txt"
    file.write_text(layouts.TWO_PAGES, encoding="utf-8")
    return file


def corpus(*texts: object) -> str:
    """Lines of a corpus, numbered from 1 on."""
    return "".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate(texts, start=1))


def ids(done: Ended) -> list[int]:
    """What was done, in the order in which it came."""
    return [json.loads(line)["id"] for line in done.out.splitlines()]


def run(*files: Path, budget: Budget = NORMAL, as_json: bool = False, method: str = "sitrep") -> int:
    """`sitrep summarize` in this process."""
    return summarize(list(map(str, files)), budget=budget, about="", method=method, as_json=as_json)


class TestFiles:
    """Summaries of the articles in files."""

    def test_a_subject_that_is_not_there_is_said(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Where no sentence is about what was asked for, nothing is printed and one line says why."""
        file = tmp_path / "bridge.txt"
        file.write_text(BODY, encoding="utf-8")
        assert summarize([str(file)], budget=NORMAL, about="Bolivia", method="sitrep", as_json=False) == 0
        printed = capsys.readouterr()
        assert printed.out == ""
        assert "about Bolivia" in printed.err

    def test_one_article_is_its_sentences(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Of one article nothing but sentences is printed, one a line, word for word."""
        file = tmp_path / "wall.txt"
        file.write_text(layouts.WALLED_PAGE, encoding="utf-8")
        assert run(file, budget=Budget(sentences=2)) == 0
        said = capsys.readouterr()
        assert (len(said.out.splitlines()), said.err) == (2, "")
        assert all(line in BODY for line in said.out.splitlines())

    def test_several_have_heads(self, page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Each of several articles, of one file or of two, stands under its title."""
        assert run(page, budget=Budget(sentences=1)) == 0
        first, _, second, _ = capsys.readouterr().out.splitlines()
        assert (first, second) == (f"# {layouts.BRIDGE_TITLE}", f"# {layouts.HARVEST_TITLE}")
        for name, text in (("one", BODY), ("two", layouts.WIRE)):
            (tmp_path / name).write_text(text, encoding="utf-8")
        assert run(tmp_path / "one", tmp_path / "two") == 0
        heads = [line for line in capsys.readouterr().out.splitlines() if line.startswith("# ")]
        assert heads == [f"# {layouts.BRIDGE[0]}", f"# {layouts.HARVEST_TITLE}"]

    def test_json(self, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """One object an article, in which every span is one of the text beside it."""
        assert run(page, as_json=True) == 0
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [line["title"] for line in lines] == [layouts.BRIDGE_TITLE, layouts.HARVEST_TITLE]
        assert [line["text"] for line in lines] == [BODY, "\n".join(layouts.HARVEST)]
        for line in lines:
            assert line["file"] == str(page)
            assert len(line["sentences"]) == 3
            for one in line["sentences"]:
                assert line["text"][one["start"] : one["end"]] == one["text"]

    def test_a_saved_page(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A page saved from a browser is summarized as well."""
        file = tmp_path / "saved"
        rows = "".join(f"<p>{row}</p>" for row in (*layouts.BRIDGE, *layouts.HARVEST))
        head = f"<head><title>{layouts.BRIDGE_TITLE}</title></head>"
        file.write_text(
            f"<!DOCTYPE html><html>{head}<body><article>{rows}</article></body></html>", encoding="utf-8"
        )
        assert run(file, method="lead") == 0
        assert capsys.readouterr().out.splitlines()[:2] == list(layouts.BRIDGE[:2])

    def test_a_first_sentence_may_be_chosen(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Where a text has no headline its first sentence is text, and not kept out as a headline."""
        file = tmp_path / "plain.txt"
        file.write_text(BODY, encoding="utf-8")
        assert run(file) == 0
        assert capsys.readouterr().out.startswith(f"{layouts.BRIDGE[0]}\n")

    def test_an_unknown_language_is_told(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Where sumy has no words for a language, one line on standard error says so, and JSON does."""
        file = tmp_path / "eesti.txt"
        file.write_text(
            "Insenerid avasid reedel Dorvale jõesilla pärast üheteist nädalat kestnud remonti.\n"
            "Ülekäik oli suletud sellest ajast, kui mürsud kahjustasid kahte sammast, teatas nõukogu.\n"
            "Üle kahekümne tonni kaaluvad veokid peavad kuu lõpuni kasutama põhjapoolset teed.\n",
            encoding="utf-8",
        )
        assert run(file) == 0
        said = capsys.readouterr()
        assert len(said.out.splitlines()) == 3
        assert re.fullmatch(r"sitrep: Insenerid [^\n]+ \(et\) [^\n]+\n", said.err)
        assert run(file, as_json=True) == 0
        assert json.loads(capsys.readouterr().out)["fallback"] is True

    def test_no_article(self, page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A file without an article is told, by name where there are others, which are summarized."""
        links = tmp_path / "links.txt"
        links.write_text("Home\nWorld\nSport\n", encoding="utf-8")
        assert run(links) == 2
        said = capsys.readouterr()
        assert (said.out, said.err.count("\n")) == ("", 1)
        assert run(links, page) == 2
        said = capsys.readouterr()
        assert said.out.count("# ") == 2
        assert said.err.startswith(f"sitrep: {links}: ")

    def test_a_missing_file_comes_before_any_work(
        self, page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Nothing is printed when one of the files cannot be read."""
        with pytest.raises(Refused):
            run(page, tmp_path / "none.txt")
        assert capsys.readouterr().out == ""


class TestCommands:
    """The commands as processes."""

    def test_a_file(self, shell: Shell, page: Path) -> None:
        """A file and standard input come to the same; the ranker can be named, or set."""
        done = shell.sitrep("summarize", "--method", "lead", "--sentences", "1", page.name)
        assert (done.code, done.err) == (0, "")
        assert done.out.splitlines()[1] == layouts.BRIDGE[0]
        piped = shell.sitrep(
            "summarize", "--sentences", "1", stdin=layouts.TWO_PAGES, SITREP_SUMMARIZER="lead"
        )
        assert piped == done

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (
                ("summarize", "--method", "best", "x"),
                "best is no method. Write one of sitrep, lead, lex-rank",
            ),
            (("summarize", "none.txt"), "none.txt cannot be read: No such file"),
            (("summarize", "--jsonl", "none.jsonl"), "none.jsonl cannot be read: No such file"),
            (("summarize", "--jsonl", "."), ". is a folder"),
            (("summarize", "--jsonl", "a", "b"), "one file"),
            (("analyze", "x"), "sitrep analyze --jsonl"),
            (("analyze", "--jsonl", "none.jsonl"), "none.jsonl cannot be read: No such file"),
        ],
    )
    def test_refusals(self, shell: Shell, words: tuple[str, ...], said: str) -> None:
        """What cannot be done is told in one line, with exit code 2."""
        done = shell.sitrep(*words)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert said in done.err

    def test_a_corpus(self, shell: Shell) -> None:
        """Good lines come out in order; blank ones are passed over; bad ones are told by number."""
        good = corpus(*[BODY] * 5).splitlines()
        lines = ["\ufeff" + good[0], "", good[1], "{", good[2], "  ", '{"id": 9}', *good[3:]]
        done = shell.sitrep("summarize", "--jsonl", stdin="\r\n".join(lines))
        assert (done.code, ids(done)) == (1, [1, 2, 3, 4, 5])
        assert done.err.splitlines() == [
            "sitrep: -, line 4: it is not JSON at character 2.",
            "sitrep: -, line 7: the field text is missing.",
        ]

    def test_packed_corpora(self, shell: Shell) -> None:
        """A file packed by gzip is read as it is; one that breaks off is told after its lines."""
        packed = gzip.compress(corpus(*[BODY] * 3).encode())
        (shell.folder / "c.jsonl.gz").write_bytes(packed)
        done = shell.sitrep("analyze", "--jsonl", "--jobs", "1", "c.jsonl.gz")
        assert (done.code, done.err, ids(done)) == (0, "", [1, 2, 3])
        broken = shell.sitrep("summarize", "--jsonl", "-", stdin=packed[:-20])
        assert (broken.code, broken.err) == (
            2,
            "sitrep: - breaks off: its compressed data are damaged.\n",
        )

    def test_a_reader_that_leaves(self, shell: Shell) -> None:
        """When nobody reads the results any more, it ends without a word, and reads no further."""
        (shell.folder / "c.jsonl").write_text(corpus(*[BODY] * 2_000))
        command = f"{' '.join(SITREP)} summarize --jsonl --method lead c.jsonl | head -n 2"
        begun = time.monotonic()
        done = shell.run("bash", "-c", command)
        assert (done.code, done.err, ids(done)) == (0, "", [1, 2])
        assert time.monotonic() - begun < 30

    def test_interrupt(self, shell: Shell) -> None:
        """Ctrl-C ends it and its workers at once, without a traceback."""
        process = subprocess.Popen(  # noqa: S603  # our own program
            [*SITREP, "summarize", "--jsonl", "-"],
            cwd=shell.folder,
            env=shell.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(corpus(BODY).encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1  # while it waits for more
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        assert process.returncode == 130
        assert b"Traceback" not in err

    def test_a_bar_on_a_terminal(self, shell: Shell) -> None:
        """A terminal is shown how far it is; a file is not."""
        (shell.folder / "c.jsonl").write_text(corpus(*[BODY] * 3))
        command = f"script -qec '{' '.join(SITREP)} summarize --jsonl c.jsonl > out' /dev/null"
        done = shell.run("bash", "-c", command, TERM="xterm")
        assert done.code == 0
        assert "100%" in done.out
        assert "3 lines" in done.out
        assert ids(Ended(code=0, out=(shell.folder / "out").read_text(), err="")) == [1, 2, 3]

"""`sitrep extract`: what would be stored, told and not stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot import extraction
from newsroom.answer import Text
from newsroom.errors import Refused
from newsroom.spool import Given
from tests.bot.shell import Shell
from tests.ingest import layouts
from tests.ingest.documents import column, docx, pdf, zipped

PAGE = """<!doctype html><html><head><title>Quay crane falls silent</title>
<meta property="og:site_name" content="Arden Post">
<meta property="article:published_time" content="2024-10-23T08:15:00+02:00">
</head><body><article><h1>Quay crane falls silent</h1>
<p>The last coal crane on the north quay of Port Arden was switched off on Thursday, the office said.</p>
<p>It had unloaded ships for forty years, most of them from the southern coast, and was never replaced.</p>
<p>The office wants to turn the quay into a market hall within two years, according to its director.</p>
</article></body></html>"""
FIELDS = [
    "title",
    "body",
    "published",
    "precision",
    "source",
    "byline",
    "dateline",
    "agency",
    "url",
    "language",
]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder without an archive."""
    return Shell.on(tmp_path / "sitrep.db")


def line(**held: object) -> bytes:
    """A line of a corpus with these fields."""
    return json.dumps({"id": 1, **held}).encode()


def articles(**held: object) -> list[dict[str, Any]]:
    """What the articles of a line come to."""
    found = json.loads(extraction.line(line(**held)))
    assert list(found) == ["id", "articles"]
    assert all(list(article) == FIELDS for article in found["articles"])
    listed: list[dict[str, Any]] = found["articles"]
    return listed


class TestLines:
    """`sitrep extract --jsonl`, line by line."""

    def test_a_paste(self) -> None:
        """Each article of a paste comes out, a day as that day, and what is not stated is null."""
        first, second = articles(kind="text", content=layouts.ARAB_LAYOUT, received="2026-01-01T00:00:00Z")
        assert (first["title"], second["title"]) == (layouts.BRIDGE_TITLE, layouts.HARVEST_TITLE)
        assert first["body"] == "\n".join(layouts.BRIDGE)
        assert (first["published"], first["precision"]) == ("2024-03-02", "day")
        assert (first["source"], first["url"], first["language"]) == (None, None, "en")

    def test_a_page(self) -> None:
        """A page's own facts come out, a time to the minute in UTC."""
        (found,) = articles(kind="html", content=PAGE, url="https://arden.example/quay?utm_source=x")
        assert (found["source"], found["url"]) == ("Arden Post", "https://arden.example/quay")
        assert (found["published"], found["precision"]) == ("2024-10-23T06:15:00+00:00", "minute")

    def test_no_date_is_made_up(self) -> None:
        """When it was handed over is no date of publication."""
        (found,) = articles(kind="text", content=layouts.BRIDGE[0], received="2026-01-01T00:00:00Z")
        assert (found["published"], found["precision"]) == (None, None)

    @pytest.mark.parametrize("kind", ["text", "html"])
    @pytest.mark.parametrize("content", ["", "\ud83d\udea2", "Home\nWorld\nSport\n", "<a></a>"])
    def test_nothing_in_it(self, kind: str, content: str) -> None:
        """Content without an article has none; the line is done all the same."""
        assert articles(kind=kind, content=content) == []

    @pytest.mark.parametrize(
        ("held", "name"),
        [
            ({"content": "a"}, "kind"),
            ({"kind": "pdf", "content": "a"}, "kind"),
            ({"kind": "text"}, "content"),
            ({"kind": "text", "content": "a", "url": 1}, "url"),
            ({"kind": "text", "content": "a", "received": 1}, "received"),
        ],
    )
    def test_what_is_no_line(self, held: dict[str, object], name: str) -> None:
        """A field that is missing or of the wrong type is named."""
        with pytest.raises(Refused) as caught:
            extraction.line(line(**held))
        assert caught.value.text.args["name"] == name


class TestCommand:
    """The command as a process."""

    def test_a_file(self, shell: Shell) -> None:
        """Title, facts and text of each article are printed, and nothing is stored."""
        (shell.folder / "page.txt").write_text(layouts.ARAB_LAYOUT, encoding="utf-8")
        done = shell.sitrep("extract", "page.txt")
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith(f"{layouts.BRIDGE_TITLE}\n\n  Source: not stated\n")
        assert "  Published: 2 Mar 2024, known to the day\n" in done.out
        assert "\n".join(layouts.BRIDGE) in done.out
        assert "\n".join(layouts.HARVEST) in done.out
        assert not (shell.folder / "sitrep.db").exists()

    def test_what_is_left_out_is_told(self, shell: Shell) -> None:
        """Lines that look like the page around it, where they are many, as on a receipt."""
        briefs = (
            "The ferry to Lindow will not sail, the harbour office said.",
            "https://herald.example/ferry",
        )
        last = "Two bridges over the Aller were closed on Monday after a barge struck a pillar."
        done = shell.sitrep("extract", "-", stdin="\n".join((*briefs, "", last)))
        assert (done.code, done.out.count("Left out, since it looked like the page around it")) == (0, 1)
        assert last[:50] in done.out

    def test_a_saved_page_in_json(self, shell: Shell) -> None:
        """One object an article, with the fields of the corpus."""
        done = shell.sitrep("extract", "--json", stdin=PAGE)
        assert (done.code, done.err) == (0, "")
        found = json.loads(done.out)
        assert list(found) == FIELDS
        assert found["source"] == "Arden Post"

    def test_documents(self, shell: Shell) -> None:
        """Of an archive each document is shown, and each unreadable one is told with why: exit code 2."""
        pages = {"a.pdf": pdf([column(layouts.BRIDGE)]), "b.docx": docx(layouts.HARVEST), "c.pdf": pdf([[]])}
        (shell.folder / "a.zip").write_bytes(zipped(pages))
        done = shell.sitrep("extract", "--json", "a.zip")
        assert done.code == 2
        bodies = [json.loads(row)["body"] for row in done.out.splitlines()]
        assert bodies == ["\n".join(layouts.BRIDGE), "\n".join(layouts.HARVEST)]
        assert done.err == (
            "sitrep: c.pdf: This PDF holds pictures of pages and no text. Paste the article's text instead.\n"
        )

    def test_refusals(self, shell: Shell) -> None:
        """What holds no article, and a link that must not be fetched, is told in one line; exit code 2."""
        for words, stdin, said in (
            ((), "Home\nWorld\n", "No article was found"),
            (("none.txt",), "", "none.txt cannot be read"),
            (("http://127.0.0.1:1/a",), "", "private network"),
            (("ftp://arden.example/a.txt",), "", '"ftp://arden.example/a.txt" is not a web address'),
            (("FILE:///etc/hostname",), "", '"FILE:///etc/hostname" is not a web address'),
            (("www.arden.example",), "", "Addresses look like https://"),
        ):
            done = shell.sitrep("extract", *words, stdin=stdin)
            assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
            assert said in done.err

    def test_a_corpus(self, shell: Shell) -> None:
        """Lines come out in order, bad ones are told by number."""
        good = [line(kind="text", content=layouts.TWO_PAGES), line(kind="html", content=PAGE)]
        done = shell.sitrep(
            "extract", "--jsonl", "--jobs", "2", "-", stdin=b"\n".join([good[0], b"{", good[1]])
        )
        assert done.code == 1
        assert [len(json.loads(row)["articles"]) for row in done.out.splitlines()] == [2, 1]
        assert done.err == "sitrep: -, line 2: it is not JSON at character 2.\n"


def test_a_file_that_is_none_is_refused_in_one_sentence(tmp_path: Path) -> None:
    """Its reason stands alone where nothing else of the file could be read."""
    file = tmp_path / "a.zip"
    file.write_bytes(b"no archive")
    with pytest.raises(Refused) as caught:
        extraction.of_file(Given(path=file, name="a.zip"))
    assert caught.value.text == Text.of("unreadable.damaged")

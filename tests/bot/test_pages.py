"""Made-up pages: what is said of their lines is so, and training and measuring stay apart."""

from __future__ import annotations

import json
import re
from itertools import groupby
from pathlib import Path
from random import Random

import pytest

from bot import made_pages, pieces
from bot.pages import Layout, Page
from bot.phrases import SENTENCES, Phrases, wordings
from bot.pieces import Piece
from ingest import furniture, lines
from ingest.lines import Kind
from ingest.parts import Part
from newsroom.errors import Refused

HARBOUR = (
    "The harbour of Dorvale opened on Friday after eleven weeks of repairs to its walls.",
    "The council said that two of the cranes there must still be replaced.",
    "“We tested every wall twice before the ships came back,” harbour master Ada Stone said.",
    "Fishermen from the town had asked for help with their costs since the spring.",
    "Nobody could say on Monday when the second basin would be open to ships again.",
    "A storm in January had torn away part of the pier and sunk four boats.",
)
VINEYARD = (
    "Vineyards in the Selm valley expect their smallest vintage for thirty years.",
    "Late frost in April killed most buds on the lower slopes, growers told the ministry.",
    "Insurers have received nine hundred claims, more than in the last decade together.",
    "“My grandfather never saw an April like that one,” grower Max Moe said.",
    "Prices for red wine rose by a tenth at the auction last Tuesday.",
    "Experts advise planting grapes that flower later, which takes five years to pay off.",
)
TRIAL = (
    "A court in Arnwick acquitted the former treasurer of fraud on Thursday.",
    "Judges found no evidence that Lena Orlova had known of the forged invoices.",
    "Prosecutors had demanded four years in prison and announced an appeal.",
    "Her lawyer called the verdict a relief after two years of accusations.",
    "The hospital lost six million in the affair and had to close a ward.",
    "Two accountants who confessed were sentenced to probation in November.",
)
TELESCOPE = (
    "Astronomers have switched on the largest radio telescope of the southern hemisphere.",
    "Its first picture shows a galaxy whose light travelled for nine billion years.",
    "Construction in the desert took twelve years and twice the planned budget.",
    "Shepherds nearby had protested against the ban of mobile phones around the dishes.",
    "“Silence is what we need most,” director Tom Hale told visitors at the ceremony.",
    "Researchers from forty universities will share the observing time by lottery.",
)
ARTICLES = {
    "Dorvale harbour opens after eleven weeks of repairs": HARBOUR,
    "Frost leaves Selm valley growers with smallest vintage": VINEYARD,
    "Former treasurer acquitted of hospital fraud in Arnwick": TRIAL,
    "Largest southern radio telescope shows its first galaxy": TELESCOPE,
}
BOTH = {"By {name}", "{date}", "{headline}", "{HEADLINE}"}
"""Wordings so common that every page may have them."""


def corpus(path: Path) -> Path:
    """A file of four articles of our own."""
    told = [
        {"title": title, "text": "\n".join(said), "reference": f"In short.\n{said[1]}"}
        for title, said in ARTICLES.items()
    ]
    path.write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    return path


@pytest.fixture
def given(tmp_path: Path) -> list[Piece]:
    """The articles as pages are made of them."""
    return pieces.read([corpus(tmp_path / "articles.jsonl")])


def made(given: list[Piece], count: int = 66) -> list[Page]:
    """Pages of all layouts."""
    return made_pages.pages(given, count, seed=3)


def test_articles_are_read_with_their_headlines(tmp_path: Path) -> None:
    """The first line of a reference serves as a headline; what has none, or is too short, is left out."""
    text = "Harbour opens after eleven weeks\n2 March 2024\n" + "\n".join(HARBOUR)
    rows = [
        {
            "text": text,
            "reference": "Harbour opens after eleven weeks .\nThe cranes there must still be replaced .",
        },
        {"text": text, "title": "Harbour is open , says council"},
        {"text": text.replace("\n", "\n\n", 1).replace("Harbour opens", "Harbour opens again")},
        {"text": text},
        {"text": text, "title": "March 2024: 10:30 GMT"},
        {"text": text, "title": "Nothing of that is taken up"},
        {"text": HARBOUR[0], "title": "Harbour opens again today"},
    ]
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    found = {piece.title.casefold(): piece for piece in pieces.read([file])}
    assert set(found) == {
        *("harbour opens after eleven weeks", "harbour is open, says council"),
        "harbour opens again after eleven weeks",
    }
    one = found["harbour opens after eleven weeks"]
    assert " ".join(one.paragraphs) == text.split("\n", 2)[2].replace(
        "\n", " "
    )  # without the headline and the date
    assert one.deck == ()  # seven words say too little


def test_a_file_without_articles_is_told(tmp_path: Path) -> None:
    """One article makes no page, since pages link to others; a bad line is told with its number."""
    file = tmp_path / "in.jsonl"
    corpus(file)
    with pytest.raises(Refused) as none:
        pieces.read([file], limit=1)
    assert none.value.text.key == "cli.no_lines"
    file.write_text("no json")
    with pytest.raises(Refused) as bad:
        pieces.read([file])
    assert bad.value.text.args["line"] == 1


def test_every_wording_can_be_filled(given: list[Piece]) -> None:
    """No brace is left in any wording, nor in a page."""
    say = Phrases(Random(1), given, None)  # noqa: S311  # made-up pages, nothing secret
    for name, listed in wordings(None).items():
        for wording in listed:
            if name not in {"days", "hours"}:
                assert "{" not in say.fill(wording, title="T"), wording
    assert not any("{" in row.text for page in made(given) for row in page.rows)


def test_halves_share_no_wording() -> None:
    """What is learned on one half has not been seen in the other."""
    first, second = wordings(0), wordings(1)
    assert set(first) == set(second)
    whole = {name for name in first if first[name] == second[name] and len(first[name]) > 1}
    assert whole == {
        *("first_names", "last_names", "cities", "brands", "brand_endings", "sites", "weekdays"),
        *("days", "hours"),
    }
    for name in set(first) - whole:
        if len(first[name]) > 1:
            assert set(first[name]) & set(second[name]) <= BOTH, name


def test_the_same_seed_makes_the_same_pages(given: list[Piece]) -> None:
    """Pages can be made again, and other seeds make others."""
    texts = [page.text for page in made(given)]
    assert texts == [page.text for page in made(given)]
    assert len(set(texts)) == len(texts)
    assert texts != [page.text for page in made_pages.pages(given, 66, seed=4)]
    assert {page.layout for page in made(given)} == set(Layout)


def test_every_page_is_in_order(given: list[Piece]) -> None:
    """The parts of each article follow each other as a reading knows them, and each has a text."""
    order = re.compile("A?T?H?B(GB)*L?")
    letters = dict(zip(Part, "ATHBGL", strict=True))
    for page in made(given):
        numbers = [number for number, _ in groupby(row.article for row in page.rows)]
        assert numbers == list(range(len(page.titles)))
        for _, rows in groupby(page.rows, key=lambda row: row.article):
            parts = "".join(letters[part] for part, _ in groupby(row.part for row in rows))
            assert order.fullmatch(parts), (page.layout, parts)


def test_lines_say_what_is_said_of_them(given: list[Piece]) -> None:
    """Headlines and dates stand on the page; its text is of the articles; every row is one line."""
    sentences = {
        sentence for piece in given for text in piece.paragraphs for sentence in SENTENCES.split(text)
    }
    for page in made(given):
        rows = page.rows
        for number, (title, date) in enumerate(zip(page.titles, page.dates, strict=True)):
            ours = [row for row in rows if row.article == number]
            assert (title is not None) == any(row.part is Part.TITLE for row in ours)
            stating = [row for row in ours if row.date]
            assert {row.date for row in stating} == ({date} if date else set())
            assert all(re.search(r"\d", row.text) for row in stating)
        assert not any(furniture.is_time(row.text) for row in rows if row.part is Part.BODY)
        whole = [row.text for row in rows if row.part is Part.BODY and row.text in sentences]
        assert whole or page.layout is not Layout.SEVERAL
        assert len(page.text.split("\n")) == len(rows) + sum(row.gap for row in rows)
    rows = min(made(given), key=lambda one: len(one.rows)).rows
    page = next(page for page in made(given) if len(page.rows) == len(rows))
    assert [line.starts for line in made_pages.read(page)] == [(at,) for at in range(len(rows))]


def test_lessons_know_less_of_the_wording(given: list[Piece]) -> None:
    """Some pages are of another script but for their dates; of others the known furniture is unknown."""
    whole = [page for page in made(given) if page.layout is Layout.WHOLE and page.dates[0]]
    page = min(whole, key=lambda one: len(one.rows))
    plain = made_pages.read(page)
    foreign = blind = 0
    for seed in range(60):
        lesson = made_pages.lesson(page, seed)
        assert [line.words for line in lesson if line.stamp] == [line.words for line in plain if line.stamp]
        if lesson[-1].text != plain[-1].text:
            foreign += 1
            assert not re.search("[a-z]", next(line.text for line in lesson if line.kind is Kind.TEXT))
        else:
            assert [line.text for line in lesson] == [line.text for line in plain]
            blind += [line.kind for line in lesson] != [line.kind for line in plain]
    assert 1 <= foreign <= 15
    assert 15 <= blind <= 50
    assert lines.without_wording(lines.line(("Advertisement",))).kind is Kind.SHORT

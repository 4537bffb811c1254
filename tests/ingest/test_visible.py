"""What a page shows its readers, and where it holds several articles."""

from __future__ import annotations

import pytest

from ingest import page
from tests.ingest import layouts
from tests.ingest.pages import FROST, OPEN_GRAPH, URL, html


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>{}</p>",
        "<template><p>{}</p></template>",
        "<div style='display: none'><p>{}</p></div>",
        "<p style='visibility:hidden'>{}</p>",
        "<noscript><p>{}</p></noscript>",
        "<dialog><p>{}</p></dialog>",
        "<p aria-hidden='true'>{}</p>",
        "<p class='lead sr-only'>{}</p>",
        "<p style='opacity:0'>{}</p>",
        "<p style='font-size: 0px; color: red'>{}</p>",
        "<div style='position:absolute; left:-9999px'><p>{}</p></div>",
        "<p style='color: transparent'>{}</p>",
    ],
)
def test_what_nobody_sees_is_no_text(hidden: str) -> None:
    """A sentence that the page hides from its readers is never quoted as the publisher's."""
    planted = "The minister has confessed to the theft of nine million, his lawyer said on Monday."
    (draft,) = page.drafts(html(above=hidden.format(planted)), URL)
    assert planted not in draft.body
    assert draft.body.split("\n") == list(layouts.BRIDGE)


PLANTED = "The minister has confessed to the theft of nine million, his lawyer said on Monday."


@pytest.mark.parametrize(
    ("sheet", "attributes"),
    [
        (".x{display:none}", "class='a x'"),
        ("#x { color: red; Display : NONE }", "id=x"),
        ("a{b:c} p.x.y, #z {visibility: hidden !important}", "class='y x'"),
        ("/* .x{display:block} */ .x{display:none}", "class=x"),
        (".x{display:block} .x{display:none}", "class=x"),
        ("@media print{.x{display:block}} @import url(a); .x{display:none}", "class=x"),
        (".x{display:none} .menu .open{display:block}", "class=x"),
        (".x{display:none} p{display:block}", "class=x"),
    ],
)
def test_what_a_style_sheet_hides_is_no_text(sheet: str, attributes: str) -> None:
    """A rule of the page that names the element itself, and that no stronger or later one ends, hides it."""
    source = html(f"<style>{sheet}</style>", above=f"<p {attributes}>{PLANTED}</p>")
    (draft,) = page.drafts(source, URL)
    assert draft.body.split("\n") == list(layouts.BRIDGE)


@pytest.mark.parametrize(
    ("sheet", "attributes"),
    [
        (".x{display:none} .x{display:block}", "class=x"),
        (".x{display:none} p.x{display:inherit}", "class=x"),
        (".x{display:none} .x{display:block!important} .x{display:none}", "class=x"),
        (".x{display:none} .open .x{display:block}", "class=x"),
        (".x{display:none} .x:not(.y){display:block}", "class=x"),
        (".menu .x{display:none}", "class=x"),
        (".x:empty{display:none} .x .y{display:none}", "class=x"),
        ("@media print{.x{display:none} .y{a:b}}", "class=x"),
        ("@media (max-width: 600px){.x{display:none}}", "class=x"),
        (".x{display:none}", "class=y id=x"),
        (".x{display:none}", "class=x style='display: block'"),
        (".x{flex-display:none; display:flex}", "class=x"),
        (".x{display:none", "class=x"),
    ],
)
def test_what_a_style_sheet_may_show_is_text(sheet: str, attributes: str) -> None:
    """What is hidden somewhere else, in print, on small screens or until a rule shows it again, stays."""
    source = html(f"<style>{sheet}</style>", above=f"<p {attributes}>{PLANTED}</p>")
    (draft,) = page.drafts(source, URL)
    assert draft.body.split("\n") == [PLANTED, *layouts.BRIDGE]


def test_a_page_that_a_style_sheet_hides_until_its_scripts_run_is_read() -> None:
    """Nearly all of its text under such a rule is what scripts will show."""
    source = html("<style>.wait{display:none}</style>").replace("<article>", "<article class=wait>")
    (draft,) = page.drafts(source, URL)
    assert draft.body.split("\n") == list(layouts.BRIDGE)


@pytest.mark.parametrize(
    "waiting", ["<div style='display: none'>", "<main hidden>", "<div aria-hidden='true'>"]
)
def test_a_page_that_waits_for_its_scripts_is_read(waiting: str) -> None:
    """Where headline and text are hidden until scripts run, they are the article, and not the cookie wall."""
    wall = (
        "<div><p>We value your privacy and use cookies. Please accept them to go on reading this.</p></div>"
    )
    (draft,) = page.drafts(html().replace("<article>", f"{wall}{waiting}<article>"), URL)
    assert draft.body.split("\n") == list(layouts.BRIDGE)


def test_a_page_with_little_but_hidden_text_is_read() -> None:
    """Nearly all paragraphs are hidden under a visible headline, or without any: scripts will show them."""
    texts = "".join(f"<p>{text}</p>" for text in FROST)
    for head in ("<h1>Frost kills vines in Selm</h1>", ""):
        (draft,) = page.drafts(f"<html><body>{head}<div style='opacity:0'>{texts}</div></body></html>", None)
        assert draft.body.split("\n") == list(FROST)


@pytest.mark.parametrize(
    "quote",
    [
        "<blockquote><p>We tested every span twice</p></blockquote>",
        "<aside class='pullquote'>“It will hold.”<cite>Lena Orlova</cite></aside>",
    ],
)
def test_a_quote_set_apart_stands_once(quote: str) -> None:
    """A pull quote repeats words of the text; a quotation that stands nowhere else is text."""
    (draft,) = page.drafts(html(above=f"<p>{FROST[0]}</p>{quote}"), URL)
    assert draft.body.split("\n") == [FROST[0], *layouts.BRIDGE]
    (draft,) = page.drafts(html(above=f"<p>{FROST[0]}</p><blockquote><p>{FROST[2]}</p></blockquote>"), URL)
    assert draft.body.split("\n") == [FROST[0], FROST[2], *layouts.BRIDGE]


def test_whole_posts_under_a_name_are_articles_and_teasers_are_none() -> None:
    """On a page without a main headline of its own, posts of several paragraphs come apart."""
    texts = [
        ("Frost kills vines in Selm", (*FROST, *layouts.HARVEST)),
        (layouts.BRIDGE_TITLE, layouts.BRIDGE),
    ]
    posts = "".join(
        f"<article><h2>{name}</h2>{''.join(f'<p>{text}</p>' for text in rows)}</article>"
        for name, rows in texts
    )
    front = f"<html><head><title>Selm Notes</title></head><body><h1>Selm Notes</h1>{posts}</body></html>"
    assert [(one.title, tuple(one.body.split("\n"))) for one in page.drafts(front, None)] == texts
    under = front.replace("<h1>Selm Notes</h1>", "<h1>What happened on Friday, hour by hour</h1>")
    assert len(page.drafts(under, None)) == 1
    teasers = "".join(f"<article><h2>{text}</h2><p>{text}</p></article>" for text in FROST)
    assert len(page.drafts(html(above=teasers), URL)) == 1


def test_two_articles_on_a_page_are_two() -> None:
    """Each keeps its headline and day, and only the first has what the head says."""
    texts = "".join(f"<p>{text}</p>" for text in FROST)
    second = f"<article><h1>Frost kills vines in Selm</h1><p>3 May 2025</p>{texts}</article>"
    found = page.drafts(html(OPEN_GRAPH).replace("<aside>", f"{second}<aside>"), URL)
    assert [draft.title for draft in found] == [layouts.BRIDGE_TITLE, "Frost kills vines in Selm"]
    assert [draft.body.split("\n") for draft in found] == [list(layouts.BRIDGE), list(FROST)]
    assert [draft.published.at.date().isoformat() for draft in found if draft.published] == [
        "2024-03-02",
        "2025-05-03",
    ]
    assert found[1].url is None
    assert found[1].byline is None


def test_entries_of_a_live_page_are_one() -> None:
    """Parts of a page that have no main headline of their own are no articles."""
    entries = "".join(f"<article><h2>Entry {n}</h2><p>{text}</p></article>" for n, text in enumerate(FROST))
    assert len(page.drafts(html(above=entries), URL)) == 1


def test_an_offer_among_the_text_is_none_of_it() -> None:
    """Boxes that ask readers to subscribe stand in the text; a text in a wrapper of that name stays."""
    offer = "<div class='newsletter-box'><p>All that matters, every day in your inbox.</p></div>"
    (draft,) = page.drafts(html(above=f"<p>{FROST[0]}</p>{offer}"), URL)
    assert draft.body.split("\n") == [FROST[0], *layouts.BRIDGE]
    wrapped = (
        html()
        .replace("<article>", "<article><div class='newsletter'>")
        .replace("</article>", "</div></article>")
    )
    (draft,) = page.drafts(wrapped, URL)
    assert draft.body.split("\n") == list(layouts.BRIDGE)


def test_all_entries_of_a_live_page_are_read() -> None:
    """Entries of several paragraphs under one main headline are its text, each of them."""
    entries = "".join(
        f"<article><h2>At {at} o'clock</h2>{''.join(f'<p>{text}</p>' for text in rows)}</article>"
        for at, rows in ((9, layouts.BRIDGE), (10, (*FROST, *layouts.HARVEST)))
    )
    (draft,) = page.drafts(
        f"<html><body><h1>What happened in Selm on Friday</h1>{entries}</body></html>", None
    )
    rows = draft.body.split("\n")
    assert [text for text in (*layouts.BRIDGE, *FROST, *layouts.HARVEST) if text not in rows] == []


WALL = "<div><p>We value your privacy and use cookies. Please accept them to go on reading this.</p></div>"
FOOT = "<p>Copyright Dorvale Paper. The paper is printed in Dorvale every day of the week but Sunday.</p>"
MENU = "<td width=150><a href=/a>Home</a><br><a href=/b>World</a></td>"


@pytest.mark.parametrize("around", [("", ""), (WALL, ""), ("", FOOT), (WALL, FOOT)])
@pytest.mark.parametrize(
    "text",
    [
        "".join(f"<p>{row}</p>" for row in layouts.BRIDGE),
        "<br><br>".join(layouts.BRIDGE),
        "<table>" + "".join(f"<tr><td>{row}</td></tr>" for row in layouts.BRIDGE) + "</table>",
    ],
)
def test_a_page_that_is_laid_out_by_a_table_is_read(around: tuple[str, str], text: str) -> None:
    """Its text stands in a cell, in paragraphs, rows or between line breaks, whatever is around the table."""
    cell = f"<td><h1>{layouts.BRIDGE_TITLE}</h1><br>{text}</td>"
    day = "<meta property='article:published_time' content='2024-03-02'>"
    source = f"<html><head>{day}</head><body>{around[0]}<table><tr>{MENU}{cell}</tr></table>{around[1]}"
    (draft,) = page.drafts(f"{source}</body></html>", URL)
    assert (draft.title, draft.body.split("\n")) == (layouts.BRIDGE_TITLE, list(layouts.BRIDGE))
    assert draft.url == "https://paper.example/bridge"
    assert draft.published is not None


def test_a_table_of_data_is_no_text() -> None:
    """Its cells are no sentences of the report."""
    rows = "".join(f"<tr><td>Town {n}</td><td>{n}00 buds were killed there.</td></tr>" for n in range(30))
    (draft,) = page.drafts(html(above=f"<table><tr><th>Where<th>What</tr>{rows}</table>"), URL)
    assert draft.body.split("\n") == list(layouts.BRIDGE)

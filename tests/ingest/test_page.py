"""A web page or a file becomes drafts."""

from __future__ import annotations

import pickle
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import files, page
from ingest.decoding import decoded
from ingest.errors import NoArticle, Unreadable
from ingest.model import Precision, Stamp
from tests.ingest import layouts
from tests.ingest.pages import FROST, OPEN_GRAPH, URL, html


def test_a_page_gives_its_article() -> None:
    """Headline, text, publisher, author and time to the minute come from the page, furniture does not."""
    (draft,) = page.drafts(html(OPEN_GRAPH), URL)
    assert draft.title == layouts.BRIDGE_TITLE
    assert draft.body.split("\n") == list(layouts.BRIDGE)
    assert draft.source == "The Dorvale Paper"
    assert draft.byline == "Jane Doe"
    assert draft.url == "https://paper.example/bridge"
    assert draft.published == Stamp(at=datetime(2024, 3, 2, 14, 5, tzinfo=UTC), precision=Precision.MINUTE)


def test_linked_data_states_publisher_and_time() -> None:
    """JSON-LD is read wherever in its nesting the article stands."""
    head = """<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",
    "datePublished": "2024-03-02T14:05:00Z", "publisher": {"name": "Dorvale Wire"}}]}</script>"""
    (draft,) = page.drafts(html(head), URL)
    assert draft.source == "Dorvale Wire"
    assert draft.published == Stamp(at=datetime(2024, 3, 2, 14, 5, tzinfo=UTC), precision=Precision.MINUTE)


@pytest.mark.parametrize(
    "head", ["", "<script type='application/ld+json'>{broken</script>", "<meta name='date' content='soon'>"]
)
def test_nothing_is_guessed(head: str) -> None:
    """A page that names no publisher and no day has none; a copyright year is no date."""
    (draft,) = page.drafts(html(head), URL)
    assert draft.source is None
    assert draft.published is None


def test_a_day_stays_a_day() -> None:
    """Metadata without a time is known to the day."""
    (draft,) = page.drafts(html("<meta property='article:published_time' content='2024-03-02'>"), None)
    assert draft.published == Stamp(at=datetime(2024, 3, 2, tzinfo=UTC), precision=Precision.DAY)
    assert draft.url is None


def test_a_dateline_is_a_fact() -> None:
    """The place at the start of a page's first paragraph is taken off it."""
    (draft,) = page.drafts(html(first=f"DORVALE, Arland (AP) — {layouts.BRIDGE[0]}"), URL)
    assert (draft.dateline, draft.agency) == ("DORVALE", "AP")
    assert draft.body.split("\n")[0] == layouts.BRIDGE[0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", NoArticle.EMPTY),
        ("  \0 ", NoArticle.EMPTY),
        ("<html></html>", NoArticle.FURNITURE),
        ("<p>Hi</p>", NoArticle.FURNITURE),
    ],
)
def test_a_page_without_article_says_so(text: str, reason: NoArticle) -> None:
    """No article is a reason, not a crash."""
    with pytest.raises(Unreadable) as caught:
        page.drafts(text, URL)
    assert caught.value.reason is reason


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=120), st.binary(max_size=60))
def test_any_page_is_survived(text: str, data: bytes) -> None:
    """Hostile markup gives a draft or Unreadable, nothing else."""
    for shown in (text, f"<p>{text}</p>" * 3, decoded(data)):
        with suppress(Unreadable):
            assert page.drafts(shown, None)[0].body


def test_texts_are_read_by_how_they_begin() -> None:
    """Text and saved pages are read, whatever their encoding; a link to plain text names its articles."""
    text = f"{layouts.BRIDGE_TITLE}\n\n" + "\n".join(layouts.BRIDGE)
    for data in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16"), text.encode("cp1252")):
        (draft,) = files.drafts(decoded(data), "https://example.org/bridge.txt")
        assert draft.url == "https://example.org/bridge.txt"
        assert draft.body.split("\n") == list(layouts.BRIDGE)
    (draft,) = files.drafts(html(OPEN_GRAPH))
    assert draft.title == layouts.BRIDGE_TITLE


def test_unreadable_crosses_the_process_border() -> None:
    """The worker's "no article in this" reaches the parent with its reason."""
    with pytest.raises(Unreadable) as caught:
        files.drafts(" \n ")
    crossed = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  # our own value
    assert crossed.reason is NoArticle.EMPTY


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Привет, это новости из Киева.", "utf-8"),
        ("Президент України сказав, що це новини.", "cp1251"),
        ("<meta charset='koi8-u'>Новини з України сьогодні", "koi8-u"),
        ("Caf\u00e9 \u201cd\u00e9j\u00e0 vu\u201d in Orl\u00e9ans", "cp1252"),
        ("Plain", "utf-16"),
    ],
)
def test_bytes_become_text(text: str, encoding: str) -> None:
    """Marks, UTF-8, declarations and at last a guess tell the encoding."""
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("declared", ["zlib", "rot13", "no-such", "utf-8", "hex"])
def test_a_nonsense_declaration_is_survived(declared: str) -> None:
    """A declared encoding that does not exist or is none is ignored."""
    assert "lausible" in decoded(b"\xe9 plausible text in some language", declared)


def test_importing_ingest_is_light() -> None:
    """The page libraries are loaded by the one who reads a page, not by the parent process."""
    heavy = {"trafilatura", "htmldate", "lxml", "dateparser", "charset_normalizer", "babel"}
    code = "import sys, ingest.page, ingest.paste, ingest.files, ingest.fetch; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    assert "ingest.page" in done.stdout.split()
    assert not heavy & set(done.stdout.split())


@pytest.mark.parametrize(
    "shown",
    [
        "<p>3 May 2025</p>",
        "<div><span>By Jane Marsh</span><span>May 3, 2025</span></div>",
        "<div>By Jane Marsh</div><div>Published: May 3, 2025 09:30</div>",
    ],
)
def test_a_day_under_the_headline_is_read(shown: str) -> None:
    """Where the markup tells no time of publication, what is printed under the headline does."""
    (draft,) = page.drafts(html(above=shown), URL)
    assert draft.published is not None
    assert draft.published.at.date() == datetime(2025, 5, 3, tzinfo=UTC).date()


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        ("<title>{} :: Paper</title><meta property='og:title' content='{} :: Paper'>", "<h1>{}</h1>"),
        ("<title>Is this bridge back?</title><meta property='og:title' content='Look!'>", "<h1>{}</h1>"),
        ("<title>{} - Paper</title>", "<h1><a href='/'>Dorvale Paper</a></h1><h2>{}</h2>"),
        ("<title>Dorvale Paper: {}</title>", "<h1>Dorvale Paper</h1><h3>{}</h3>"),
        ("<title>{}</title>", "<h1><span>Arland</span> <span>{}</span></h1>"),
        ("<title>Paper</title>", "<h1 class='sr-only'>Paper</h1><h2>{}</h2>"),
    ],
)  # fmt: skip
def test_the_headline_is_the_one_that_readers_see(head: str, headline: str) -> None:
    """Site names, labels and titles for sharing are not of it."""
    shown = html().replace(f"<h1>{layouts.BRIDGE_TITLE}</h1>", headline.format(layouts.BRIDGE_TITLE))
    start, end = shown.index("<title>"), shown.index("</title>") + len("</title>")
    stated = head.replace("{}", layouts.BRIDGE_TITLE)
    (draft,) = page.drafts(shown[:start] + stated + shown[end:], URL)
    assert draft.title == layouts.BRIDGE_TITLE
    assert draft.body.split("\n") == list(layouts.BRIDGE)


@pytest.mark.parametrize(
    "value",
    ["1746264600", "Sat, 03 May 2025 09:30:00 GMT", "2025-05-03 12:30:00 +0300", "20250503T093000Z"],
)
def test_times_in_other_forms_are_read(value: str) -> None:
    """Seconds, the dates of e-mails, and what else content systems write where ISO 8601 is due."""
    (draft,) = page.drafts(html(f"<meta property='article:published_time' content='{value}'>"), None)
    assert draft.published == Stamp(at=datetime(2025, 5, 3, 9, 30, tzinfo=UTC), precision=Precision.MINUTE)


@pytest.mark.parametrize(
    "above",
    [
        "<div>By <a href='/j'>Jane Marsh</a> <time datetime='2025-05-03T09:30Z'>2 days ago</time></div>",
        "<p>Updated <time datetime='2025-06-01'>now</time></p><time datetime='2025-05-03T09:30Z'>then</time>",
    ],
)
def test_a_time_beside_the_headline_is_read(above: str) -> None:
    """What the element states counts, not what it shows, and not when the page was changed."""
    (draft,) = page.drafts(html(above=above), URL)
    assert draft.published == Stamp(at=datetime(2025, 5, 3, 9, 30, tzinfo=UTC), precision=Precision.MINUTE)


@pytest.mark.parametrize(
    "other",
    [
        "<div class='c'><h3>A ferry</h3><time datetime='2025-05-03T09:30Z'>3 May 2025</time></div>",
        "<ul><li><a href='/f'>A ferry sinks at Selm</a> <span class='date'>3 May 2025</span></li></ul>",
        """<script type="application/ld+json">{"@type": "NewsArticle", "comment":
           [{"@type": "Comment", "datePublished": "2025-05-03T09:30:00Z"}]}</script>""",
    ],
)
def test_the_date_of_something_else_is_none(other: str) -> None:
    """A page without a date has none, whatever other stories and comments have."""
    (draft,) = page.drafts(html().replace("<aside>", f"{other}<aside>"), URL)
    assert draft.published is None


def test_the_readers_day_and_the_sites_are_none() -> None:
    """A bar above the page has today's date, a footer that of the site's last change."""
    bar = html().replace(
        "<nav>", "<div><time datetime='2026-11-28'>28 November 2026</time></div><p>Paper</p><nav>"
    )
    for shown in (bar, html().replace("© 2023 Dorvale", "Updated 28 November 2025")):
        (draft,) = page.drafts(shown, URL)
        assert draft.published is None


def test_a_date_right_above_the_headline_is_read() -> None:
    """Some pages print section and day over the headline."""
    shown = html().replace("<h1>", "<div><a href='/w'>War</a> <span>3.5.2025, 08:22</span></div><h1>")
    (draft,) = page.drafts(shown, URL)
    assert draft.published == Stamp(at=datetime(2025, 5, 3, tzinfo=UTC), precision=Precision.DAY)


def test_broken_linked_data_still_tells_the_time() -> None:
    """Line breaks in strings and commas too many are usual."""
    head = """<script type="application/ld+json">{"@type": "NewsArticle", "description": "Two
    lines", "datePublished": "2025-05-03T09:30:00Z", "author":
    ["Jane Marsh", {"name": "Max Moe"}],}</script>"""
    (draft,) = page.drafts(html(head), URL)
    assert draft.published == Stamp(at=datetime(2025, 5, 3, 9, 30, tzinfo=UTC), precision=Precision.MINUTE)
    assert draft.byline == "Jane Marsh; Max Moe"


def test_a_publisher_or_an_address_is_no_byline() -> None:
    """Linked data and meta names often have either for the author."""
    (draft,) = page.drafts(html('<meta property="article:author" content="https://p.example/jane">'), URL)
    assert draft.byline is None
    head = """<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Dorvale Wire"},
    "publisher": {"name": "Dorvale Wire"}}</script>"""
    (draft,) = page.drafts(html(head), URL)
    assert (draft.byline, draft.source) == (None, "Dorvale Wire")


def test_the_article_goes_before_what_else_the_head_describes() -> None:
    """The date of a video or of the site is not the article's."""
    things = '[{"@type": "VideoObject", "datePublished": "2019-01-01T10:00:00Z"}, {"@type": "NewsArticle", "datePublished": "2025-05-03T10:00:00Z"}]'  # noqa: E501
    (draft,) = page.drafts(html(f'<script type="application/ld+json">{things}</script>'), URL)
    assert draft.published == Stamp(at=datetime(2025, 5, 3, 10, tzinfo=UTC), precision=Precision.MINUTE)


def test_endless_nesting_is_refused() -> None:
    """A page that no parser follows to its end gives no raw markup."""
    deep = f"<html><body>{'<div>' * 100_000}<p>{' '.join(FROST)}</p>{'</div>' * 100_000}</body></html>"
    with pytest.raises(Unreadable):
        page.drafts(deep, URL)


def test_marks_that_nobody_sees_are_no_words() -> None:
    """Soft hyphens and zero-width spaces are in neither the headline nor the text."""
    shown = html().replace("bridge", "brid&shy;ge").replace("council", "coun&#8203;cil")
    (draft,) = page.drafts(shown, URL)
    assert draft.title == layouts.BRIDGE_TITLE
    assert draft.body.split("\n") == list(layouts.BRIDGE)


SHORT = (
    "Striking ferry crews sailed again from Ostra on Tuesday, the harbour office said.",
    "The union denied that a deal was signed.",
    "Two ships are still missing their captains, an officer said.",
)


@pytest.mark.parametrize(
    ("above", "between", "below"),
    [
        ("<p class='byline'>By Jane Marsh</p><time>3 May</time>", "", "<p>Sign up to our newsletter</p>"),
        ("", "<aside><p>Read more: The ferry nobody wanted</p></aside>", ""),
        ("", "<figure><img><figcaption>A ferry. Photo: J. Roe/AFP</figcaption></figure>", ""),
    ],
)
def test_a_short_article_keeps_its_paragraphs(above: str, between: str, below: str) -> None:
    """A few sentences on a page stay apart from each other and from what stands around them."""
    texts = [f"<p>{text}</p>" for text in SHORT]
    text = f"{above}{texts[0]}{between}{''.join(texts[1:])}{below}"
    shown = f"<article><h1>Ferry crews sail again</h1>{text}</article>"
    head = "<head><title>Ferry crews sail again - Ostra Post</title></head>"
    (draft,) = page.drafts(f"<html>{head}<body><nav><a href='/'>Home</a></nav>{shown}</body></html>", URL)
    assert draft.title == "Ferry crews sail again"
    assert draft.body.split("\n") == list(SHORT)


def test_marks_alone_are_no_text() -> None:
    """A page of a list mark and control characters has no article."""
    with pytest.raises(Unreadable):
        page.drafts("-\r\x7f", None)

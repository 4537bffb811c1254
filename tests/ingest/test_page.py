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

URL = "https://paper.example/bridge?utm_source=mail"


def html(head: str = "", above: str = "", first: str = layouts.BRIDGE[0]) -> str:
    """A news page in our own words."""
    texts = "".join(f"<p>{text}</p>" for text in (first, *layouts.BRIDGE[1:]))
    return f"""<!doctype html><html lang="en">
    <head><title>{layouts.BRIDGE_TITLE} | The Dorvale Paper</title>{head}</head><body>
    <nav><a href="/">Home</a> <a href="/w">World</a></nav>
    <div class="cookie">We use cookies.</div>
    <article><h1>{layouts.BRIDGE_TITLE}</h1>{above}{texts}
    <p>Read more: The ferry that nobody wanted</p>
    </article>
    <aside><h3>Most read</h3><a href="/f">The ferry that nobody wanted</a></aside>
    <footer>© 2023 Dorvale</footer></body></html>"""


OPEN_GRAPH = f"""<meta property="og:title" content="{layouts.BRIDGE_TITLE}">
<meta property="og:site_name" content="The Dorvale Paper">
<meta property="article:published_time" content="2024-03-02T16:05:30+02:00">
<meta name="author" content="Jane Doe">"""


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


FROST = (
    "Late frost killed most buds on the lower slopes of the Selm valley, growers said on Friday.",
    "Insurers have received nine hundred claims, more than in the last ten years together.",
    "“My grandfather never saw an April like that one,” grower Max Moe told the council.",
)


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


@pytest.mark.parametrize(
    "shown", ["<p>3 May 2025</p>", "<div>By Jane Marsh</div><div>Published: May 3, 2025 09:30</div>"]
)
def test_a_day_under_the_headline_is_read(shown: str) -> None:
    """Where the markup tells no time of publication, what is printed under the headline does."""
    (draft,) = page.drafts(html(above=shown), URL)
    assert draft.published is not None
    assert draft.published.at.date() == datetime(2025, 5, 3, tzinfo=UTC).date()


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
        "<p>Updated <time datetime='2025-06-01'>1 June</time></p>"
        "<time datetime='2025-05-03T09:30Z'>3 May</time>",
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

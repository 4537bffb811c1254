"""A paste becomes its articles: nothing of them lost, nothing of the page kept."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import lines, title
from ingest.errors import NoArticle, Unreadable
from ingest.model import Precision, Stamp
from ingest.paste import drafts
from tests.ingest import layouts

PUBLISHED_PAGE = Path(__file__).parents[2] / ".." / "shared" / "samples" / "arab-news-paste.txt"


def day(year: int, month: int, date: int) -> Stamp:
    """A publication time known to the day."""
    return Stamp(at=datetime(year, month, date, tzinfo=UTC), precision=Precision.DAY)


def test_the_published_page_is_two_articles() -> None:
    """The real paste gives its two articles with headline, date, place and agency, and no furniture."""
    if not PUBLISHED_PAGE.exists():
        pytest.skip("the published page is not here")
    text = PUBLISHED_PAGE.read_text(encoding="utf-8")
    rows = [row.strip() for row in text.split("\n") if row.strip()]
    first, second = drafts(text)
    assert (first.title, second.title) == (rows[0], rows[19])
    assert (first.published, second.published) == (day(2024, 10, 23), day(2026, 1, 21))
    assert (first.agency, second.agency) == ("AFP", None)
    assert (first.dateline, second.dateline) == (None, "MOSCOW")
    assert first.source is second.source is None
    assert first.body.split("\n") == rows[7:19]
    assert second.body.split("\n") == [rows[24].removeprefix("MOSCOW: "), *rows[25:]]


def test_the_imitated_page_is_two_articles() -> None:
    """Two pages pasted one after the other are told apart, and each body is whole and clean."""
    first, second = drafts(layouts.ARAB_LAYOUT)
    assert (first.title, first.published, first.agency) == (layouts.BRIDGE_TITLE, day(2024, 3, 2), "AFP")
    assert first.body.split("\n") == list(layouts.BRIDGE)
    assert (second.title, second.published, second.dateline) == (
        layouts.HARVEST_TITLE,
        day(2025, 6, 11),
        "SELM",
    )
    assert second.body.split("\n") == list(layouts.HARVEST)
    assert second.source is None


def test_a_whole_page_is_cleaned() -> None:
    """Menus, cookie walls, share bars, advertisements, related stories and the footer stay out."""
    (draft,) = drafts(layouts.WHOLE_PAGE)
    assert draft.title == layouts.BRIDGE_TITLE
    assert draft.body.split("\n") == list(layouts.BRIDGE)
    assert draft.published == Stamp(at=datetime(2024, 3, 2, 14, 5, tzinfo=UTC), precision=Precision.MINUTE)
    assert draft.byline == "Jane Doe and John Roe in Dorvale"
    assert draft.agency == "Reuters"


def test_a_page_behind_a_wall_is_cleaned() -> None:
    """A consent wall, a caption above its credit, links, teasers and the author's note stay out."""
    (draft,) = drafts(layouts.WALLED_PAGE)
    assert draft.title == layouts.BRIDGE_TITLE
    assert draft.body.split("\n") == list(layouts.BRIDGE)


def test_two_pages_with_long_heads_are_two_articles() -> None:
    """Share bars and a credit with a copyright sign between headline and text hide no headline."""
    first, second = drafts(layouts.TWO_PAGES)
    assert first.body.split("\n") == list(layouts.BRIDGE)
    assert (second.title, second.byline) == (layouts.HARVEST_TITLE, "Max Moe")
    assert second.body.split("\n") == list(layouts.HARVEST)


def test_a_headline_in_a_list_of_links_splits_nothing() -> None:
    """A dated link under "More on this story" does not begin an article where the text goes on behind it."""
    rows = [
        layouts.BRIDGE_TITLE,
        *layouts.BRIDGE[:3],
        "More on this story",
        "Council votes on a larger school",
        "Published 12 March 2024",
        *layouts.BRIDGE[3:],
        "Bridge engineers will test the pillars of the Dorvale crossing again after the repairs in March.",
        "The regional council said that trucks which cross before then will be fined.",
    ]
    (draft,) = drafts("\n".join(rows))
    assert layouts.BRIDGE[0] in draft.body


def test_a_label_opens_no_list_of_the_text() -> None:
    """The links under a label of the page go with it; a list that a sentence opens stays."""
    link = "Ferry strike enters its second week"
    rows = [
        layouts.BRIDGE_TITLE,
        *layouts.BRIDGE[:2],
        "Also in the Dorvale Paper:",
        link,
        *layouts.BRIDGE[2:],
    ]
    assert link not in drafts("\n".join(rows))[0].body
    rows[3] = "The council named what comes next, and when the works are to begin:"
    assert link in drafts("\n".join(rows))[0].body


def test_a_link_among_the_text_is_no_headline() -> None:
    """Where a page has no headline, a link that stands in it twice takes no paragraph above it away."""
    link = "Ferry strike enters its second week today"
    page = [layouts.BRIDGE[0], "Read next", link, *layouts.BRIDGE[1:], "Related stories", link]
    (draft,) = drafts("\n".join(page))
    assert draft.body.split("\n") == list(layouts.BRIDGE)
    assert draft.title == layouts.BRIDGE[0]


@pytest.mark.parametrize(
    ("before", "last"),
    [
        (["Jane Doe", "@janedoe"], "Jane covers the valley. Before that she spoke on the radio for years."),
        (
            ["Read full bio", "Our standards: the Dorvale principles"],
            "Whoever sees mushrooms should ring.",
        ),
    ],
)
def test_who_wrote_it_and_strangers_at_the_end_go(before: list[str], last: str) -> None:
    """A last paragraph that introduces the author, or stands apart and shares no word, is not of the text."""
    (draft,) = drafts("\n".join([layouts.BRIDGE_TITLE, *layouts.BRIDGE, *before, last]))
    assert draft.body.split("\n") == list(layouts.BRIDGE)


def test_comments_end_the_text() -> None:
    """Behind the line that opens the comments nothing is of the text, whatever readers write."""
    comments = [
        "The comments below have not been moderated.",
        "RiverBoy, Arden",
        "Nobody wondered at this at all.",
    ]
    (draft,) = drafts("\n".join([layouts.BRIDGE_TITLE, *layouts.BRIDGE, *comments]))
    assert draft.body.split("\n") == list(layouts.BRIDGE)


@pytest.mark.parametrize("ad", [[], ["New gutters are on sale in this town until May."]])
def test_an_advertisement_under_its_label_goes(ad: list[str]) -> None:
    """A sentence under "Sponsored" that is about something else goes; one of the text stays."""
    (draft,) = drafts(
        "\n".join([layouts.BRIDGE_TITLE, *layouts.BRIDGE[:2], "Sponsored", *ad, *layouts.BRIDGE[2:]])
    )
    assert draft.body.split("\n") == list(layouts.BRIDGE)


def test_a_last_paragraph_behind_an_advertisement_stays() -> None:
    """One line of the page before it does not take the article's last paragraph away."""
    rows = [layouts.BRIDGE_TITLE, *layouts.BRIDGE, "Advertisement", "Snow was expected at night."]
    assert drafts("\n".join(rows))[0].body.split("\n")[-1] == rows[-1]


def test_a_forward_keeps_its_text() -> None:
    """A forwarded post has its first line as headline and loses only the channel's own lines."""
    (draft,) = drafts(layouts.FORWARD)
    assert draft.title.endswith(layouts.BRIDGE_TITLE)
    assert draft.body.split("\n") == list(layouts.BRIDGE)
    assert draft.published is None


def test_a_wire_report_gives_its_facts() -> None:
    """Place, date and agency of a wire's dateline are facts and not part of the first sentence."""
    (draft,) = drafts(layouts.WIRE)
    assert (draft.dateline, draft.agency, draft.published) == ("SELM", "Reuters", day(2025, 6, 11))
    assert draft.body.split("\n")[:4] == list(layouts.HARVEST)


@pytest.mark.parametrize("page", [layouts.SUB_HEADINGS, layouts.LIVE_PAGE, layouts.MAIL, layouts.WHOLE_PAGE])
def test_one_article_is_never_split(page: str) -> None:
    """Sub-headings, live entries and bylines inside do not make several articles of one."""
    assert len(drafts(page)) == 1


@pytest.mark.parametrize("rule", ["---", "***", "==========", "• • •"])
def test_a_separator_parts_articles(rule: str) -> None:
    """A rule between a text and a headline with its own text is a border."""
    page = "\n\n".join(
        [layouts.BRIDGE_TITLE, *layouts.BRIDGE, rule, layouts.HARVEST_TITLE, "9 June 2025", *layouts.HARVEST]
    )
    first, second = drafts(page)
    assert first.body.split("\n") == list(layouts.BRIDGE)
    assert second.body.split("\n") == list(layouts.HARVEST)
    assert (first.published, second.published) == (None, day(2025, 6, 9))


def test_sub_headings_stay() -> None:
    """A heading between paragraphs belongs to the text."""
    (draft,) = drafts(layouts.SUB_HEADINGS)
    assert "What the council says" in draft.body.split("\n")
    assert draft.byline == "Jane Doe"


def test_a_single_paragraph_is_an_article() -> None:
    """Plain text is an article, titled by its whole first sentence."""
    (draft,) = drafts("Lt. Gen. A. B. Carr spoke at 5 p.m. on Friday. He left at once.")
    assert draft.title == "Lt. Gen. A. B. Carr spoke at 5 p.m. on Friday."
    assert draft.body == "Lt. Gen. A. B. Carr spoke at 5 p.m. on Friday. He left at once."


def test_a_very_long_first_sentence_is_cut_at_a_word() -> None:
    """A title is at most 200 characters and a verbatim beginning."""
    text = " ".join(["seventeen"] * 60) + "."
    (draft,) = drafts(text)
    assert len(draft.title) <= 200
    assert text.startswith(f"{draft.title} ")


def test_lines_wrapped_by_hand_stay_whole() -> None:
    """A text broken at a margin loses none of its lines."""
    (draft,) = drafts(layouts.MAIL)
    assert draft.title == layouts.BRIDGE_TITLE
    assert draft.body.split("\n") == [row for row in layouts.MAIL.split("\n")[1:] if row]


@pytest.mark.parametrize(
    "kept",
    [
        "The ministry's account could not be independently verified.",
        "“Subscribe to our newsletter and you will learn nothing,” the minister told the editor.",
        "“Share,” she said, “and follow us on the road.”",
        "The bridge was damaged in August (AP reported at the time) and closed.",
        "ORLOVA: We tested every span twice and it will hold for years.",
        "Comments by the council were not expected before the end of the week.",
        "Related costs of the repair were put at two million crowns by the council.",
        "The union said on Monday that it would support independent journalism in the valley.",
        "Nine engineers contributed to this report of the council on the bridge, the mayor said.",
        "Read more slowly, the teacher told the soldiers who had come to learn the language.",
        "Cookies were on the table when the envoys met in the old town hall.",
        "The council updated 23 October 2024 rules on heavy trucks.",
        "The post was held by four men, Reuters reported.",
        "See how the US media and the Russian media told of the bridge.",
        "Our boats stayed in port, the fishermen said, and nobody asked us.",
        "Follow the money, the court told the auditors on Monday.",
        "Residents asked us to leave, and our vehicle was searched twice.",
        "'Our readers and our stories are free,' the editor shouted from the bridge.",
        "Jane Doe is a reporter at the paper, and she was on the bridge when it was hit.",
        "A lorry passes the bridge every minute, the council said.",
    ],
)
def test_what_somebody_reported_stays(kept: str) -> None:
    """Caveats, attributions, quotations and sentences that only look like furniture are kept."""
    page = "\n".join([layouts.BRIDGE_TITLE, layouts.BRIDGE[0], layouts.BRIDGE[1], kept, layouts.BRIDGE[4]])
    (draft,) = drafts(page)
    assert kept in draft.body.split("\n")


@pytest.mark.parametrize(
    "dropped",
    [
        "Share this article",
        "Support trusted journalism and civil dialogue.",
        "A free press is a cornerstone of a healthy democracy.",
        "Dorvale Press writers Ann B. Poe in Arden and Jo Roe contributed to this report.",
        "ADVERTISEMENT",
        "Advertisement - story continues below",
        "Read more: The ferry that nobody wanted",
        "READ ALSO: The ferry that nobody wanted",
        "Sign up to our weekly newsletter for the best of the valley, straight to your inbox.",
        "This website uses cookies to make it better.",
        "A worker looks at the bridge on Friday. (AP Photo/Ann Poe)",
        "Image source, Getty Images",
        "FILE PHOTO: The bridge in winter",
        "Follow us on Telegram and X",
        "https://example.org/bridge",
        "#bridge #dorvale",
        "Updated 3 hours ago",
        "5 min read",
        "1.2K views",
        "Please log in to comment on this story.",
        "Five stories worth your time, every Sunday. No spam, ever.",
        "You have reached your limit of free articles this month.",
        "We do not have a paywall. If you value our journalism, please think of a contribution.",
        "What do you think about this story? Let us know in the comments below.",
        "Got a tip? Contact our reporters in confidence.",
        "Follow the Dorvale Paper on WhatsApp for live news updates.",
        "Get the latest news and live updates from the valley and beyond, along with the weather.",
        "With your agreement, we and our advertising partners use cookies to remember you.",
        "RELATED STORY The ferry that nobody wanted",
        "[Read more: The ferry that nobody wanted]",
        "Keep up with the valley by joining our WhatsApp community.",
        "Like the paper on Facebook, follow @dorvalepaper and stay informed every day.",
        "If you want to advertise here, call our sales team.",
        "Buses wait at the bridge. Ann Poe/The Dorvale Paper hide caption",
        "The bridge on the day before. PHOTO: DORVALE",
        "ADVERTISEMENT - CONTINUE READING BELOW",
        "Become a Dorvale Paper sponsor",
        "Representational image. (Paper photo by Ann Poe)",
        "The bridge on the day before. (Ann Poe/The Dorvale Paper)",
        "The bridge on the day before. Picture: Paper Archive",
        "The bridge, where buses stop. — Paper/File",
        "Ann Poe/The Dorvale Paper, FILE",
        "01:42",
        "This is a developing story. Please check back for updates.",
    ],
)
def test_furniture_inside_the_text_goes(dropped: str) -> None:
    """A line of the page between two paragraphs is not part of the article."""
    page = "\n".join(
        [layouts.BRIDGE_TITLE, layouts.BRIDGE[0], layouts.BRIDGE[1], dropped, *layouts.BRIDGE[2:]]
    )
    (draft,) = drafts(page)
    assert draft.body.split("\n") == list(layouts.BRIDGE)


@pytest.mark.parametrize(
    "stated", ["Updated 3 hours ago", "© 2024", "Friday", "2 March", "03/04/2024", "Published: 14:05"]
)
def test_no_date_is_invented(stated: str) -> None:
    """A line that names no complete, unambiguous day gives no date."""
    (draft,) = drafts("\n".join([layouts.BRIDGE_TITLE, stated, *layouts.BRIDGE]))
    assert draft.published is None


@pytest.mark.parametrize("stated", ["Published 25 June 2025", "Last modified on 01.01.2010"])
def test_another_storys_date_is_not_this_ones(stated: str) -> None:
    """Under the text a date counts that stands there by itself, none under another story's headline."""
    text = [layouts.BRIDGE_TITLE, *layouts.BRIDGE]
    (own,) = drafts("\n".join([*text, stated]))
    assert own.published is not None
    (draft,) = drafts("\n".join([*text, "Winter fair draws record crowds to the lake", stated]))
    assert draft.published is None


def test_a_date_in_a_sentence_is_not_the_publication() -> None:
    """A date that the text or a caption speaks of says nothing about when it was published."""
    page = [
        layouts.BRIDGE_TITLE,
        "A view of the bridge on October 21, 2023. (AFP)",
        "It was shut on 4 May 2023.",
        *layouts.BRIDGE,
    ]
    (draft,) = drafts("\n".join(page))
    assert draft.published is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", NoArticle.EMPTY),
        (" \n\t\u00a0\n", NoArticle.EMPTY),
        ("\0\ud800", NoArticle.EMPTY),
        ("Home\nWorld\nSport\nSign in", NoArticle.FURNITURE),
        ("https://example.org/a\n#news", NoArticle.FURNITURE),
        ("---", NoArticle.FURNITURE),
    ],
)
def test_nothing_to_read_says_why(text: str, reason: NoArticle) -> None:
    """A text without an article is refused with its reason."""
    with pytest.raises(Unreadable) as caught:
        drafts(text)
    assert caught.value.reason is reason


def test_broken_characters_go_and_all_others_stay() -> None:
    """NUL and lone surrogates are dropped, line ends made one; every other character is kept."""
    (draft,) = drafts(
        "The coun\0cil\ud800 of\u00a0Dorvale\u2009met\u200b today.\r\nIt voted late.\rNobody\x0bspoke of it."
    )
    assert (
        draft.body
        == "The council of\u00a0Dorvale\u2009met\u200b today.\nIt voted late.\nNobody\x0bspoke of it."
    )


@given(st.text(st.sampled_from("a \r\n\0\ud800\ufeff\u2028b.")))
def test_a_levelled_text_is_normalised_in_place(text: str) -> None:
    """White space stands for what is dropped, so that the lines are those of the normalised text."""
    level = lines.levelled(text)
    assert len(level) == len(text)
    assert lines.normalised(level) == level
    assert all(one == other or not one.strip() for one, other in zip(level, text, strict=True))


PIECES = st.sampled_from(
    [
        *layouts.BRIDGE,
        *layouts.HARVEST,
        layouts.BRIDGE_TITLE,
        layouts.HARVEST_TITLE,
        *layouts.WHOLE_PAGE.split("\n"),
        *layouts.WIRE.split("\n"),
        *layouts.ARAB_LAYOUT.split("\n"),
        "",
        "---",
    ]
)


@given(st.one_of(st.text(max_size=300), st.lists(PIECES | st.text(max_size=60), max_size=30).map("\n".join)))
def test_every_line_is_verbatim(text: str) -> None:
    """Whatever is pasted, each line of a title or body stands in it, and only Unreadable is raised."""
    submitted = lines.normalised(text)
    try:
        found = drafts(text)
    except Unreadable:
        return
    for draft in found:
        assert draft.title
        assert draft.title in submitted
        assert draft.body
        rows = draft.body.split("\n")
        assert all(rows)
        assert [submitted[at : at + len(row)] for at, row in zip(draft.places, rows, strict=True)] == rows


def test_words_for_a_picture_go_with_its_caption() -> None:
    """A sentence that a caption near it says again, with its credit, tells what the picture shows."""
    shown = "A lorry passes the river bridge on its first morning."
    picture = [shown, "View image in fullscreen", f"{shown} Photograph: John Roe/EPA"]
    page = [layouts.BRIDGE_TITLE, *layouts.BRIDGE[:2], *picture, *layouts.BRIDGE[2:]]
    (draft,) = drafts("\n".join(page))
    assert draft.body.split("\n") == list(layouts.BRIDGE)


@settings(deadline=None)  # the first call reads the vocabulary
@given(st.permutations(layouts.BRIDGE + layouts.HARVEST), st.integers(min_value=2, max_value=9))
def test_a_clean_article_comes_back_unchanged(sentences: list[str], size: int) -> None:
    """Title, blank line and body give that body again, so cleaning twice changes nothing."""
    body = "\n".join(sentences[:size])
    (draft,) = drafts(f"{layouts.BRIDGE_TITLE}\n\n{body}")
    assert (draft.title, draft.body) == (layouts.BRIDGE_TITLE, body)
    (again,) = drafts(f"{draft.title}\n\n{draft.body}")
    assert (again.title, again.body) == (draft.title, draft.body)


def test_title_of_a_long_line_takes_no_time() -> None:
    """The first sentence is looked for where a title can be, however long the paragraph is."""
    began = time.monotonic()
    assert len(title.first_sentence("U.S. " * 20_000)) <= title.LONGEST
    assert time.monotonic() - began < 1.0
    assert title.first_sentence("He met Gen. Doe. Then he left. " + "x " * 500) == "He met Gen. Doe."


@pytest.mark.parametrize("words", ["RELATED ARTICLE How the valley learned to live", "more from abc", "A.B,"])
def test_repeated_words_are_judged_quickly(words: str) -> None:
    """No pattern tries every way to part a line that says the same again and again."""
    for apart in (" ", "", "\n"):
        for times in (4, 6, 200):
            with suppress(Unreadable):
                drafts(apart.join([words] * times))

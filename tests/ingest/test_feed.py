"""Feeds of every kind are read, and told from what is none."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from ingest import feed
from ingest.errors import NoArticle, Unreadable

URL = "https://herald.example/feeds/all.xml"
LONG = " ".join(f"The ferry made its crossing number {n} on time." for n in range(30))
AT = datetime(2026, 5, 4, 5, 0, tzinfo=UTC)


def rss(items: str, head: str = "") -> bytes:
    """An RSS document."""
    return (
        f'<?xml version="1.0"?>{head}'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Sample Herald</title><ttl>45</ttl>{items}</channel></rss>"
    ).encode()


def read(body: bytes) -> feed.Feed:
    """What is in it."""
    return feed.read(body, URL, {})


def test_rss() -> None:
    """Links are resolved and made canonical, a long content is the article, a teaser is none."""
    items = (
        '<item><guid isPermaLink="false">7</guid><title>Ferries &amp; fog</title>'
        "<link>/a?utm_source=rss</link>"
        "<description>In short</description><pubDate>Mon, 04 May 2026 07:00:00 +0200</pubDate></item>"
        f"<item><title>Whole</title><link>https://herald.example/b</link><description>In short</description>"
        f"<content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded></item>"
        f"<item><title>Cut</title><link>https://herald.example/c</link>"
        f"<description>{LONG} Continue reading</description></item>"
    )
    found = read(rss(items))
    assert (found.title, found.minutes) == ("Sample Herald", 45)
    first, whole, cut = found.entries
    assert (first.title, first.link) == ("Ferries & fog", "https://herald.example/a")
    assert (first.content, first.published) == (None, AT)
    assert whole.content is not None
    assert LONG in whole.content
    assert cut.content is None


def test_identifiers() -> None:
    """A guid that is a permalink is the link; one that is none is not; without either the text tells it."""
    items = (
        "<item><guid>https://herald.example/c</guid><title>Permalink</title></item>"
        '<item><guid isPermaLink="false">9</guid><title>No link</title>'
        "<description>All of it.</description></item>"
        "<item><title>Nothing but words</title><description>Some words.</description></item>"
        "<item><title>Empty</title></item>"
    )
    permalink, guid, bare = read(rss(items)).entries
    assert permalink.link == "https://herald.example/c"
    assert (guid.link, guid.content) == (None, "All of it.")
    assert bare.marks != guid.marks


def test_an_entry_is_known_again() -> None:
    """With a new guid, a new address, or both, some mark stays; what two entries share marks neither."""
    item = (
        '<item><guid isPermaLink="false">{}</guid><title>One headline</title><link>{}</link>'
        "<pubDate>Mon, 04 May 2026 05:00:00 GMT</pubDate></item>"
    )
    (before,) = read(rss(item.format("1", "https://herald.example/a"))).entries
    for changed in [
        ("2", "http://herald.example/a/"),
        ("1", "https://new.example/x"),
        ("3", "https://new.example/y"),
    ]:
        (now,) = read(rss(item.format(*changed))).entries
        assert set(before.marks) & set(now.marks), changed
    alike = "<item><guid>same</guid><title>{}</title><link>https://herald.example/live</link></item>"
    one, two = read(rss(alike.format("One") + alike.format("Two"))).entries
    assert not set(one.marks) & set(two.marks)


def test_atom_and_broken_xml() -> None:
    """Atom with a relative link and the source it was taken over from; a document that breaks off."""
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Planet</title><entry><id>urn:1</id><title>T</title>'
        '<link href="../a"/><updated>2026-05-04T05:00:00Z</updated>'
        "<source><title>Sample Post</title></source>"
        "</entry></feed>"
    )
    (entry,) = read(atom.encode()).entries
    assert (entry.link, entry.published, entry.source) == ("https://herald.example/a", AT, "Sample Post")
    broken = b"<rss><channel><title>A & B</title><item><link>https://herald.example/1</link></item>"
    assert [each.link for each in read(broken).entries] == ["https://herald.example/1"]


def test_json_feed() -> None:
    """JSON Feed is read; an item of a wrong shape costs only itself."""
    items = [
        {
            "id": 1,
            "url": "/a",
            "title": "T",
            "content_text": LONG,
            "date_published": "2026-05-04T07:00:00+02:00",
        },
        {"id": "2", "external_url": "https://post.example/b", "summary": "In short"},
        "no item",
        {"id": "3", "url": ["x"], "title": 7},
    ]
    whole = {"version": "https://jsonfeed.org/version/1.1", "title": "Sample Desk", "items": items}
    found = read(json.dumps(whole).encode())
    assert found.title == "Sample Desk"
    first, second = found.entries
    assert (first.link, first.content, first.published) == ("https://herald.example/a", f"<p>{LONG}</p>", AT)
    assert (second.link, second.content) == ("https://post.example/b", None)


@pytest.mark.parametrize(
    "body",
    [
        *(
            b"",
            b"  ",
            b"words",
            b"{}",
            b"{",
            b"[]",
            b'{"version": 1, "items": []}',
            b"<html><p>A page</p></html>",
        ),
        rss("<item><title>&b;</title></item>", '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'),
        rss("<item><title>&x;</title></item>", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        rss("<item/>", '<!DOCTYPE rss [<!ENTITY a "lol">]>').decode().encode("utf-16"),
    ],
)
def test_what_is_no_feed(body: bytes) -> None:
    """Pages, words, and documents that declare entities are refused."""
    with pytest.raises(Unreadable) as caught:
        read(body)
    assert caught.value.reason is NoArticle.FEED


def test_the_feed_of_a_page() -> None:
    """The first feed that a page names, at its full address."""
    page = b"""<link rel=stylesheet href=/a.css><link rel="alternate" hreflang=de href=/de>
        <link href="news.xml" type="application/rss+xml; charset=utf-8" rel="home Alternate">
        <link rel=alternate type=application/atom+xml href=/second>"""
    assert feed.linked(page, "https://herald.example/world/") == "https://herald.example/world/news.xml"
    assert feed.linked(b"<p>Nothing</p>", URL) is None

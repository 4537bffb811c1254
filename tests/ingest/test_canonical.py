"""One page has one address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.canonical import canonical, host, only_addresses, only_links


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("HTTPS://News.Example/A/b", "https://news.example/A/b"),
        ("https://news.example:443/a#part", "https://news.example/a"),
        ("http://news.example:80", "http://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example/a?utm_source=x&id=7&fbclid=y&b=2&a=1", "https://news.example/a?id=7&b=2&a=1"),
        ("https://news.example/a?utm_source=x", "https://news.example/a"),
        ("https://news.example/a/", "https://news.example/a/"),
        ("https://name:word@news.example./a", "https://news.example/a"),
        ("https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"),
        ("  https://news.example/a  ", "https://news.example/a"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_what_changes_nothing_goes(url: str, wanted: str) -> None:
    """Case of the host, default ports, fragments, users and tracking go; paths and order stay."""
    assert canonical(url) == wanted


@given(
    st.text(max_size=60)
    | st.from_regex(r"(?i)https?://[\w.:@\[\]-]{1,20}(/[^\s]{0,20})?(\?[^\s]{0,30})?", fullmatch=True)
)
def test_canonical_stays_canonical(url: str) -> None:
    """A second pass changes nothing."""
    assert canonical(canonical(url)) == canonical(url)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://a.example/x", ("https://a.example/x",)),
        (" <https://a.example/x>,\nhttp://b.example ", ("https://a.example/x", "http://b.example")),
        ("https://a.example/x https://a.example/x", ("https://a.example/x",)),
        ("look: https://a.example/x", ()),
        ("a.example", ()),
        ("ftp://a.example/x", ()),
        ("https://", ()),
        ("https://[broken", ()),
        ("", ()),
    ],
)
def test_only_links(text: str, links: tuple[str, ...]) -> None:
    """Links count only when the text says nothing else."""
    assert only_links(text) == links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ftp://a.example/x https://a.example/x", ("ftp://a.example/x", "https://a.example/x")),
        ("www.a.example\nFILE:///x", ("www.a.example", "FILE:///x")),
        ("ftp://a.example/x it says", ()),
        ("a.example", ()),
        ("", ()),
    ],
)
def test_only_addresses(text: str, found: tuple[str, ...]) -> None:
    """Addresses of other schemes count too, when the text says nothing else."""
    assert only_addresses(text) == found


def test_host_of_links() -> None:
    """Links wait for the server of the first of them; any other text for none."""
    assert host("ftp://a.example/x https://b.example/x") == "b.example"
    assert host("ftp://a.example/x") is None
    assert host("https://Example.org:80/a https://b.example") == "example.org"
    assert host("See https://example.org/a") is None

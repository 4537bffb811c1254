"""`sitrep feeds`: feeds are kept and polled from the command line."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from tests.bot.shell import Ended, Shell
from tests.newsroom.site import Site, serving

FEED = (
    "<rss><channel><title>Sample Herald</title><item><title>One</title><link>/1</link></item></channel></rss>"
)


async def sitrep(shell: Shell, *words: str) -> Ended:
    """A command, while the site goes on serving."""
    return await asyncio.to_thread(shell.sitrep, "feeds", *words, SITREP_FETCH_ALLOW="127.0.0.1")


def site_of(site: Site) -> str:
    """The feed's address on a site that has it."""
    site.answers["/feed"] = (200, {}, FEED)
    return site.url("/feed")


async def test_add_list_poll_remove(sqlite_template: Path, tmp_path: Path) -> None:
    """Each command says what it did; what cannot be done is one sentence and exit code 2."""
    shutil.copyfile(sqlite_template, tmp_path / "sitrep.db")
    shell = Shell.on(tmp_path / "sitrep.db")
    async with serving() as site:
        url = site_of(site)
        assert "No feed is polled yet" in (await sitrep(shell, "list")).out
        added = await sitrep(shell, "add", url)
        assert (added.code, "as feed 1. Its newest entry was taken" in added.out) == (0, True)
        again = await sitrep(shell, "add", url)
        assert (again.code, again.err) == (2, "sitrep: Sample Herald is feed 1 already.\n")
        site.answers["/feed"] = (200, {}, FEED.replace("/1", "/2").replace("One", "Two"))
        polled = await sitrep(shell, "poll", "1")
        assert (polled.code, "Sample Herald: 1 new entry" in polled.out) == (0, True)
        site.answers["/feed"] = (500, {}, "")
        failed = await sitrep(shell, "poll")
        assert (failed.code, "error 500" in failed.out) == (2, True)
        assert "1 poll has failed" in (await sitrep(shell, "list")).out
        assert (await sitrep(shell, "remove", url)).code == 0
        gone = await sitrep(shell, "remove", "1")
        assert (gone.code, "There is no feed 1" in gone.err) == (2, True)


def test_opml_goes_in_and_out(sqlite_template: Path, tmp_path: Path) -> None:
    """What is exported is imported; known feeds stay single, and what is no OPML is refused."""
    shutil.copyfile(sqlite_template, tmp_path / "sitrep.db")
    shell = Shell.on(tmp_path / "sitrep.db")
    listed = tmp_path / "feeds.opml"
    listed.write_text(
        '<opml><body><outline text="World"><outline text="A &amp; B" xmlUrl="https://herald.example/?a=1&amp;b=2"/>'
        '<outline title="Post" xmlUrl="https://post.example/feed"/></outline>'
        '<outline text="Odd" xmlUrl="feed.xml"/><outline text="A folder"/>'
        '<outline xmlUrl="feed://post.example/feed"/><outline xmlUrl="HTTPS://Post.example/feed"/>'
        '<outline xmlUrl="https://a.example https://b.example"/></body>'
    )
    first = shell.sitrep("feeds", "import", str(listed))
    assert first.code == 0
    assert first.out.splitlines() == [
        "2 feeds added; known already: 2; no web address: 2. sitrep run polls them.",
        "Left out, since it is no web address: feed.xml",
        "Left out, since it is no web address: https://a.example https://b.example",
    ]
    out = tmp_path / "out.opml"
    assert shell.sitrep("feeds", "export", str(out)).code == 0
    again = shell.sitrep("feeds", "import", str(out))
    assert "0 feeds added; known already: 2; no web address: 0." in again.out
    assert "1. A & B (https://herald.example/?a=1&b=2): not read yet" in shell.sitrep("feeds", "list").out
    listed.write_text("<html><p>A page</p></html>")
    refused = shell.sitrep("feeds", "import", str(listed))
    assert (refused.code, "no OPML" in refused.err) == (2, True)

"""The one table of commands: the menu, the help, the parsing and the terminal are made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from newsroom import errands as e
from newsroom import intents as i
from newsroom import preferences as p
from newsroom.intents import Intent
from newsroom.numbered import number


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command of the chat.

    Its one-line description, usage line and example are the texts ``command.<name>.about``,
    ``.usage`` and ``.example``. ``needs`` says that nothing after the command is an error, answered
    with the usage. ``build`` makes the intent from what was typed after the name.
    """

    name: str
    build: Callable[[str], Intent]
    needs: bool = False
    admin: bool = False


def _page(words: str) -> int:
    """The page that is asked for by its number, counted from nought; the first for anything else."""
    return max(0, (number(words, digits=_DIGITS) or 1) - 1)


def _feeds(words: str) -> Intent:
    """An address, after "add" or not; the number of a page, or nothing."""
    verb, _, rest = words.partition(" ")
    url = rest.strip() if verb.lower() == "add" else words
    return e.AddFeed(url=url) if url and number(url, digits=_DIGITS) is None else e.Feeds(page=_page(words))


def _topics(words: str) -> Intent:
    """All topics, or what an admin does to them."""
    what, _, rest = words.partition(" ")
    match what.lower():
        case "add":
            return e.DefineTopic(words=rest)
        case "remove":
            return e.RemoveTopic(name=rest.strip())
        case "trending":
            return i.Topics(kind=i.TRENDING)
        case _:
            return i.Topics()


_DIGITS = 6  # of a page's number
COMMANDS: tuple[Command, ...] = (
    Command(name="latest", build=lambda _: i.Latest()),
    Command(name="story", build=lambda words: i.Story(words=words), needs=True),
    Command(name="who", build=lambda words: i.Who(name=words), needs=True),
    Command(name="quotes", build=lambda words: i.Quotes(words=words), needs=True),
    Command(name="timeline", build=lambda words: i.Timeline(words=words), needs=True),
    Command(name="where", build=lambda words: i.Where(words=words), needs=True),
    Command(name="topic", build=lambda words: i.Topic(name=words), needs=True),
    Command(name="topics", build=_topics),
    Command(name="ask", build=lambda words: i.Ask(text=words), needs=True),
    Command(name="search", build=lambda words: i.Search(text=words), needs=True),
    Command(name="digest", build=lambda words: p.DigestNow(words=words)),
    Command(name="subscribe", build=lambda words: p.Subscribe(words=words)),
    Command(name="zone", build=lambda words: p.ChooseZone(words=words)),
    Command(name="pause", build=lambda words: p.Pause(words=words), needs=True),
    Command(name="resume", build=lambda words: p.Resume(words=words)),
    Command(name="unsubscribe", build=lambda words: p.Unsubscribe(words=words)),
    Command(name="follow", build=lambda words: p.FollowNamed(words=words) if words else p.Following()),
    Command(name="unfollow", build=lambda words: p.UnfollowNamed(words=words), needs=True),
    Command(name="following", build=lambda words: p.Following(page=_page(words))),
    Command(name="mute", build=lambda words: p.MuteNamed(words=words), needs=True),
    Command(name="unmute", build=lambda words: p.UnfollowNamed(words=words, muted=True), needs=True),
    Command(name="alerts", build=lambda words: p.Alerts(words=words)),
    Command(name="settings", build=lambda _: p.Settings()),
    Command(name="help", build=lambda words: i.Help(command=words.lstrip("/").lower())),
    Command(name="privacy", build=lambda _: p.Privacy()),
    Command(name="mydata", build=lambda _: p.MyData()),
    Command(name="forgetme", build=lambda _: p.ForgetMe()),
    Command(name="start", build=lambda words: i.Start(payload=words)),
    Command(name="add", build=lambda words: e.Add(text=words), needs=True, admin=True),
    Command(name="undo", build=lambda _: e.Undo(), admin=True),
    Command(name="delete", build=lambda words: e.Delete(words=words), needs=True, admin=True),
    Command(name="edit", build=lambda words: e.Edit(words=words), needs=True, admin=True),
    Command(name="split", build=lambda words: e.Split(words=words), needs=True, admin=True),
    Command(name="merge", build=lambda words: e.Merge(words=words), needs=True, admin=True),
    Command(name="inbox", build=lambda words: e.Inbox(page=_page(words)), admin=True),
    Command(name="sources", build=lambda words: e.Sources(page=_page(words)), admin=True),
    Command(name="feeds", build=_feeds, admin=True),
    Command(name="history", build=lambda words: e.History(words=words), needs=True, admin=True),
    Command(name="broadcast", build=lambda words: e.Broadcast(text=words), admin=True),
    Command(name="stats", build=lambda _: e.Stats(), admin=True),
)
BY_NAME = {command.name: command for command in COMMANDS}


def shown(*, admin: bool) -> tuple[Command, ...]:
    """The commands that a menu offers, in order; admins see theirs too."""
    return tuple(c for c in COMMANDS if admin or not c.admin)

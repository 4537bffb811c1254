"""Plain words that ask for what a command does."""

from __future__ import annotations

import pytest

from newsroom import intents as i
from newsroom import preferences as p
from newsroom.question import parse


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("latest", i.Latest()),
        ("What's new?", i.Latest()),
        ("What’s the latest news?", i.Latest()),
        ("show me the news please", i.Latest()),
        ("latest on North Korea", i.About(name="North Korea", text="latest on North Korea")),
        ("any news about Gaza?", i.About(name="Gaza", text="any news about Gaza?")),
        ("who is Rutte?", i.About(name="Rutte", text="who is Rutte?", person=True)),
        ("Who’s Rutte", i.About(name="Rutte", text="Who’s Rutte", person=True)),
        ("hello", i.Courtesy(kind="hello")),
        ("Hi there!", i.Courtesy(kind="hello")),
        ("thanks 🙏", i.Courtesy(kind="thanks")),
        ("Thank you very much.", i.Courtesy(kind="thanks")),
        ("story 12", i.Story(words="12")),
        ("Story #12.", i.Story(words="#12")),
        ("show me story no. 12 please", i.Story(words="12")),
        ("follow story 12", p.FollowNamed(words="story 12")),
        ("story of 12 soldiers", i.Ask(text="story of 12 soldiers")),
        ("Story 12 dead?", i.Ask(text="Story 12 dead?")),
        ("subscribe 8am", p.Subscribe(words="8am")),
        ("Please subscribe me to Gaza at 9", p.Subscribe(words="Gaza at 9")),
        ("send me a digest every morning", p.Subscribe(words="send me a digest every morning")),
        ("Can I get a daily digest?", p.Subscribe(words="Can I get a daily digest")),
        (
            "What did the digest of the ministry say at 8?",
            i.Ask(text="What did the digest of the ministry say at 8?"),
        ),
        ("digest", p.DigestNow()),
        ("pause for 2 weeks", p.Pause(words="for 2 weeks")),
        ("pause 3d", p.Pause(words="3d")),
        ("pause my digest until Monday", p.Pause(words="until Monday")),
        ("pause", i.Usage(command="pause")),
        ("pause in the fighting", i.Ask(text="pause in the fighting")),
        ("resume", p.Resume()),
        ("continue", i.More()),
        ("stop the digest", p.Unsubscribe()),
        ("stop the war", i.Ask(text="stop the war")),
        ("zone of control in Kursk", i.Ask(text="zone of control in Kursk")),
        ("time zone", p.ChooseZone(words="")),
        ("my timezone is Kyiv", p.ChooseZone(words="Kyiv")),
        ("more", i.More()),
        ("Help", i.Help()),
        ("unsubscribe", p.Unsubscribe()),
        ("What is the latest toll in Gaza?", i.Ask(text="What is the latest toll in Gaza?")),
        ("More than 100 killed?", i.Ask(text="More than 100 killed?")),
        ("Who said Seoul may supply weapons?", i.Ask(text="Who said Seoul may supply weapons?")),
        ("help refugees", i.Ask(text="help refugees")),
        ("?", i.Ask(text="?")),
        ("", i.Ask(text="")),
    ],
)
def test_words(typed: str, intent: i.Intent) -> None:
    """Words that are a command's are taken for it; whatever says more is a question."""
    assert parse(typed) == intent

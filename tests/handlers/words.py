"""The real words, with a few of these tests' own, so that they do not hang on wordings."""

from __future__ import annotations

from newsroom.texts import Texts, load

_OWN = {
    "source.unknown": "source not stated",
    "source.sample": "sample",
    "source.arrived": "arrived {day}",
    "source.link": "link",
    "source.also": "also in {count}",
    "say.this": "{words}",
    "button.this": "{words}",
    "button.more": "More",
    "button.newer": "Back",
    "button.gone": "That button no longer works.",
    "submit.reading": "Got it, reading…",
    "submit.not_admin": "Only admins add articles.",
    "submit.nothing": "No text in that message.",
    "submit.own": "Those are my own words.",
    "submit.only_text": "I can only read text.",
    "error.bug": "Something went wrong, number {id}.",
    "error.trouble": "Please try again later.",
}
WORDS = Texts("en", {**load("en")._entries, **{key: {"other": said} for key, said in _OWN.items()}})

"""A small set of words in the form of the real ones, so that these tests do not hang on wordings."""

from __future__ import annotations

from newsroom.texts import Texts

WORDS = Texts(
    "en",
    {
        key: {"other": template}
        for key, template in {
            "source.unknown": "source not stated",
            "source.sample": "sample",
            "source.arrived": "arrived {day}",
            "source.link": "link",
            "source.also": "also in {count}",
            "say.this": "{words}",
            "button.this": "{words}",
            "submit.reading": "Got it, reading…",
            "submit.not_admin": "Only admins add articles.",
            "submit.nothing": "No text in that message.",
            "submit.own": "Those are my own words.",
            "submit.document": "I read .txt and .md files up to {limit} KB.",
            "message.unreadable": "I can only read text.",
            "button.gone": "That button no longer works.",
            "error.bug": "Something went wrong, number {id}.",
            "error.trouble": "Please try again later.",
        }.items()
    },
)

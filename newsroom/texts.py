"""The bot's own words, by language; each language is one TOML file beside this one.

A text is a template with named fields, or a table of plural forms (CLDR: one, few, many, other)
chosen by the argument ``count``. What comes out is plain text: markup is the faces' business.
"""

from __future__ import annotations

import tomllib
from datetime import tzinfo
from functools import cache
from importlib import resources

from babel import Locale
from babel.dates import format_date, format_datetime

from newsroom.answer import Arg, Moment, Text
from storage.values import Precision

_FOLDER = resources.files("newsroom") / "words"
_DAY = "d MMM y"
_MINUTE = "d MMM y, HH:mm"


def languages() -> tuple[str, ...]:
    """The languages the bot can speak, as ISO 639-1 codes."""
    return tuple(sorted(f.name.removesuffix(".toml") for f in _FOLDER.iterdir() if f.name.endswith(".toml")))


@cache
def load(language: str) -> Texts:
    """The words of one language. Raises FileNotFoundError where there are none."""
    sections = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    entries = {
        f"{section}.{name}": entry if isinstance(entry, dict) else {"other": entry}
        for section, names in sections.items()
        for name, entry in names.items()
    }
    return Texts(language, entries)


class Texts:
    """Says a :class:`~newsroom.answer.Text` in one language."""

    def __init__(self, language: str, entries: dict[str, dict[str, str]]) -> None:
        self._locale = Locale.parse(language)
        self._entries = entries

    @property
    def keys(self) -> frozenset[str]:
        """Every key that can be said."""
        return frozenset(self._entries)

    def say(self, text: Text, zone: tzinfo) -> str:
        """The text in plain words, times in ``zone``. Raises KeyError for a key that does not exist."""
        forms = self._entries[text.key]
        count = text.args.get("count")
        form = self._locale.plural_form(count) if isinstance(count, int) else "other"
        template = forms.get(form, forms["other"])
        return template.format(**{name: self._shown(arg, zone) for name, arg in text.args.items()})

    def moment(self, moment: Moment, zone: tzinfo) -> str:
        """A time as people read it: a day is that day everywhere, a minute is local to ``zone``."""
        if moment.precision is Precision.DAY:
            return format_date(moment.at, _DAY, locale=self._locale)
        return format_datetime(moment.at.astimezone(zone), _MINUTE, locale=self._locale)

    def _shown(self, arg: Arg, zone: tzinfo) -> str:
        if isinstance(arg, Moment):
            return self.moment(arg, zone)
        if isinstance(arg, Text):
            return self.say(arg, zone)
        return "" if arg is None else str(arg)

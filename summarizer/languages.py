"""Which language a text is in, and what sumy can do for it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Protocol

UNKNOWN = "und"
"""ISO 639-2 for a language that could not be told."""


def _codes(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


NAMES = {
    "ar": "arabic", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "fi": "finnish", "fr": "french", "he": "hebrew", "hu": "hungarian", "it": "italian",
    "ja": "japanese", "ko": "korean", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sk": "slovak", "sv": "swedish", "th": "thai", "uk": "ukrainian",
    "zh": "chinese",
}  # fmt: skip
"""The languages that sumy knows in some way, by ISO 639-1 code, as it calls them."""

STOP_WORDS = _codes("ar cs de el en es fr he it ja ko pl pt sk sv th uk zh")
"""Languages whose stop words come inside sumy."""

STEMMERS = _codes("ar cs da de en es fi fr hu it nl no pt ro ru sk sv uk")
"""Languages that sumy stems with what is installed; its Polish and Greek ones need more packages."""


def supported(code: str) -> bool:
    """Whether texts in a language are ranked by its own stop words or stems; else English ones stand in."""
    return code in STOP_WORDS or code in STEMMERS


DETECTED = _codes(
    "ar az be bg ca cs da de el en es et fa fi fr he hi hr hu hy id it ja ka kk ko lt lv mk nl no pl ps pt "
    "ro ru sk sl sq sr sv th tr uk ur uz vi zh"
)
"""What a text may be told to be: languages news is written in, so that slips into rare ones cannot happen."""

_SAMPLE = 4_000
_SCRIPTS = {
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "ka": re.compile(r"[\u10a0-\u10ff]"),
    "hy": re.compile(r"[\u0530-\u058f]"),
}
"""Scripts of one language each, as far as the languages told here go; kana is asked before Han."""
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN_WORD = re.compile(r"[a-z'’]+")
_ENGLISH = _codes(
    "the of and to in a that is was for on with he as his at by from had has have it they their were are be "
    "said which not but after an who its this would been will more than when or about"
)
_ENOUGH_LETTERS = 24
_SURE = 0.6


class _Identifier(Protocol):
    def classify(self, instance: str) -> tuple[str, float]: ...


def detect(text: str) -> str:
    """The language of a text as an ISO 639-1 code, or "und" where it cannot be told.

    The script decides where it can, plain English is told by its function words, and everything
    else by py3langid, which is loaded only then: its model takes 100 MiB of memory.
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    for code, script in _SCRIPTS.items():
        if letters and len(script.findall(sample)) * 3 > letters:
            return code
    if letters and len(_CYRILLIC.findall(sample)) * 2 > letters:
        return _cyrillic(sample, letters)
    if letters and len(_ARABIC.findall(sample)) * 2 > letters:
        return _classified(sample, letters) if letters >= _ENOUGH_LETTERS else "ar"
    return "en" if _plainly_english(sample) else _classified(sample, letters)


def _cyrillic(sample: str, letters: int) -> str:
    if letters >= _ENOUGH_LETTERS:
        return _classified(sample, letters)
    lowered = sample.lower()
    if any(letter in lowered for letter in "їєґ"):
        return "uk"
    return "ru" if any(letter in lowered for letter in "ыэё") else UNKNOWN


def _plainly_english(sample: str) -> bool:
    """Three words in ten of English news are among its 45 commonest; of other languages one at most."""
    found = Counter(word in _ENGLISH for word in _LATIN_WORD.findall(sample.lower()))
    return found.total() >= 15 and found[True] >= 0.22 * found.total()


def _classified(sample: str, letters: int) -> str:
    if letters < _ENOUGH_LETTERS:
        return UNKNOWN
    code, probability = _identifier().classify(sample)
    return code if probability >= _SURE else UNKNOWN


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  # heavy: 100 MiB, 1 s

    identifier: LanguageIdentifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(DETECTED))
    return identifier  # type: ignore[no-any-return]  # py3langid publishes no types

"""Who wrote a report, as a line by its headline names them: "By Jane Doe", "Автор: Іван Петренко"."""

from __future__ import annotations

import re

_NAME = r"[^\W\d_a-z][\w.'’-]*"
_WORK = (
    r"By|BY|Par|PAR|Por|POR|Von|VON|Di|Door|(?:Written|Reported|Reporting|Edited|Story|Words|Text|Report)\s+by:?"
    r"|Propos recueillis par|Ein (?:Bericht|Gastbeitrag|Artikel) von"
    r"|(?:Autor(?:in|a|es|en)?|Auteurs?|Autore|Autorzy|Tekst|Texto|Yazan|Haber|Автор(?:и|ы|ка)?|Текст"
    r"|Журналіст(?:ка)?|Журналист|Підготува(?:в|ла|ли)|Подготовил[аи]?|بقلم|كتب|كتبت|إعداد)\s?:?"
)
_SMALL = "and|de|da|van|von|der|el|al|bin|in|at|for|of|the|und|et|y|e|i|à|en|и|с|та|і|з"
_BYLINE = re.compile(
    rf"(?:{_WORK})\s+(?P<name>{_NAME}(?:(?:,|\s+(?:{_SMALL})|,?\s+&)?\s+{_NAME}){{0,9}})"
    r"(?:,[^.!?]{0,60}|\s(?:avec|mit|con|with|com|z|із|с)\s.{0,40})?"
)
# The same in scripts that have no capitals: Korean; Chinese and Japanese, the work before the name or behind.
_KOREAN = re.compile(
    r"(?P<name>[\uac00-\ud7a3]{2,4}(?:[·,\s]\s?[\uac00-\ud7a3]{2,4}){0,3})"
    r" ?(?:선임|수습|인턴|전문)? ?(?:기자|특파원|논설위원)(?:\s\S+@\S+)?"
)
_HAN = re.compile(
    r"(?:作者|记者|記者|本报记者|撰文|撰稿|文|编译|執筆)\s?[:：/／丨|｜ ]\s?"
    r"(?P<name>[\u3040-\u30ff\u4e00-\u9fff·、 ]{2,20})"
)
_JAPANESE = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,5})記者")
_FORMS = (_BYLINE, _KOREAN, _HAN, _JAPANESE)


def of(piece: str) -> str | None:
    """The names in a byline, or None for what is none."""
    return next((found["name"].strip() for form in _FORMS if (found := form.fullmatch(piece))), None)

"""Pages in other languages are read as English ones: what somebody says stays, what the page says goes."""

from __future__ import annotations

import pytest

from ingest import furniture
from ingest.paste import drafts
from tests.ingest.abroad import REPORTS


@pytest.mark.parametrize("language", REPORTS)
def test_a_list_of_others_ends_no_text(language: str) -> None:
    """Under a list of other stories a denial and a caveat are kept, and label and list are dropped."""
    report = REPORTS[language]
    rows = [report.title, *report.opening, report.label, *report.others, report.denial, report.caveat]
    (draft,) = drafts("\n".join(rows))
    assert draft.title == report.title
    assert draft.body.split("\n") == [*report.opening, report.denial, report.caveat]


@pytest.mark.parametrize("language", REPORTS)
def test_who_tells_and_how_far_it_is_known(language: str) -> None:
    """A sentence of what was said and one of how far it is known are told from others in each language."""
    report = REPORTS[language]
    assert furniture.tells(report.denial)
    assert furniture.caveat(report.caveat)
    assert not furniture.tells(report.opening[1])
    assert not furniture.caveat(report.opening[1])
    assert furniture.foot(report.label)
    assert not any(map(furniture.foot, (report.title, *report.others)))


@pytest.mark.parametrize(
    "line",
    [
        "Alle akzeptieren",
        "Jetzt abonnieren",
        "4 Min. Lesezeit",
        "Melden Sie sich hier an, um keine Nachricht zu verpassen",
        "Lire la suite",
        "Inscrivez-vous à notre lettre quotidienne",
        "Suscríbete a nuestro boletín",
        "Siga-nos no Instagram",
        "Iscriviti alla nostra newsletter",
        "Zapisz się na nasz newsletter",
        "Підписуйтесь на наш канал",
        "Если вы нашли ошибку, выделите её и нажмите Ctrl+Enter",
        "اشترك في نشرتنا البريدية",
        "구독하기",
        "続きを読む",
        "分享到微信",
        "Читайте також: У долині Сельм гірший урожай",
    ],
)
def test_what_pages_say_in_other_languages(line: str) -> None:
    """Buttons and prompts are the page's, whole lines and no sentences of what somebody said."""
    assert furniture.is_furniture(line)
    assert not furniture.is_furniture("Подписывайтесь на наш канал, сказал мэр жителям, когда связь пропала.")

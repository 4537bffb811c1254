"""In which language a question is put."""

from __future__ import annotations

import pytest

from newsroom.tongues import foreign


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who won?", False),
        ("Was Rutte there?", False),
        ("When did Müller come?", False),
        ("How many Зеленський?", False),
        ("Wann kam Putin?", True),
        ("Quand est-il venu ?", True),
        ("¿Cuántos soldados llegaron?", True),
        ("Кто такой Путин?", True),
        ("普京在哪里", True),
        ("Rutte hat gesagt, wie viele Soldaten sind dort?", True),
        ("Ist Putin in Kursk und an der Front nicht gesehen?", True),
        ("Dime cuántos soldados hay según Kiev", True),
        ("Les soldats sont combien ?", True),
        ("Sagen Sie: ist Putin nicht gekommen?", True),
        ("Maria de la Cruz", False),
        ("Who is Otto von und zu Stein?", False),
        ("North Korea Kursk", False),
        ("12", False),
        ("?", False),
        ("", False),
    ],
)
def test_foreign(question: str, *, expected: bool) -> None:
    """Another script, or a word that opens questions elsewhere, tells; names and accents do not."""
    assert foreign(question) is expected

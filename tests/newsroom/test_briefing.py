"""What stands around a brief."""

from __future__ import annotations

from newsroom import briefing
from newsroom.answer import Action, Text
from newsroom.intents import ShowPerson


def test_no_button_twice() -> None:
    """The way back to the subject's page comes first, and not once more among what leads on."""
    ann, ben = (
        Action.of(Text.of("button.person", name=name), ShowPerson(person_id=number))
        for number, name in enumerate(("Ann Roe", "Ben Doe"), start=1)
    )
    assert briefing.answer("Ben Doe", [], ben, [ann, ben]).actions == (ben, ann)

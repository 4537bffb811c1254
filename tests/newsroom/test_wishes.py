"""What people write after /subscribe: times, days, places, lengths and what it shall be about."""

from __future__ import annotations

from datetime import time

import pytest

from newsroom import wishes
from newsroom.answer import Text
from newsroom.wishes import EVERY_DAY, WEEKDAYS, WEEKEND
from tests.newsroom.house import House


@pytest.mark.parametrize(
    ("line", "times", "days", "zone"),
    [
        ("8am", [time(8)], (), None),
        ("8:00 pm", [time(20)], (), None),
        ("8 pm.", [time(20)], (), None),
        ("0800", [time(8)], (), None),
        ("20.30", [time(20, 30)], (), None),
        ("7h30", [time(7, 30)], (), None),
        ("0830 and 1930 in Tokyo", [time(8, 30), time(19, 30)], (), "Asia/Tokyo"),
        ("morning", [time(8)], (), None),
        ("morning and evening", [time(8), time(20)], (), None),
        ("every morning at 7", [time(7)], (), None),
        ("every evening at 8", [time(20)], (), None),
        ("8 in the morning", [time(8)], (), None),
        ("7:30 in the evening, Lviv", [time(19, 30)], (), "Europe/Kyiv"),
        ("3 in the afternoon", [time(15)], (), None),
        ("9 am in the evening", [time(9)], (), None),
        ("at 8 o'clock every day please", [time(8)], EVERY_DAY, None),
        ("every weekday at 7 kyiv time", [time(7)], WEEKDAYS, "Europe/Kyiv"),
        ("weekends 10 Berlin", [time(10)], WEEKEND, "Europe/Berlin"),
        ("Mon to Fri 6 am, 6 pm", [time(6), time(18)], WEEKDAYS, None),
        ("I want the digest at 8 in the evening", [time(20)], (), None),
        ("8:00 not on sunday", [time(8)], tuple(range(6)), None),
        ("8:00 except weekends", [time(8)], WEEKDAYS, None),
        ("8:00, but not on Saturdays and Sundays, Kyiv", [time(8)], WEEKDAYS, "Europe/Kyiv"),
        ("weekdays 7:00 no Wed", [time(7)], (0, 1, 3, 4), None),
        ("8:00 without Mon to Wed", [time(8)], (3, 4, 5, 6), None),
    ],
)
def test_when(line: str, times: list[time], days: tuple[int, ...], zone: str | None) -> None:
    """Times, days and places are read as people write them, and the words between say nothing."""
    wish = wishes.read(line)
    assert (wish.times, sorted(wish.days), wish.zone) == (times, list(days), zone)
    assert (wish.about, wish.wrong) == ([], None)


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("08:00 Rutte", ["Rutte"]),
        ('08:00 "drone strike", Rutte', ['"drone strike"', "Rutte"]),
        ("08:00 “at 8 in the morning” brief", ["“at 8 in the morning”"]),
        ("08:00 rules of engagement, grain deal", ["rules of engagement", "grain deal"]),
        ("08:00 about Ukraine and gaza", ["Ukraine", "gaza"]),
        ("08:00 Rutte on weekdays", ["Rutte on"]),
        ("08:00 about the war in Ukraine", ["war", "Ukraine"]),
        ("08:00 everything", []),
        ("08:00 source: Herald, @wire story 12", ["source: Herald", "@wire", "story 12"]),
    ],
)
def test_about_what(line: str, about: list[str]) -> None:
    """Phrases stay whole, in quotation marks whatever is in them."""
    found = wishes.read(line)
    assert [" ".join(each) if isinstance(each, list) else each.name for each in found.about] == about
    assert found.times == [time(8)]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Rutte Zelensky", "It is about Mark Rutte, Volodymyr Zelensky only."),
        ("soldiers, Healey", "It is about “soldiers”, John Healey only."),
        ("board of peace", "It is about “board of peace” only."),
        ("source: Sample Herald, story 3", "It is about the source Sample Herald, Story 3 only."),
        ("Rutte on weekdays", "on weekdays at 08:00"),
        ("Pokrovsk", 'Articles that name "Pokrovsk" are filed under Donetsk.'),
        ('"Pokrovsk"', "No stored article has “Pokrovsk” yet."),
    ],
)
async def test_all_that_follow_takes(library: House, typed: str, says: str) -> None:
    """People, topics, sources, stories and words that some article has; in quotation marks any words."""
    answer = await library.ask(f"/subscribe 08:00 {typed}")
    assert not answer.refused
    assert says in library.words(answer)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("every 2 hours", "at the times of day that you name"),
        ("every other day", "at the times of day that you name"),
        ("on alternate days", "at the times of day that you name"),
        ("every second Monday", "at the times of day that you name"),
        ("every 2 days", "at the times of day that you name"),
        ("every other week", "at the times of day that you name"),
        ("weekly", "at the times of day that you name"),
        ("not Rutte", 'I do not understand "not Rutte"'),
        ("everything but Rutte", "/mute Rutte"),
        ("NATO, no Trump", "/mute Rutte"),
        ("not at night", 'I do not understand "not at night"'),
        ("grain deal", '/subscribe 08:00 "grain deal"'),
        ("Ruttte", "Did you mean Mark Rutte?"),
        ("weekdys", "Did you mean weekdays?"),
        ("Kyyiv", "Did you mean Europe/Kyiv?"),
        ("story 99", "There is no story 99"),
        ("@nochannel", "the channel @nochannel"),
        ("source: Nobody", "Nobody"),
        ("Rutte 33", '"33" is not a time of day'),
        ("of the", "At what time?"),
        ("one two three four five six seven eight nine ten eleven twelve alpha beta", "with commas"),
    ],
)
async def test_what_is_nothing_is_told(library: House, typed: str, says: str) -> None:
    """Words that no article has may be a slip: nothing is set, and the answer says what can be done."""
    line = typed if says == "At what time?" else f"08:00 {typed}"
    answer = await library.ask(f"/subscribe {line}")
    assert answer.refused
    assert says in library.words(answer)


async def test_words_alone_are_told(house: House) -> None:
    """A digest about words has the stories that hold them, under the words as they were written."""
    await house.ask('/subscribe 08:00 "Soldiers"')
    digest = await house.ask("/digest")
    texts = [block.text for block in digest.blocks if hasattr(block, "text") and isinstance(block.text, Text)]
    assert [text.args["name"] for text in texts if text.key == "digest.group"] == [
        Text.of("thing.word", name="Soldiers")
    ]


async def test_a_line_without_a_time_changes_the_rest(house: House) -> None:
    """What it names is set, all else of the digest stays; a line with a time says all anew."""
    await house.ask("/subscribe 07:30 weekdays Kyiv gaza")
    said = house.words(await house.ask("/subscribe long"))
    assert "Your long digest comes on weekdays at 07:30 (Europe/Kyiv" in said
    assert "about Gaza only" in said
    said = house.words(await house.ask("/subscribe every day Rutte"))
    assert "Your long digest comes every day at 07:30" in said
    assert "about Mark Rutte only" in said
    assert "only" not in house.words(await house.ask("/subscribe everything"))
    said = house.words(await house.ask("/subscribe 9"))
    assert "Your long digest comes every day at 09:00 (Europe/Kyiv" in said
    assert "only" not in said

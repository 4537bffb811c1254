"""A story's facts: the headline it goes by, who reported it first and last, and how many accounts it has."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsroom import quoting, reach
from newsroom.answer import Moment, Quote, Text
from storage.database import Work
from storage.values import Precision, Report
from summarizer import headlines
from summarizer.headlines import Headed
from summarizer.similarity import Signature
from summarizer.terms import terms

_HEADED = 40  # of a story's originals, the newest, among whose headlines is chosen
_NAMED = 3  # outlets that are named where any of them may have been the first
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one outlet wrote itself, and the copies of that in others; the oldest report first."""

    reports: tuple[Report, ...]

    @property
    def originals(self) -> list[Report]:
        """What the outlet wrote, oldest first."""
        return _originals(self.reports)

    @property
    def outlet(self) -> str | None:
        """Whose account it is; None where that is not stated."""
        return self.originals[0].source


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A story: its number, the report whose headline it goes by, and all reports, copies too, by date."""

    id: int
    headline: Report
    reports: tuple[Report, ...]
    accounts: tuple[Account, ...]

    @property
    def originals(self) -> list[Report]:
        """The reports that are no copies, oldest first."""
        return _originals(self.reports)

    @property
    def outlets(self) -> list[str]:
        """Who reported it, in order of their first reports; whoever is not named is left out."""
        return list(dict.fromkeys(report.source for report in self.reports if report.source is not None))

    @property
    def newest(self) -> Report:
        """The latest report."""
        return self.reports[-1]

    @property
    def first(self) -> list[Report]:
        """The earliest report; more, of different outlets, where days alone are known and each may be it.

        Undated ones are passed over, unless there are no others.
        """
        dated = [report for report in self.reports if report.stated is not None] or self.reports
        until = min(_latest_time(report) for report in dated)
        early = [report for report in dated if report.dated <= until]
        return list({report.source or report.id: report for report in reversed(early)}.values())[::-1]


def _latest_time(report: Report) -> datetime:
    """Until when it may have come out: of some the day alone is known."""
    return report.dated + (_DAY if report.precision is Precision.DAY else timedelta())


async def read(work: Work, story_ids: Collection[int]) -> list[Facts]:
    """The facts of stories, in their order; without those that are not there."""
    reports = {story: found for story, found in (await work.reports.of(story_ids)).items() if found}
    headed = {story: _originals(found)[-_HEADED:] for story, found in reports.items()}
    told = await work.stories.tellings([each.id for these in headed.values() for each in these])
    signed = {each.article_id: Signature.load(each.signature) for each in told}
    return [
        Facts(
            id=story,
            headline=_headline(headed[story], signed),
            reports=tuple(reports[story]),
            accounts=_accounts(reports[story]),
        )
        for story in story_ids
        if story in reports
    ]


async def leading(work: Work, reports: Sequence[Report]) -> Report:
    """The one of some originals whose headline stands best for all of them; they stand oldest first."""
    headed = reports[-_HEADED:]
    told = await work.stories.tellings([each.id for each in headed])
    return _headline(headed, {each.article_id: Signature.load(each.signature) for each in told})


def _originals(reports: Sequence[Report]) -> list[Report]:
    return [report for report in reports if report.original_id is None]


def _headline(reports: Sequence[Report], signed: Mapping[int, Signature]) -> Report:
    headed = [
        Headed(
            title=each.title,
            language=each.language,
            opening=signed[each.id].lead if each.id in signed else terms(each.title, each.language),
        )
        for each in reports
    ]
    return reports[headlines.best(headed)]


def _accounts(reports: Sequence[Report]) -> tuple[Account, ...]:
    """Originals of one outlet are one account; one whose outlet is not stated stands for itself."""
    whose = {each.id: (each.source or "").casefold() or str(each.id) for each in _originals(reports)}
    accounts: dict[str, list[Report]] = {}
    for each in reports:
        accounts.setdefault(whose[each.original_id or each.id], []).append(each)
    return tuple(Account(reports=tuple(found)) for found in accounts.values())


def headline(facts: Facts) -> Quote:
    """The headline, with the copies of its article."""
    return quoting.headline(
        facts.headline, [each for each in facts.reports if each.original_id == facts.headline.id]
    )


def told(facts: Facts) -> Text:
    """ "7 outlets, 2 accounts"; of those who say who they are."""
    outlets = Text.of("count.outlets", count=len(facts.outlets))
    if not facts.outlets:
        return reach.articles(len(facts.originals))
    if len(facts.outlets) == 1:
        return outlets
    named = sum(any(each.source for each in account.reports) for account in facts.accounts)
    return Text.of("count.told", articles=outlets, sources=Text.of("count.accounts", count=named))


def course(facts: Facts) -> Text:
    """ "First reported by Sample Wire, 22 Oct 2024, 10:00; latest by Sample Herald, 23 Oct 2024, 18:30." """
    first, newest = facts.first, facts.newest
    if len(facts.reports) == 1:
        key = "story.once" if newest.stated else "story.once_undated"
        return Text.of(key, name=_name(newest), at=when(newest))
    key = "story.latest" if newest.stated else "story.latest_undated"
    latest = Text.of(key, name=_name(newest), at=when(newest))
    if len(first) == 1:
        key = "story.first" if first[0].stated else "story.arrived"
        return Text.of(key, name=_name(first[0]), at=when(first[0]), latest=latest)
    names = [_name(each) for each in first[:_NAMED]]
    listed: Text | str = names[-1]
    for name in reversed(names[:-1]):
        listed = Text.of("receipt.list", first=name, rest=listed)
    day = Moment(at=first[0].dated, precision=Precision.DAY)
    if len(first) > _NAMED:
        return Text.of("story.first_of_many", at=day, names=listed, count=len(first) - _NAMED, latest=latest)
    return Text.of("story.first_of", at=day, names=listed, latest=latest)


def when(report: Report) -> Moment:
    """The time of a report, as exactly as it is known: when it came out, or else when it arrived."""
    return Moment(at=report.dated, precision=report.precision or Precision.MINUTE)


def _name(report: Report) -> Text | str:
    return report.source or Text.of("source.unknown")

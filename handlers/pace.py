"""The pace of all that is sent: under Telegram's limits, the urgent first, and silent when told to be.

The limits are of messages: https://core.telegram.org/bots/faq, "My bot is hitting limits".
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from bisect import insort
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from handlers.lanes import Delays, Gap, Gate, Window

_log = logging.getLogger(__name__)
_MESSAGES = ("send", "edit", "copy", "forward")  # what methods that make or change messages begin with
_MORE = 0.2  # seconds beyond what flood control asks for
_TIDY = 500  # chats that are kept before the idle ones are let go
_SILENCE = 1.0  # seconds after a start in which no message goes: a window's length
_NARROW = 15.0  # seconds after a start in which what a kill would double is one message, on a slow line too
LIVE = -1  # the urgency of what somebody waits for; what lies in the outbox has its kind's


@dataclass(slots=True, kw_only=True, eq=False)
class Turn:
    """How one call at a time takes its turn; the lower ``urgency`` goes first.

    After flood control it is tried ``tries`` times in all. A wait of over ``patience`` seconds is refused
    at once, as if Telegram had. With ``noted``, whoever calls tells :meth:`Pace.noted` of each call's end,
    and between begin and note there are as few calls as can be.
    """

    urgency: int = LIVE
    tries: int = 1
    patience: float = math.inf
    noted: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class _Waiting:
    """A call that waits: what it has to pass, and what tells it to go."""

    turn: Turn
    number: int
    windows: tuple[Window, ...]
    go: asyncio.Future[None]

    def __lt__(self, other: _Waiting) -> bool:
        return (self.turn.urgency, self.number) < (other.turn.urgency, other.number)


@dataclass(slots=True)
class _Flood:
    """The last flood control that one group alone was taken to be under."""

    chat: object = None
    until: float = field(default=-math.inf)


class Pace(BaseRateLimiter[Turn]):
    """Limits messages: ``overall`` a second, ``chat`` a second to a chat, ``group`` a minute to a group.

    0 is no limit. Channels count as groups, since their ids do not tell them apart.
    """

    def __init__(
        self, *, overall: int, chat: int, group: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._chat = chat
        self._group = group
        self._delays = Delays()
        self._all = Window(overall, 1.0, self._delays)
        self._gap = Gap(overall)
        self._gate = Gate(overall, clock)
        self._windows: dict[object, tuple[Window, ...]] = {}
        self._tidy_at = _TIDY
        self._flood = _Flood()
        self._numbers = count()
        self._waiting: list[_Waiting] = []
        self._timer: asyncio.TimerHandle | None = None

    def resume(self, sent: Iterable[tuple[int, float]]) -> None:
        """Takes over from a process that may have been killed just now, and more often than once.

        ``sent`` is what that sent in the last minute as far as it is known: chats, and seconds since, the
        longest ago first. What else it sent is over after a second, but for groups. So all messages wait
        a second; and for a while what is noted goes one at a time, since kills may be at their worst then.
        """
        now = self._clock()
        for chat, ago in sent:
            for window in (self._all, *self._of_chat(chat)):
                window.enter(now - ago)
                window.leave(now - ago)
        self._all.hold(now + _SILENCE)
        self._gate.narrow(now + _NARROW)

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Wakes nobody any more."""
        if self._timer is not None:
            self._timer.cancel()

    async def process_request(  # noqa: PLR0917  # as the library has it
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,  # noqa: ANN401  # as the library has it
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Turn | None,
    ) -> Any:  # noqa: ANN401  # as the library has it
        """The result of the call, once it may be made. Raises RetryAfter when patience or tries are over."""
        turn = rate_limit_args or Turn()
        chat = data.get("chat_id")
        message = endpoint.startswith(_MESSAGES) and endpoint != "sendChatAction"
        for left in range(turn.tries - 1, -1, -1):
            windows = (self._all, *self._of_chat(chat)) if message else self._of_method(endpoint)
            await self._turn(turn, windows)
            began = self._clock()
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self._hold(asked(error), windows, chat if message else None)
                if not left:
                    raise
            finally:
                now = self._clock()
                if message:
                    self._delays.add(now - began)
                for window in windows:
                    window.leave(now)
                self._pump()
        raise AssertionError("a turn has at least one try")

    def noted(self, turn: Turn) -> None:
        """What a call of the turn sent is written down, or it has failed."""
        self._gate.leave(turn)
        self._pump()

    def recall(self, urgency: int | None = None) -> None:
        """Refuses all that wait and will be noted, or those of an urgency: whoever sends them is to stop."""
        for waiting in [each for each in self._waiting if each.turn.noted]:
            if urgency is None or waiting.turn.urgency == urgency:
                self._refuse(waiting, 0.0)

    async def _turn(self, turn: Turn, windows: tuple[Window, ...]) -> None:
        """Waits until a call may pass all windows, and takes its places in them."""
        go = asyncio.get_running_loop().create_future()
        waiting = _Waiting(turn=turn, number=next(self._numbers), windows=windows, go=go)
        insort(self._waiting, waiting)
        self._pump()
        try:
            await go
        except asyncio.CancelledError:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
            elif go.done() and not go.cancelled() and go.exception() is None:
                for window in windows:
                    window.leave(self._clock())
                self.noted(turn)
            raise

    def _pump(self) -> None:
        """Lets go whatever may, the most urgent first, and comes back when more may."""
        now, soonest = self._clock(), math.inf
        for waiting in list(self._waiting):
            opens = self._opens(waiting, now)
            if opens <= now:
                self._let_go(waiting, now)
            elif waiting.turn.patience < opens - now < math.inf:
                self._refuse(waiting, opens - now)
            else:
                soonest = min(soonest, opens)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if soonest < math.inf:
            self._timer = asyncio.get_running_loop().call_later(soonest - now, self._pump)

    def _opens(self, waiting: _Waiting, now: float) -> float:
        opens = max(window.opens(now) for window in waiting.windows)
        if waiting.turn.noted:
            opens = max(opens, self._gap.opens(now), self._gate.opens(now))
        return opens

    def _let_go(self, waiting: _Waiting, now: float) -> None:
        self._waiting.remove(waiting)
        for window in waiting.windows:
            window.enter(now)
        if waiting.turn.noted:
            self._gap.enter(now)
            self._gate.enter(waiting.turn)
        waiting.go.set_result(None)

    def _refuse(self, waiting: _Waiting, wait: float) -> None:
        self._waiting.remove(waiting)
        waiting.go.set_exception(RetryAfter(timedelta(seconds=wait)))

    def _hold(self, wait: float, windows: tuple[Window, ...], chat: object) -> None:
        """Honours flood control for all that is taken to share the limit that was met.

        A private chat, to which one message a second goes at most, meets the limit of all. A group meets its
        own, unless another one does so at the same time.
        """
        now = self._clock()
        until, last = now + wait + _MORE, self._flood
        if _is_group(chat):
            self._flood = _Flood(chat, until)
            if last.chat == chat or last.until <= now:
                windows = windows[1:]
        for window in windows:
            window.hold(until)
        _log.warning("flood control: %.1f s for %s", wait, "all" if self._all in windows else "a part")

    def _of_chat(self, chat: object) -> tuple[Window, ...]:
        """The windows of a chat; none for a message that is in no chat, an inline one."""
        if chat is None:
            return ()
        if chat not in self._windows:
            self._tidy()
            windows = [Window(self._chat, 1.0, self._delays)]
            if _is_group(chat):
                windows.append(Window(self._group, 60.0, self._delays))
            self._windows[chat] = tuple(windows)
        return self._windows[chat]

    def _of_method(self, method: object) -> tuple[Window, ...]:
        """What makes no message has no limit that is known, but may be told to wait."""
        if method not in self._windows:
            self._windows[method] = (Window(0, 0.0, self._delays),)
        return self._windows[method]

    def _tidy(self) -> None:
        """Forgets chats that have been idle, whenever those that are kept have doubled."""
        if len(self._windows) < self._tidy_at:
            return
        now, used = self._clock(), {window for waiting in self._waiting for window in waiting.windows}
        self._windows = {
            chat: windows
            for chat, windows in self._windows.items()
            if used & {*windows} or not all(window.idle(now) for window in windows)
        }
        self._tidy_at = max(_TIDY, 2 * len(self._windows))


def _is_group(chat: object) -> bool:
    """Whether a chat is limited by the minute, as groups and channels are; a name is one of theirs."""
    return chat < 0 if isinstance(chat, int) else isinstance(chat, str) and not chat.isdigit()


def asked(error: RetryAfter) -> float:
    """Seconds that flood control asks for."""
    asked: int | timedelta = error.retry_after  # a timedelta once the library is told so: bot.telegram
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)

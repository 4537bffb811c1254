"""Alerts on their way: sent once, and edited as their story grows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from telegram.error import BadRequest

from handlers.place import Place
from handlers.render import Message
from handlers.speaking import Speaker, gone
from newsroom.parcels import Letter
from storage.chat_values import Alert, Parcel
from storage.database import Storage

LATE = timedelta(minutes=30)
"""After which an alert that could not be sent is sent no more: it would ring at any hour, with old news."""


class Alerting:
    """Sends the message of an alert's parcel; who calls notes that it is delivered."""

    def __init__(self, *, storage: Storage, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._clock = clock

    async def due(self, parcel: Parcel, letter: Letter) -> Alert | None:
        """The alert, None where nothing is to be sent (any more): it is noted that there is none."""
        assert letter.alert is not None  # noqa: S101  # asked before
        async with self._storage.read() as work:
            alert = await work.alerts.get(parcel.chat_id, letter.alert)
            plan = await work.alerts.plan(parcel.chat_id)
        if alert is None or alert.article_id is None:
            return None
        wanted = plan is not None and plan.since is not None
        if letter.edits:
            return alert if (wanted or letter.corrected) and alert.message_id is not None else None
        if wanted and self._clock() - alert.at <= LATE:
            return alert
        async with self._storage.write() as work:
            await work.alerts.close(parcel.chat_id, letter.alert)
        return None

    async def send(self, parcel: Parcel, alert: Alert, message: Message, speaker: Speaker) -> int | None:
        """Sends or edits it; the id of its message, None where that was deleted by the reader."""
        if alert.message_id is None:
            return await speaker.send(Place(chat_id=parcel.chat_id, thread_id=parcel.thread_id), message)
        try:
            await speaker.edit(parcel.chat_id, alert.message_id, message)
        except BadRequest as error:
            if not gone(error):
                raise
            return None
        return alert.message_id

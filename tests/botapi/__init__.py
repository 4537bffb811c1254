"""A loopback double of Telegram's Bot API: strict about what it is sent, and able to fail on demand."""

from tests.botapi.faults import Fault
from tests.botapi.server import BotApi

__all__ = ["BotApi", "Fault"]

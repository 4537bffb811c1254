"""What a chat asks for itself: its digest and clock, what it follows and mutes, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestNow:
    """The digest as it would be sent now; nothing is marked as told. ``words`` may name a channel's."""

    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribe:
    """A digest; ``words`` are times, days, zone, length and topics as typed (see newsroom.wishes)."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe:
    """No digest any more; ``words`` may name the channel whose it is."""

    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjust:
    """Change one thing about the digest: "length", "days" or "quiet"."""

    setting: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseZone:
    """The chat's time zone: a city, a zone's name or what its clock shows now, as typed; else it is asked."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The chat's time zone by where its reader is, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """No digest for some time, as typed ("2w", "until Monday")."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """The pause is over; ``words`` may name the channel of which."""

    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """Follow a thing; ``kind`` is a storage FollowKind value, ``key`` as in :mod:`newsroom.following`."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """Keep a thing out of what is shown unasked; fields as those of :class:`Follow`."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfollow:
    """Neither follow nor mute a thing any more; fields as those of :class:`Follow`."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowNamed:
    """Follow what was typed; with ``alert`` alerts are switched on."""

    words: str
    alert: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteNamed:
    """Mute what was typed."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfollowNamed:
    """Neither follow nor mute what was typed any more; ``muted``: "all" means all that is muted."""

    words: str
    muted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """All that this chat follows and mutes."""

    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerts:
    """How alerts are set; ``words`` change it, as typed (see newsroom.alert_words)."""

    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is set for this chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """What is stored about this chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MyData:
    """All that is stored about this chat, as a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetMe:
    """Delete all that is stored about this chat; asks first."""

    confirmed: int = 0

"""What we know and what we say: intake, stories, answers, digests.

No Telegram, no SQL, no HTTP and no sumy here.
"""

"""One module an intent: what it needs, what it says, what it does."""

"""Composition root and command line. Imports everything; nothing imports it."""

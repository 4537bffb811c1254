"""Tests of the newsroom package."""

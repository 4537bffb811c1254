"""Tests of the summarizer package."""

"""Text in, findings out: sentences, summaries, people, topics. No I/O of any kind."""

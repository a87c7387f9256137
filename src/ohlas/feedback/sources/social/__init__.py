"""Answers from social networks: one short link per network, and words to post with it."""

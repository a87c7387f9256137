"""Answers from the web widget: the survey's page inside a frame of somebody's page."""

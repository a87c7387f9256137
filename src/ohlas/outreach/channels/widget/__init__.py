"""The web widget: one small script that shows a survey in a page of ours; answers come back in feedback."""

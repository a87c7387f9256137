"""How we reach people: programmes decide whom and when, channels carry the invitations, nobody too often."""

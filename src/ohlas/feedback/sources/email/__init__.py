"""What comes back from a message: a score by one click, and the wish not to be asked again."""

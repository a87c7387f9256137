"""A tablet at a branch that asks on its own, with or without a network."""

"""The shelf of channels: each folder sends one way, and registers itself at start-up."""

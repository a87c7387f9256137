"""System health: how far behind the relay is, and the deliveries it gave up."""

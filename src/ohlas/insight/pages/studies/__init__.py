"""How studies look: one file a kind, each giving blocks that one template shows."""

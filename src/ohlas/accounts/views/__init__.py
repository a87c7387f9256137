"""Doors of this room: parse, access, one deed or one read, answer."""

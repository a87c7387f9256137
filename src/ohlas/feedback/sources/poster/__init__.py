"""Links to print: posters and table tents with a code and an address that can be typed in."""

"""Staff pages about reaching people: parse, access, one deed or one read, answer."""

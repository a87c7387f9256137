"""Staff pages about surveys: parse, access, one deed or one read, answer."""

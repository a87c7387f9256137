"""Interviews by phone: the person on the line, what is asked of them, and answers typed by an interviewer."""

"""A letter as it leaves: headings, two bodies, and nothing that a server could read as something else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail. `return_path` is where bounces go; `headers` are ours beside the usual ones, ASCII only."""

    message_id: str
    from_name: str
    from_address: str
    return_path: str
    reply_to: str
    to_name: str
    to_address: str
    subject: str
    text: str
    html: str
    headers: tuple[tuple[str, str], ...] = ()

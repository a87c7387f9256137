"""From the record to the facts: numbered portions, one leased writer, and a rebuild that must agree."""

from ohlas.feedback.facts.check import Difference, check_facts
from ohlas.feedback.facts.lease import writer_lease
from ohlas.feedback.facts.listening import hear_facts, hear_units, listen
from ohlas.feedback.facts.numbering import facts_waiting
from ohlas.feedback.facts.rebuild import rebuild_facts
from ohlas.feedback.facts.rows import fact_rows
from ohlas.feedback.facts.writer import write_waiting

__all__ = [
    "Difference",
    "check_facts",
    "fact_rows",
    "facts_waiting",
    "hear_facts",
    "hear_units",
    "listen",
    "rebuild_facts",
    "write_waiting",
    "writer_lease",
]

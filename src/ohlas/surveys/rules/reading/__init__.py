"""From a JSON document to a definition: read strictly, every mistake named at once."""

from ohlas.surveys.rules.reading.document import parse_definition, read_document

__all__ = ["parse_definition", "read_document"]

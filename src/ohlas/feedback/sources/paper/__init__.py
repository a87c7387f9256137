"""Paper forms: printed with numbers beside the answers, typed in by those numbers."""

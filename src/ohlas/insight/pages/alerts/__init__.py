"""Pages of rules, alerts, notices and briefs, and the letters that tell of them."""

"""What the statistics pages are made of: one file a study, each giving one dataclass."""

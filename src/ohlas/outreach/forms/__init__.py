"""What people fill in about reaching people."""

"""What each of this room's templates may use."""

"""What must never leave the database: tokens, people, answers, files."""

"""What is owed: the school's obligations, the counts that measure them, and who stands where."""

"""Plans that controllers bring: reading, checking and writing their files."""

"""Plans: which ones this server has, and how one is brought in and checked."""

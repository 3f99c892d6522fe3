"""Regional concept of the Westfälisches Ruhrgebiet (2016)."""

"""The regional concept of the Westfälisches Ruhrgebiet (2016)."""

"""What a request asks for, read from its address, and what files and links are named after it."""

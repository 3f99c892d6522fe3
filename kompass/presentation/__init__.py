"""The presentation mode: full-screen HTML views, one message each, moved through with the keyboard."""

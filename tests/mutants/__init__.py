"""Mutation test: do the tests notice when the code is made wrong? See README.md beside this file."""

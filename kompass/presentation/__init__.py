"""Views for the back row of a room: one message each, by keys, from one document that needs no network."""

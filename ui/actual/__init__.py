"""The page of planned against actual: what is held in the session, how figures come in, what is shown."""

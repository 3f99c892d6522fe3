"""The arithmetic of places: the plan, the ledger of transfers, comparison keys. Pure; no files, no plotting."""

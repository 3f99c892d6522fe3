"""The arithmetic of places: plan, ledger of transfers, comparison keys. Reads no files and draws nothing."""

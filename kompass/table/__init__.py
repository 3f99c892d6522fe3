"""The negotiating table: one ES module (``arithmetic.js``, ``view.js``) for all who move places in a browser, and what
the server gives it."""

"""How figures are drawn: colours and type, kinds of charts, maps. They know nothing of what is drawn."""

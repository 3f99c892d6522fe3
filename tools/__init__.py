"""What maintainers run: `make licences` and `make release`. No part of the dashboard."""

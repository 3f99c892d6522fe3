"""Drawing, independent of the subject: styles, kinds of charts, axes, maps."""

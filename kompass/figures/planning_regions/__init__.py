"""Other planning regions in Germany beside this one."""

"""The measures of the state government and the background of its report."""

"""Whether reports are true: studies whose truth is known, and closed forms."""

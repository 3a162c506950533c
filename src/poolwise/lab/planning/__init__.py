"""What to compare: a study as flags or TOML, its grid, and what it can be made of."""

"""What follows from finished trials: estimates, tests, verdicts, claims and advice."""

"""What a study learns from: labelled items, and on which side each of them stands."""

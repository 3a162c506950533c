"""The article: its parts, what they found in small, and the page and plot about it."""

"""NumPy arrays, and those whose gradients are recorded."""

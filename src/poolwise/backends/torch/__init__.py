"""PyTorch tensors: imported when one arrives."""

"""What a reader sees: pages, charts, pictures and lines on a terminal."""

"""What the product costs, as ratios of two things timed in turn on the same machine. Never part of the product."""

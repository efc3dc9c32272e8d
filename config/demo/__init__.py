"""The demonstration: real plans and units, drawn figures. Everything follows from one seed."""

SEED = 20250701

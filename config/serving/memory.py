"""The garbage collector of a process that lives long."""

import gc


def settle(**_signal: object) -> None:
    """Call it once all is loaded: that stays for good, so the collector need not look through it again at every turn.

    A board or a recompute makes tens of thousands of things at once, so turns come less often too."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)

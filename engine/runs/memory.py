"""How much memory there is left to take: better asked before than found out."""

import os
from pathlib import Path


def free_memory() -> int | None:
    """Bytes that this program can still take; None where nobody tells."""
    known = [size for size in (_left_in_the_machine(), _left_to_this_process()) if size is not None]
    return min(known, default=None)


def _left_in_the_machine() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        found = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
        return (found["MemAvailable"] + found["SwapFree"]) * 1024
    except (OSError, KeyError, ValueError, IndexError):  # another system
        return _of_the_machine()


def _of_the_machine() -> int | None:
    """All that there is, whoever has it: more than that is never free."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None


def _left_to_this_process() -> int | None:
    """What a limit that somebody has set leaves."""
    try:
        import resource
        limit, _ = resource.getrlimit(resource.RLIMIT_AS)
        if limit == resource.RLIM_INFINITY:
            return None
        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return max(limit - taken * os.sysconf("SC_PAGE_SIZE"), 0)
    except (ImportError, OSError, ValueError, IndexError):
        return None

"""The sizes of a run."""

import argparse
from dataclasses import asdict, dataclass

GROUPS = ("scores", "pages", "saving", "excel", "start")


@dataclass(frozen=True, slots=True)
class Options:
    """``loop_units``: how many units the ORM loop scores in all, spread over the rounds and scaled."""

    units: int = 200
    lines: int = 30
    periods: int = 15
    rounds: int = 9
    loop_units: int = 40
    period_units: int = 100
    excel_rows: int = 200_000
    seconds: int = 1
    browsers: int = 50
    databases: str = "sqlite,postgres"
    only: str = ",".join(GROUPS)
    full: bool = False

    @property
    def groups(self) -> list[str]:
        return self.only.split(",")

    def arguments(self) -> list[str]:
        """The same options on a command line."""
        given = {name: value for name, value in asdict(self).items() if name != "full"}
        flags = [f"--{name.replace('_', '-')}={value}" for name, value in given.items()]
        return [*flags, *(["--full"] if self.full else [])]


def parser() -> argparse.ArgumentParser:
    """Every size with its default."""
    made = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    for name, value in asdict(Options()).items():
        flag = f"--{name.replace('_', '-')}"
        if isinstance(value, bool):
            made.add_argument(flag, action="store_true", help="whole files read, and a start from nothing")
        else:
            made.add_argument(flag, type=type(value), default=value)
    return made


def parse(arguments: list[str]) -> Options:
    return Options(**vars(parser().parse_args(arguments)))

"""A filled grid that is sent as a file: its values go where one types them on screen."""

from __future__ import annotations

from levier.web.entry.selectors import blocks_of
from levier.web.entry.services import counted, save
from levier.web.entry.workbook import read
from levier.web.imports.models import Delivery, SentFile


def put(delivery: Delivery, files: list[SentFile]) -> dict[str, int]:
    """Write the numbers of grids in the typed grid of the centre; return how many had each fate.

    Begun again, it finds its own numbers there: nothing changes twice.
    """
    total: dict[str, int] = {}
    for file in files:
        with file.place.open("rb") as stream:
            found = read(stream, file.name, delivery.centre, blocks_of(delivery.user, delivery.centre))
        said = counted(save(delivery.centre, delivery.user, [one.change for one in found.found], why="import"))
        said |= {"unchanged": said["unchanged"] + found.same, "others": found.others}
        total = {name: total.get(name, 0) + count for name, count in said.items()}
    return total

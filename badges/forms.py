"""What an organiser asks to be printed, as it stands in the address of a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from badges.layout import SHEET_OF_TEN, SHEETS, Sheet
from badges.queries import Order, Selection

LONGEST_SEARCH = 200
WHO = ("all", "new", "found")


@dataclass(frozen=True)
class PrintRequest:
    """Which badges, on which sheet, in which order, and how many labels of the first page to leave out."""

    sheet: Sheet = SHEET_OF_TEN
    who: str = "all"
    text: str = ""
    order: Order = Order.NAME
    skip: int = 0

    @property
    def selection(self) -> Selection:
        text = self.text if self.who == "found" else ""
        return Selection(text=text, only_new=self.who == "new", order=self.order)

    def arguments(self) -> dict[str, str]:
        """Give the arguments of an address that asks for the same."""
        given = {"sheet": self.sheet.id, "who": self.who, "order": self.order.value, "skip": str(self.skip)}
        return given | ({"q": self.text} if self.who == "found" else {})

    def pages(self, number: int) -> int:
        """Count the pages that so many badges take."""
        return -(-(self.skip + number) // self.sheet.capacity)


def read_print_request(
    asked: MultiDict[str, str], sheets: Mapping[str, Sheet] = SHEETS, *, usual_sheet: str = SHEET_OF_TEN.id
) -> PrintRequest:
    """Read a choice; nonsense falls back to what is usual, and no more labels are left out than the page has but one."""
    sheet = sheets.get(asked.get("sheet", usual_sheet), SHEET_OF_TEN)
    who, order, skip = asked.get("who", ""), asked.get("order", ""), asked.get("skip", "")
    is_number = skip.isascii() and skip.isdigit() and len(skip) < len("1000")
    return PrintRequest(
        sheet=sheet,
        who=who if who in WHO else "all",
        text=asked.get("q", "")[:LONGEST_SEARCH].strip(),
        order=Order(order) if order in set(Order) else Order.NAME,
        skip=min(int(skip), sheet.capacity - 1) if is_number else 0,
    )

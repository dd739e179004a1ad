"""What an organiser asks to be printed, as it stands in the address of a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from badges.layout import SHEET_OF_TEN, SHEETS, Sheet
from badges.queries import Order, Selection

LONGEST_SEARCH = 200
WHO = ("all", "new", "changed", "found")
CODES = ("same", "new")


@dataclass(frozen=True)
class PrintRequest:
    """Which badges, on which sheet, in which order, and how many labels of the first page to leave out.

    ``codes`` says whether badges that are printed already get new ones.
    """

    sheet: Sheet = SHEET_OF_TEN
    who: str = "all"
    text: str = ""
    order: Order = Order.NAME
    skip: int = 0
    category: str = ""
    forum: str = ""
    codes: str = "same"

    @property
    def selection(self) -> Selection:
        return Selection(
            text=self.text if self.who == "found" else "",
            category=self.category,
            forum=self.forum,
            only_new=self.who == "new",
            only_changed=self.who == "changed",
            order=self.order,
        )

    def arguments(self) -> dict[str, str]:
        """Give the arguments of an address that asks for the same."""
        given = {"sheet": self.sheet.id, "who": self.who, "order": self.order.value, "skip": str(self.skip)}
        further = {"category": self.category, "forum": self.forum, "q": self.text if self.who == "found" else ""}
        return given | {name: value for name, value in further.items() if value}

    def pages(self, number: int) -> int:
        """Count the pages that so many badges take."""
        return -(-(self.skip + number) // self.sheet.capacity)


def read_print_request(
    asked: MultiDict[str, str], sheets: Mapping[str, Sheet] = SHEETS, *, usual_sheet: str = SHEET_OF_TEN.id
) -> PrintRequest:
    """Read a choice; nonsense falls back to what is usual, and no more labels are left out than the page has but one."""
    sheet = sheets.get(asked.get("sheet", usual_sheet), SHEET_OF_TEN)
    who, order, skip, codes = (asked.get(name, "") for name in ("who", "order", "skip", "codes"))
    is_number = skip.isascii() and skip.isdigit() and len(skip) < len("1000")
    return PrintRequest(
        sheet=sheet,
        who=who if who in WHO else "all",
        text=asked.get("q", "")[:LONGEST_SEARCH].strip(),
        order=Order(order) if order in set(Order) else Order.NAME,
        skip=min(int(skip), sheet.capacity - 1) if is_number else 0,
        category=asked.get("category", "")[:20],
        forum=asked.get("forum", "")[:16],
        codes=codes if codes in CODES else "same",
    )

"""What is held: findings and declarations become holdings, activities and differences.

`gather` makes holdings of what a scan saw; `activities` is what people declared of the same data; `differences` is where the
two part ways.
"""

from bailee.inventory.activities import ProcessingActivity
from bailee.inventory.differences import Difference, differences
from bailee.inventory.gather import Inventory
from bailee.inventory.holdings import Coverage, Exposure, Holding, data_store, lies_in, place_of
from bailee.people import PeopleRange

__all__ = [
    "Coverage",
    "Difference",
    "Exposure",
    "Holding",
    "Inventory",
    "PeopleRange",
    "ProcessingActivity",
    "data_store",
    "differences",
    "lies_in",
    "place_of",
]

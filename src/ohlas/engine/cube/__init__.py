"""Small groups: what an anonymous survey may show, chosen once per release and asked only in that form."""

from ohlas.engine.cube.asking import refuse_single, released_fields, with_released
from ohlas.engine.cube.cells import CubeRow, cube_table, released_cells, released_slice
from ohlas.engine.cube.choosing import LEAST_PEOPLE, choose
from ohlas.engine.cube.sets import Part, Told, released_parts

__all__ = [
    "LEAST_PEOPLE",
    "CubeRow",
    "Part",
    "Told",
    "choose",
    "cube_table",
    "refuse_single",
    "released_cells",
    "released_fields",
    "released_parts",
    "released_slice",
    "with_released",
]

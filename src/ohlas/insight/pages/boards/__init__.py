"""Dashboards in words: the list, one of them with its bar, and figures side by side."""

from ohlas.insight.pages.boards.listed import boards_page
from ohlas.insight.pages.boards.page import board_page, tile_places
from ohlas.insight.pages.boards.places import BoardPlaces

__all__ = ["BoardPlaces", "board_page", "boards_page", "tile_places"]

"""What the builder's templates may use."""

from ohlas.surveys.pages.builder.cards import BuilderPage, builder_page
from ohlas.surveys.pages.builder.checks import CheckPage, VersionsPage, check_page, versions_page
from ohlas.surveys.pages.builder.choosing import LibraryPage, library_page
from ohlas.surveys.pages.builder.frame import Conflict, Wish
from ohlas.surveys.pages.builder.preview import FramePage, PreviewPage, frame_page, preview_page
from ohlas.surveys.pages.builder.settings import SettingsPage, settings_page
from ohlas.surveys.pages.builder.translations import TranslationsPage, translations_page

__all__ = [
    "BuilderPage",
    "CheckPage",
    "Conflict",
    "FramePage",
    "LibraryPage",
    "PreviewPage",
    "SettingsPage",
    "TranslationsPage",
    "VersionsPage",
    "Wish",
    "builder_page",
    "check_page",
    "frame_page",
    "library_page",
    "preview_page",
    "settings_page",
    "translations_page",
    "versions_page",
]

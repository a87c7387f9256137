"""Deeds of moving in: receive a file, say what its columns mean, try, import, undo."""

from ohlas.exchange.actions.receive import Reading, forget_file, receive_file, receive_path, reread_file
from ohlas.exchange.actions.run import begin_import, finish_now, start_import, undo_import
from ohlas.exchange.actions.survey import lookups_for
from ohlas.exchange.actions.trial import Trial, save_mapping, try_import

__all__ = [
    "Reading",
    "Trial",
    "begin_import",
    "finish_now",
    "forget_file",
    "lookups_for",
    "receive_file",
    "receive_path",
    "reread_file",
    "save_mapping",
    "start_import",
    "try_import",
    "undo_import",
]

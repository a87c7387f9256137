"""Where a fact table lies: numbered folders, and a pointer file that says which one counts.

    <facts>/answers/current                one line, the folder's name
    <facts>/answers/000002-9f86d081/…      the Delta table itself

A rebuild fills the next number; replacing the pointer is the switch. Local and object stores alike. No name
comes twice, so an open reader notices when somebody deleted the facts and they were made anew.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ohlas.engine.columns import arrow_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pyarrow.dataset import Dataset
    from pyarrow.fs import FileSystem

    from ohlas.engine.fields import Kind

_POINTER = "current"
_FOLDER = re.compile(r"(\d{6})-[0-9a-f]{8}")


@dataclass(frozen=True)
class Folders:
    """All folders of one fact table below the facts' address."""

    root: str  # the facts' address: a path, file://…, s3://…, gs://…, az://…
    table: str

    @property
    def is_local(self) -> bool:
        return "://" not in self._address

    def address(self, folder: str) -> str:
        """What Delta opens."""
        return f"{self._address}/{self.table}/{folder}"

    def current(self) -> str | None:
        """The folder that counts; None before the first write."""
        from pyarrow.fs import FileType

        found = self._files.get_file_info(self._path(_POINTER))
        if found.type != FileType.File:
            return None
        with self._files.open_input_stream(found.path) as stream:
            return bytes(stream.read()).decode().strip()

    def next(self) -> str:
        """A new folder's name; whatever an abandoned rebuild left behind is removed."""
        number = _number(self.current())
        self._remove(lambda folder: _number(folder) > number)
        return f"{number + 1:06d}-{secrets.token_hex(4)}"

    def switch(self, folder: str) -> None:
        """From here on readers open `folder`. Atomic: a rename locally, one put on an object store."""
        pointer = self._path(_POINTER)
        self._files.create_dir(self._path(), recursive=True)
        target = f"{pointer}.new" if self.is_local else pointer
        with self._files.open_output_stream(target) as stream:
            stream.write(f"{folder}\n".encode())
        if self.is_local:
            self._files.move(target, pointer)

    def remove_dead(self, *, after: timedelta) -> None:
        """Remove folders below the current one, once the switch is older than `after`."""
        pointer = self._files.get_file_info(self._path(_POINTER))
        if pointer.mtime is not None and datetime.now(UTC) - pointer.mtime >= after:
            number = _number(self.current())
            self._remove(lambda folder: _number(folder) < number)

    def dataset(self, files: Iterable[str], columns: Mapping[str, Kind]) -> Dataset:
        """Exactly these files; where one lacks a column it reads as null."""
        import pyarrow as pa
        import pyarrow.dataset as ds

        paths = [self._opened[1] + file.removeprefix(self._address) for file in files]
        schema = pa.schema([pa.field(name, arrow_type(kind)) for name, kind in columns.items()])
        return ds.dataset(paths, schema=schema, format="parquet", filesystem=self._files)

    def _remove(self, is_dead: Callable[[str], bool]) -> None:
        from pyarrow.fs import FileSelector

        for entry in self._files.get_file_info(FileSelector(self._path(), allow_not_found=True)):
            if _FOLDER.fullmatch(entry.base_name) and is_dead(entry.base_name):
                self._files.delete_dir(entry.path)

    @cached_property
    def _address(self) -> str:
        if self.root.startswith("file://"):
            return self.root.removeprefix("file://").rstrip("/")
        return self.root.rstrip("/") if "://" in self.root else str(Path(self.root).absolute())

    @cached_property
    def _files(self) -> FileSystem:
        return self._opened[0]

    @cached_property
    def _opened(self) -> tuple[FileSystem, str]:
        from pyarrow.fs import FileSystem, LocalFileSystem

        if self.is_local:
            return LocalFileSystem(), self._address
        files, base = FileSystem.from_uri(self._address)
        return files, base

    def _path(self, name: str = "") -> str:
        return "/".join(part for part in (self._opened[1], self.table, name) if part)


def _number(folder: str | None) -> int:
    return int(folder.partition("-")[0]) if folder else 0

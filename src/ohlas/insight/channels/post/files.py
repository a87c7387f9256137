"""Long reports made aside: written once, kept a day, for nobody but who asked."""

from datetime import datetime, timedelta
from uuid import UUID

from ohlas.accounts.access import actor_for
from ohlas.accounts.errors import AccountsError
from ohlas.insight.access import board_for
from ohlas.insight.channels.post.sending import NotSent, selection_in
from ohlas.insight.models import ReportFile
from ohlas.insight.pages.reports import file_name, made_report
from ohlas.insight.queries.boards import tile_data
from ohlas.insight.queries.reports import file_wanted, path_of
from ohlas.insight.rules.boards import read_document
from ohlas.insight.rules.reports import Format
from ohlas.lib.reports import file_of

KEPT_FOR = timedelta(days=1)


def make_file(file_id: UUID, now: datetime) -> None:
    """Counts tile by tile, so that whoever waits sees it move, then writes the file; safe to repeat."""
    wanted = file_wanted(file_id)
    if wanted is None:
        return
    try:
        user = wanted.user
        actor = actor_for(user, wanted.organisation.slug)
        board = board_for(actor, wanted.board_id)
        selection = selection_in(wanted.address, actor)
    except (AccountsError, NotSent) as refused:
        ReportFile.objects.filter(id=file_id).update(failure=type(refused).__name__, made_at=now)
        return
    tiles = read_document(board.document).tiles
    for done, tile in enumerate(tiles):
        ReportFile.objects.filter(id=file_id).update(done=done, of=len(tiles) + 1)
        tile_data(actor, board, tile, selection, now)
    kind = Format(wanted.kind)
    report = made_report(
        actor=actor,
        board=board,
        selection=selection,
        now=now,
        language=wanted.language,
        reader=user.name or user.email,
    )
    path = path_of(file_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file_of(report, kind))
    ReportFile.objects.filter(id=file_id).update(
        name=file_name(report, kind), done=len(tiles) + 1, of=len(tiles) + 1, made_at=now
    )


def clear_files(now: datetime) -> int:
    """Rows and files older than a day go; how many."""
    old = list(ReportFile.objects.filter(wanted_at__lt=now - KEPT_FOR).values_list("id", flat=True))
    for file_id in old:
        path_of(file_id).unlink(missing_ok=True)
    ReportFile.objects.filter(id__in=old).delete()
    return len(old)

"""Files come with answers: taken by their bytes, kept outside the web's reach, gone with what they belong to."""

import io
import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ohlas.accounts.access import system_actor
from ohlas.customers.models import Contact
from ohlas.feedback.actions import (
    erase_response,
    export_responses_of,
    forget_responses_of,
    open_batch,
    settle_drafts,
    undo_batch,
)
from ohlas.feedback.actions.uploads import sweep_files
from ohlas.feedback.models import Draft, Response, Upload
from ohlas.feedback.rules.links import LinkKind
from ohlas.feedback.rules.uploads import MOST_BODY, MOST_BYTES, kind_of, shown_name
from ohlas.feedback.sources.form.tests.scene import link_to
from ohlas.lib.tests.test_pictures import png_claiming
from ohlas.surveys.models import Survey
from ohlas.surveys.tests.questionnaire import asked, questionnaire

PHOTO = questionnaire(asked("nps", required=True), asked("photo", "file"), languages=["en", "cs"])
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, settings, monkeypatch):
    """Files of a test lie in its own folder."""
    place = tmp_path / "answers"
    monkeypatch.setattr("ohlas.feedback.queries.uploads.files_folder", lambda: place)
    monkeypatch.setattr("ohlas.feedback.actions.uploads.files_folder", lambda: place)
    return place


@pytest.fixture
def photographer(visitor, clock):
    """A person on the page with a file question, ten seconds after opening it."""

    def arrive(kind=LinkKind.OPEN, definition=PHOTO, **wish):
        person = visitor(definition, kind, **wish).open()
        clock(seconds=10)
        return person

    return arrive


def png(colour="red"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def sent(content, name="parcel.png"):
    return SimpleUploadedFile(name, content)


def kept(folder):
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def photograph():
    """As a phone held upright makes it."""
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "PhoneCam 12", 6
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_photograph_is_kept_without_where_and_with_what_it_was_taken(photographer, folder):
    photographer().send(nps="9", photo=sent(photograph(), "parcel.jpg"))
    (path,) = kept(folder)
    assert b"PhoneCam" not in path.read_bytes()
    with Image.open(path) as opened:
        assert (opened.size, dict(opened.getexif())) == ((40, 30), {0x0112: 6})


def test_a_photograph_that_ends_too_early_is_said_to_be_broken(photographer, folder):
    person = photographer()
    person.send(nps="9", photo=sent(png()[:-20]))
    assert "parcel.png is broken" in person.page
    assert kept(folder) == []


def test_a_photograph_is_kept_with_the_answer_and_shown_by_no_address(photographer, folder):
    person = photographer()
    assert 'enctype="multipart/form-data"' in person.page
    person.send(nps="9", photo=sent(png()))
    assert "Thank you" in person.page
    response, upload = Response.objects.get(), Upload.objects.get()
    assert response.answers == {"nps": 9, "photo": [str(upload.id)]}
    assert upload.client_id == response.client_id
    assert (upload.name, upload.media, upload.size) == ("parcel.png", "image/png", len(png()))
    (path,) = kept(folder)
    assert path.name == upload.stored_as
    assert path.read_bytes() == png()
    assert "parcel" not in path.name


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a picture nor a PDF"),
        (b"<html><script>alert(1)</script>", "neither a picture nor a PDF"),
        (b"MZ\x90\x00", "neither a picture nor a PDF"),
        (b"PK\x03\x04", "neither a picture nor a PDF"),
        (b"", "neither a picture nor a PDF"),
        (png() + b"\0" * MOST_BYTES, "has more than 10 MB"),
        (png_claiming(60_000, 60_000), "far too large to be shown"),
    ],
)
def test_a_file_is_judged_by_its_bytes_whatever_its_name_says(photographer, folder, content, says):
    person = photographer()
    person.send(nps="9", photo=sent(content, "holiday.png"))
    assert person.status == 422
    assert says in person.page
    assert "holiday.png" in person.page
    assert 'href="#q-photo"' in person.page
    assert not Upload.objects.exists()
    assert kept(folder) == []
    assert 'value="9" checked' in person.page or 'value="9" id="q-nps-in" checked' in person.page


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\evil.exe", "evil.exe.pdf"),
        ("a\u202efdp.exe", "afdp.exe.pdf"),
        ('x"; filename=evil.html', "x filename=evil.html.pdf"),
        ("<script>alert(1)</script>.pdf", "script.pdf"),
        ("\r\nSet-Cookie: a=b", "Set-Cookie a=b.pdf"),
        ("", "file.pdf"),
        ("účet.PDF", "účet.pdf"),
        ("n" * 500 + ".pdf", "n" * 80 + ".pdf"),
        ("...", "file.pdf"),
    ],
)
def test_a_name_leads_nowhere_hides_nothing_and_ends_as_its_bytes_say(given, shown):
    assert shown_name(given, kind_of(PDF)) == shown


def test_a_file_already_sent_outlives_a_mistake_and_a_resumed_page_shows_its_name(photographer, clock):
    person = photographer()
    person.send(photo=sent(PDF, "bill.pdf"))
    assert person.status == 422
    assert "bill.pdf" in person.page
    person.send(go="lang:cs")
    assert "bill.pdf" in person.page
    person.send(go="lang:en")
    clock(seconds=10)
    person.send(nps="3")
    assert Response.objects.get().answers["photo"] == [str(Upload.objects.get().id)]


def test_a_file_can_be_taken_back_and_another_added(photographer):
    person = photographer(LinkKind.PERSONAL)
    person.send(photo=sent(PDF, "first.pdf"))
    first = Upload.objects.get()
    form = {"photo": sent(PDF, "second.pdf"), "photo:drop": str(first.id)}
    person.send(nps="5", **form)
    second = Upload.objects.exclude(id=first.id).get()
    assert Response.objects.get().answers["photo"] == [str(second.id)]
    later = first.created_at + timedelta(days=2)
    settle_drafts(later)
    assert sweep_files(later) == 1
    assert list(Upload.objects.values_list("id", "is_answer")) == [(second.id, True)]


def test_four_files_are_one_too_many(photographer):
    person = photographer()
    person.send(nps="9", photo=[sent(PDF, f"{n}.pdf") for n in range(4)])
    assert person.status == 422
    assert "At most 3 files, please." in person.page
    assert Upload.objects.count() == 3
    person.send(nps="9")
    assert len(Response.objects.get().answers["photo"]) == 3


def test_an_id_typed_into_the_form_is_no_file(photographer, world, clock):
    other = photographer(LinkKind.PERSONAL)
    other.send(nps="9", photo=sent(PDF))
    stolen = str(Upload.objects.get().id)
    survey = Survey.objects.get()
    person = type(other)(link_to(world.organisation, survey.id, world.now)).open()
    clock(seconds=10)
    person.send(nps="1", photo=stolen)
    assert Response.objects.get(channel="link", answers__nps=1).answers == {"nps": 1}


def test_everything_at_once_has_an_end_before_it_is_read(photographer):
    person = photographer()
    answer = person.client.generic("POST", person.path, b"x", CONTENT_LENGTH=str(MOST_BODY + 1))
    assert answer.status_code == 413
    assert "The files are too large" in answer.content.decode()


def test_files_go_with_their_response(photographer, folder, world, django_capture_on_commit_callbacks):
    person = photographer()
    person.send(nps="9", photo=sent(PDF))
    actor = system_actor(world.organisation.id)
    with django_capture_on_commit_callbacks(execute=True):
        erase_response(actor=actor, response_id=Response.objects.get().id, now=world.now)
    assert not Upload.objects.exists()
    assert kept(folder) == []


def test_files_go_with_their_person_and_stand_in_the_copy(
    photographer, folder, world, django_capture_on_commit_callbacks
):
    contact = Contact.objects.create(organisation_id=world.organisation.id, name="Eva", created_at=world.now)
    person = photographer(LinkKind.PERSONAL, contact_id=contact.id)
    person.send(nps="9", photo=sent(PDF, "bill.pdf"))
    copy = export_responses_of(world.organisation.id, contact.id)
    assert [file["name"] for file in copy["files"]] == ["bill.pdf"]
    with django_capture_on_commit_callbacks(execute=True):
        forget_responses_of(world.organisation.id, contact.id, world.now)
    assert not Upload.objects.exists()
    assert kept(folder) == []


def test_files_on_their_way_go_with_their_person_too(
    photographer, folder, world, django_capture_on_commit_callbacks
):
    contact = Contact.objects.create(organisation_id=world.organisation.id, name="Eva", created_at=world.now)
    person = photographer(LinkKind.PERSONAL, contact_id=contact.id)
    person.send(photo=sent(PDF))
    assert Draft.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        forget_responses_of(world.organisation.id, contact.id, world.now)
    assert kept(folder) == []


def test_files_go_when_their_batch_is_undone(photographer, folder, world, django_capture_on_commit_callbacks):
    person = photographer()
    person.send(nps="9", photo=sent(PDF))
    path = link_to(world.organisation, Survey.objects.get().id, world.now, LinkKind.PERSONAL)
    stays = type(person)(path).open()
    stays.send(nps="9", photo=sent(PDF, "stays.pdf"))
    batch = open_batch(organisation_id=world.organisation.id, kind="paper", name="x", now=world.now)
    Response.objects.filter(channel="link").exclude(id=Response.objects.latest("id").id).update(
        batch_id=batch
    )
    with django_capture_on_commit_callbacks(execute=True):
        undo_batch(actor=system_actor(world.organisation.id), batch_id=batch, now=world.now)
    assert [upload.name for upload in Upload.objects.all()] == ["stays.pdf"]
    assert len(kept(folder)) == 1


def test_an_abandoned_draft_becomes_a_partial_answer_with_its_file(photographer, folder):
    person = photographer()
    person.send(photo=sent(PDF))
    later = Upload.objects.get().created_at + timedelta(days=2)
    assert sweep_files(later) == 0, "the draft still waits"
    settle_drafts(later)
    assert Response.objects.get().is_complete is False
    assert sweep_files(later) == 0
    assert Upload.objects.get().is_answer


def test_a_file_nobodys_answers_name_is_swept_away(photographer, folder, django_capture_on_commit_callbacks):
    person = photographer()
    person.send(photo=sent(PDF))
    later = Upload.objects.get().created_at + timedelta(days=2)
    Draft.objects.all().delete()
    assert sweep_files(Upload.objects.get().created_at + timedelta(hours=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_files(later) == 1
    assert kept(folder) == []


def test_bytes_without_a_row_are_swept_away_after_a_day(photographer, folder, world):
    person = photographer()
    person.send(nps="9", photo=sent(PDF))
    place = folder / str(world.organisation.id)
    for name, age in (("left.part", 48), ("fresh", 1), (Upload.objects.get().stored_as, 48)):
        path = place / name
        path.touch()
        then = (world.now - timedelta(hours=age)).timestamp()
        os.utime(path, (then, then))
    assert sweep_files(world.now) == 1
    assert sorted(path.name for path in kept(folder)) == sorted(["fresh", Upload.objects.get().stored_as])


def test_a_full_disk_takes_no_file_and_keeps_the_answers(photographer, monkeypatch, folder):
    person = photographer()
    monkeypatch.setattr("ohlas.feedback.actions.uploads.FREE_BYTES", 10**18)
    person.send(nps="9", photo=sent(PDF))
    assert person.status == 422
    assert "cannot be kept just now" in person.page
    assert kept(folder) == []
    person.send(nps="9")
    assert Response.objects.get().answers == {"nps": 9}

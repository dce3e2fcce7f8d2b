"""Mails by all their parts; PDF as pictures with words; pictures and films covered."""

from __future__ import annotations

import email
import email.policy
import io
from email.message import EmailMessage
from fractions import Fraction

import av
import numpy
import pypdfium2
import pytest
from making import MAIL, OTHER_SSN, SSN, docx, face, p, pdf, picture, revised, traces
from PIL import Image

from bailee.extractors import ocr
from bailee.protection.redaction import Redacted, RefusedRedaction, Why, Wish, pixels
from bailee.protection.redaction.engine import redact_bytes

QUICK = Wish(names="off")


def redacted(data: bytes, name: str, wish: Wish = QUICK) -> Redacted:
    return redact_bytes(data, name, wish)


def mail() -> EmailMessage:
    message = EmailMessage()
    message["From"] = f"Jane Roe <{MAIL}>"
    message["To"] = "Payroll <payroll@example.org>"
    message["Subject"] = f"=?utf-8?q?Your_SSN_{SSN}?="
    message.set_content(f"Hello,\nyour SSN is {SSN}.\nKind regards\n")
    message.add_alternative(f"<p>your SSN is 512-<b>44</b>-7313</p><p>Kind regards</p>", subtype="html")  # noqa: F541 - like its neighbour
    message.add_attachment(
        docx(p(f"SSN {SSN}")), maintype="application", subtype="octet-stream", filename=f"{SSN}.docx"
    )
    inner = EmailMessage()
    inner["Subject"] = "inner"
    inner.set_content(f"SSN {OTHER_SSN}", cte="base64")
    message.add_attachment(inner)
    return message


def test_a_mail_goes_by_all_its_parts() -> None:
    given = mail().as_bytes()
    assert set(traces(given, (SSN, OTHER_SSN, MAIL))) == {SSN, OTHER_SSN, MAIL}
    made = redacted(given, "a.eml").data
    assert not traces(made, (SSN, OTHER_SSN, MAIL))
    message = email.message_from_bytes(made, policy=email.policy.default)
    assert "Kind regards" in str(message.get_body(("plain",)))
    assert [part.get_content_type() for part in message.walk()] == [part.get_content_type() for part in mail().walk()]


@pytest.mark.parametrize("mark", ["===============5032783785423243036==", SSN])
def test_a_mark_between_parts_that_looks_like_a_value_stands_in_nobodys_way(mark: str) -> None:
    message = mail()
    message.set_boundary(mark)
    made = redacted(message.as_bytes(), "a.eml").data
    assert not traces(made, (SSN, OTHER_SSN, MAIL))
    copy = email.message_from_bytes(made, policy=email.policy.default)
    assert [part.get_content_type() for part in copy.walk()] == [part.get_content_type() for part in message.walk()]


def test_a_mailbox_keeps_its_mails() -> None:
    one = mail().as_bytes()
    given = b"".join(
        b"From jane.roe@example.com Thu Jan  1 00:00:00 2026\n" + one.rstrip(b"\n") + b"\n\n" for _ in range(2)
    )
    made = redacted(given, "a.mbox").data
    assert not traces(made, (SSN, OTHER_SSN, MAIL))
    assert made.count(b"\nFrom ") + made.startswith(b"From ") == 2


def test_an_encrypted_mail_is_refused() -> None:
    given = b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIAGCSqGSIb3DQEHA6CAMIACAQA=\n"
    with pytest.raises(RefusedRedaction):
        redacted(given, "a.eml")


# --- PDF

XMP = f"<< /Type /Metadata /Subtype /XML /Length {len(MAIL) + 40} >>\nstream\n<x:xmpmeta xmlns:x='x'><a>{MAIL}</a></x:xmpmeta>   \nendstream"


def words_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_a_page_becomes_a_picture_with_the_words_that_are_left() -> None:
    given = pdf(f"Her SSN is {SSN}, as she said.", "The garden was in bloom.", f"Write to {MAIL}")
    made = redacted(given, "a.pdf")
    assert not traces(made.data)
    text = words_of(made.data).split()
    assert text[text.index("The") : text.index("The") + 5] == ["The", "garden", "was", "in", "bloom."]
    assert text[text.index("is") + 1].startswith("█████")
    assert {"pdfium", "pyHanko", "OCR", "raw bytes"} <= set(made.readers)
    document = pypdfium2.PdfDocument(made.data)
    page = document[0].render(scale=2).to_pil()
    assert page.convert("L").getextrema()[0] < 40, "a bar is to be seen"
    document.close()
    assert b"/Figure" in made.data
    assert b"/StructTreeRoot" in made.data


def test_the_layout_is_kept_where_it_is_proven_clean() -> None:
    given = pdf(f"Her SSN is {SSN}, as she said.", "The garden was in bloom.", f"Write to {MAIL} soon")
    made = redacted(given, "a.pdf", Wish(names="off", keep_layout=True))
    assert not traces(made.data)
    assert b"/DCTDecode" not in made.data, "pages are no pictures"
    assert sorted(words_of(made.data).split()) == sorted(
        ["Her", "SSN", "is", ",", "as", "she", "said.", "The", "garden", "was", "in", "bloom.", "Write", "to", "soon"]
    )
    assert any("as they are" in note for note in made.notes)


def test_what_stands_in_a_form_of_a_page_becomes_a_picture_instead() -> None:
    drawn = f"BT /F 12 Tf 50 700 Td (SSN {SSN}) Tj ET"
    form = f"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >> /Length {len(drawn)} >>\nstream\n{drawn}\nendstream"
    given = pdf("A page) Tj ET /X Do BT (", objects=(form,), resources="/XObject << /X 6 0 R >>")
    made = redacted(given, "a.pdf", Wish(names="off", keep_layout=True))
    assert not traces(made.data)
    assert "the layout could not be kept and proven clean" in made.notes


def test_what_no_page_shows_is_not_in_the_copy() -> None:
    attached = f"<< /Type /EmbeddedFile /Length {len(SSN) + 4} >>\nstream\nSSN {SSN}\nendstream"
    given = pdf(
        "A plain page about gardens.",
        more="/Annots [6 0 R]",
        objects=(
            f"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (ask {MAIL}) /T (Jane Roe) >>",
            XMP,
            f"<< /Type /Filespec /F ({SSN}.txt) /UF (pay.txt) /EF << /F 9 0 R >> >>",
            attached,
            f"<< /Title (about SSN {OTHER_SSN}) /Author (Jane Roe) >>",
        ),
        catalog="/Metadata 7 0 R /Names << /EmbeddedFiles << /Names [(pay) 8 0 R] >> >>",
        root="/Info 10 0 R",
    )
    assert set(traces(given, (SSN, MAIL, OTHER_SSN))) == {SSN, MAIL, OTHER_SSN}
    made = redacted(given, "a.pdf").data
    assert not traces(made, (SSN, MAIL, OTHER_SSN, "Jane Roe"))
    assert "gardens" in words_of(made)


def test_what_an_earlier_version_said_is_not_in_the_copy() -> None:
    given = revised(pdf(f"SSN {SSN} was here", "first version"), "Nothing to be seen here any more", f"but {MAIL}")
    assert SSN.encode() in given
    made = redacted(given, "a.pdf").data
    assert not traces(made)
    assert "first version" not in words_of(made)


def test_a_scan_is_read_covered_and_stays_searchable() -> None:
    image = Image.open(io.BytesIO(picture(f"SSN: {SSN}", "Invoice for garden work", size=36)))
    out = io.BytesIO()
    image.save(out, "PDF", resolution=110)
    made = redacted(out.getvalue(), "scan.pdf").data
    assert "garden" in words_of(made)
    document = pypdfium2.PdfDocument(made)
    read = " ".join(
        line.text for line in ocr.lines_in(document[0].render(scale=200 / 72).to_pil().convert("RGB"), lambda: None)
    )
    document.close()
    assert not traces(read.encode(), (SSN, "7313"))
    assert "garden" in read


# --- pictures and films


def test_a_picture_loses_its_value_and_what_it_says_of_itself() -> None:
    exif = Image.Exif()
    exif[0x013B] = "Jane Roe"
    given = picture(f"SSN: {SSN}", "Invoice for garden work", form="JPEG", exif=exif.tobytes(), comment=MAIL.encode())
    assert traces(given, (MAIL, "Jane Roe")) == [MAIL, "Jane Roe"]
    made = redacted(given, "a.jpg")
    assert not traces(made.data, (MAIL, "Jane Roe"))
    image = Image.open(io.BytesIO(made.data))
    read = " ".join(line.text for line in ocr.lines_in(image.convert("RGB"), lambda: None))
    assert "7313" not in read
    assert "512" not in read
    assert "garden" in read
    assert "Invoice" in read
    assert not image.getexif()


def test_a_face_is_made_unrecognisable() -> None:
    canvas = Image.new("RGB", (640, 480), (200, 210, 220))
    canvas.paste(face(), (60, 40))
    out = io.BytesIO()
    canvas.save(out, "PNG")
    assert len(pixels.faces_in(canvas)) == 1
    made = redacted(out.getvalue(), "a.png")
    shown = Image.open(io.BytesIO(made.data)).convert("RGB")
    assert not pixels.faces_in(shown)
    assert dict(made.counts) == {"faces": 1}
    assert shown.getpixel((600, 400)) == (200, 210, 220), "what is no face stays as it was"


def film(*, sound: bool = True) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        container.metadata["title"] = MAIL
        video = container.add_stream("mpeg4", rate=Fraction(10))
        video.width, video.height, video.pix_fmt = 320, 240, "yuv420p"
        audio = container.add_stream("aac", rate=16_000) if sound else None
        for number in range(12):
            canvas = Image.new("RGB", (320, 240), (90, 100, 110))
            canvas.paste(face(60), (20 + 8 * number, 60))
            for packet in video.encode(av.VideoFrame.from_ndarray(numpy.asarray(canvas), format="rgb24")):
                container.mux(packet)
        for packet in video.encode():
            container.mux(packet)
        if audio is not None:
            heard = av.AudioFrame.from_ndarray(
                numpy.zeros((1, 1024), dtype=numpy.float32), format="fltp", layout="mono"
            )
            heard.sample_rate = 16_000
            for packet in (*audio.encode(heard), *audio.encode()):
                container.mux(packet)
    return out.getvalue()


@pytest.mark.parametrize("keep", [False, True])
def test_a_film_loses_faces_in_every_frame_its_titles_and_its_sound(keep: bool) -> None:
    given = film()
    assert traces(given, (MAIL,))
    made = redacted(given, "a.mp4", Wish(names="off", keep_audio=keep))
    assert not traces(made.data, (MAIL,))
    with av.open(io.BytesIO(made.data), "r") as container:
        assert bool(container.streams.audio) is keep
        frames = [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]
    assert len(frames) == 12
    assert all(not pixels.faces_in_pixels(frame, (640,), 0.75) for frame in frames)
    assert frames[0].shape == (240, 320, 3)


# --- refused


def test_locked_files_are_refused() -> None:
    with pytest.raises(RefusedRedaction) as caught:
        redacted(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "a.docx")
    assert caught.value.why in (Why.ENCRYPTED, Why.NO_FORMAT, Why.DAMAGED)

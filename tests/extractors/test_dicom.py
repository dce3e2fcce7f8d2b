"""DICOM: who is on the picture is read from its head, and from the picture."""

from __future__ import annotations

import io

import pytest
from reading import read, reasons, texts

from bailee.items import Item
from bailee.vocabulary import Reason

pydicom = pytest.importorskip("pydicom")


def ultrasound(**more: object) -> bytes:
    dataset = pydicom.Dataset()
    dataset.file_meta = pydicom.dataset.FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.6.1"
    dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.3"
    dataset.PatientName, dataset.PatientID, dataset.PatientBirthDate = "Müller^Ann", "MRN-40912", "19800229"
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.Columns, dataset.Rows, dataset.SamplesPerPixel, dataset.BitsAllocated = 64, 48, 1, 8
    dataset.PhotometricInterpretation, dataset.PixelRepresentation = "MONOCHROME2", 0
    dataset.PixelData = bytes(64 * 48)
    reason = pydicom.Dataset()
    reason.CodeMeaning = "Gestational diabetes"
    dataset.ReasonForRequestedProcedureCodeSequence = [reason]
    for name, value in more.items():
        setattr(dataset, name, value)
    buffer = io.BytesIO()
    dataset.save_as(buffer, enforce_file_format=True)
    return buffer.getvalue()


def test_the_patient_is_read_from_the_head_and_what_lies_in_sequences() -> None:
    (text,) = texts(ultrasound(), "a.dcm")
    for line in ("Name: Ann Müller", "Patient ID: MRN-40912", "Birth Date: 1980-02-29", "Gestational diabetes"):
        assert line in text.content


def test_its_picture_is_an_item_for_those_who_read_pictures() -> None:
    (picture,) = (piece for piece in read(ultrasound(), "a.dcm") if isinstance(piece, Item))
    assert picture.locator.segments == ("a.dcm", "image 1") and picture.read(4) == b"\x89PNG"


def test_a_cut_one_and_one_that_lies_about_its_size_end_with_a_reason() -> None:
    whole = ultrasound()
    assert reasons(whole[:-1000], "a.dcm") <= {Reason.DAMAGED}
    assert reasons(ultrasound(Rows=60_000), "a.dcm") <= {Reason.DAMAGED}


def test_a_name_is_read_as_it_is_written_and_as_it_is_spoken_too() -> None:
    (text,) = texts(ultrasound(PatientName="Yamada^Tarou=山田^太郎=やまだ^たろう"), "a.dcm")
    assert "Name: Tarou Yamada, 太郎 山田, たろう やまだ" in text.content


def test_what_of_the_head_was_not_read_is_said_and_the_rest_is_read() -> None:
    cut = ultrasound(PatientComments="x" * 5_000)
    assert reasons(cut, "a.dcm") == {Reason.TOO_BIG} and "MRN-40912" in texts(cut, "a.dcm")[0].content
    inner = pydicom.Dataset()
    inner.CodeMeaning = "at the bottom"
    for _ in range(9):
        outer = pydicom.Dataset()
        outer.ReasonForRequestedProcedureCodeSequence = [inner]
        inner = outer
    deep = ultrasound(ReasonForRequestedProcedureCodeSequence=[inner])
    assert reasons(deep, "a.dcm") == {Reason.TOO_DEEP} and "MRN-40912" in texts(deep, "a.dcm")[0].content
    whole = ultrasound(SmallestImagePixelValue=5)
    broken = whole.replace(b"\x28\0\6\1US\2\0\5\0", b"\x28\0\6\1US\3\0\5\0\0")  # a number of three bytes
    assert broken != whole and reasons(whole, "a.dcm") == set()
    assert reasons(broken, "a.dcm") == {Reason.DAMAGED} and "MRN-40912" in texts(broken, "a.dcm")[0].content

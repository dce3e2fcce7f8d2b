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

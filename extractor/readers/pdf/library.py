"""PDFium's functions with plain pointers, for calls by the hundred thousand.

pypdfium2's own bindings check and convert typed pointers on every call. Bound again with
``void *`` they take addresses of numpy arrays, and keeping the interpreter lock costs less than
giving it up for calls this short. Importing pypdfium2 starts the library. PDFium is not
thread-safe: use processes, not threads.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from extractor.layout.page import Floats

_POINTER, _INT, _FLOAT, _DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_double

# ctypes functions have no signature that a type checker knows.
Function = Callable[..., Any]


def _bound(name: str, result: Any, *arguments: Any) -> Function:
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    if address is None:
        message = f"PDFium lacks {name}: install pypdfium2 5 or later"
        raise ImportError(message)
    function: Function = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return function


load_document = _bound("FPDF_LoadMemDocument64", _POINTER, _POINTER, ctypes.c_size_t, _POINTER)
close_document = _bound("FPDF_CloseDocument", None, _POINTER)
last_error = _bound("FPDF_GetLastError", ctypes.c_ulong)
page_count = _bound("FPDF_GetPageCount", _INT, _POINTER)
load_page = _bound("FPDF_LoadPage", _POINTER, _POINTER, _INT)
close_page = _bound("FPDF_ClosePage", None, _POINTER)
page_box = _bound("FPDF_GetPageBoundingBox", _INT, _POINTER, _POINTER)
page_rotation = _bound("FPDFPage_GetRotation", _INT, _POINTER)

load_text = _bound("FPDFText_LoadPage", _POINTER, _POINTER)
close_text = _bound("FPDFText_ClosePage", None, _POINTER)
count_characters = _bound("FPDFText_CountChars", _INT, _POINTER)
text_units = _bound("FPDFText_GetText", _INT, _POINTER, _INT, _INT, _POINTER)
code_point = _bound("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)
is_generated = _bound("FPDFText_IsGenerated", _INT, _POINTER, _INT)
loose_box = _bound("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)
text_object = _bound("FPDFText_GetTextObject", ctypes.c_size_t, _POINTER, _INT)
character_matrix = _bound("FPDFText_GetMatrix", _INT, _POINTER, _INT, _POINTER)
font_size = _bound("FPDFText_GetFontSize", _DOUBLE, _POINTER, _INT)

render_mode = _bound("FPDFTextObj_GetTextRenderMode", _INT, _POINTER)
object_font = _bound("FPDFTextObj_GetFont", ctypes.c_size_t, _POINTER)
font_name = _bound("FPDFFont_GetBaseFontName", ctypes.c_size_t, _POINTER, _POINTER, ctypes.c_size_t)
font_flags = _bound("FPDFFont_GetFlags", _INT, _POINTER)

count_objects = _bound("FPDFPage_CountObjects", _INT, _POINTER)
page_object = _bound("FPDFPage_GetObject", _POINTER, _POINTER, _INT)
object_kind = _bound("FPDFPageObj_GetType", _INT, _POINTER)
object_bounds = _bound(
    "FPDFPageObj_GetBounds", _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER
)
object_matrix = _bound("FPDFPageObj_GetMatrix", _INT, _POINTER, _POINTER)
fill_colour = _bound(
    "FPDFPageObj_GetFillColor", _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER
)
stroke_colour = _bound(
    "FPDFPageObj_GetStrokeColor", _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER
)
clip_path = _bound("FPDFPageObj_GetClipPath", _POINTER, _POINTER)
count_clips = _bound("FPDFClipPath_CountPaths", _INT, _POINTER)
count_clip_segments = _bound("FPDFClipPath_CountPathSegments", _INT, _POINTER, _INT)
clip_segment = _bound("FPDFClipPath_GetPathSegment", _POINTER, _POINTER, _INT, _INT)
count_form_objects = _bound("FPDFFormObj_CountObjects", _INT, _POINTER)
form_object = _bound("FPDFFormObj_GetObject", _POINTER, _POINTER, ctypes.c_ulong)

count_annotations = _bound("FPDFPage_GetAnnotCount", _INT, _POINTER)
annotation = _bound("FPDFPage_GetAnnot", _POINTER, _POINTER, _INT)
close_annotation = _bound("FPDFPage_CloseAnnot", None, _POINTER)
annotation_kind = _bound("FPDFAnnot_GetSubtype", _INT, _POINTER)
annotation_flags = _bound("FPDFAnnot_GetFlags", _INT, _POINTER)
annotation_box = _bound("FPDFAnnot_GetRect", _INT, _POINTER, _POINTER)
annotation_text = _bound(
    "FPDFAnnot_GetStringValue", ctypes.c_ulong, _POINTER, ctypes.c_char_p, _POINTER, ctypes.c_ulong
)

BLUE_GREEN_RED, WITH_ANNOTATIONS = 2, 1  # FPDFBitmap_BGR, FPDF_ANNOT
bitmap_over = _bound("FPDFBitmap_CreateEx", _POINTER, _INT, _INT, _INT, _POINTER, _INT)
render = _bound(
    "FPDF_RenderPageBitmap", None, _POINTER, _POINTER, _INT, _INT, _INT, _INT, _INT, _INT
)
close_bitmap = _bound("FPDFBitmap_Destroy", None, _POINTER)

draw_mode = _bound("FPDFPath_GetDrawMode", _INT, _POINTER, _POINTER, _POINTER)
count_segments = _bound("FPDFPath_CountSegments", _INT, _POINTER)
path_segment = _bound("FPDFPath_GetPathSegment", _POINTER, _POINTER, _INT)
segment_point = _bound("FPDFPathSegment_GetPoint", _INT, _POINTER, _POINTER, _POINTER)
segment_kind = _bound("FPDFPathSegment_GetType", _INT, _POINTER)
segment_closes = _bound("FPDFPathSegment_GetClose", _INT, _POINTER)


def finite(values: Floats) -> Floats:
    """Return ``values`` with what damaged files make of numbers put in reach."""
    if np.isfinite(values.sum()):
        return values
    return np.nan_to_num(values, nan=0.0, posinf=1e6, neginf=-1e6)


def each(function: Function, *arguments: Iterable[object]) -> None:
    """Call ``function`` on the zipped arguments for what it writes."""
    deque(map(function, *arguments), maxlen=0)


def steps(start: int, step: int) -> Iterable[int]:
    """Return the addresses of the rows of an array, without end."""
    return count(start, step)

"""A document and its notice in, one self-contained page out: each value beside where it stands."""

from extractor.review.page import Reviewed, review_page
from extractor.review.pictures import page_pictures

__all__ = ["Reviewed", "page_pictures", "review_page"]

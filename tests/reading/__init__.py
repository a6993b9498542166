"""Tests of the reading stages, through the reader."""

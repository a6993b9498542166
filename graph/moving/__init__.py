"""Whole graphs on their way: dumps that any store takes, and files for Neo4j's own import."""

from graph.moving.dumps import InvalidDump, dump, whole_file
from graph.moving.restore import restore

__all__ = ["InvalidDump", "dump", "restore", "whole_file"]

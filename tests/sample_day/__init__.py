"""The sample delivery through the whole pipeline, held against figures counted by other code."""

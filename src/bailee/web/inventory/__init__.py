"""The record of processing: activities, drafts, where declared and found part ways, plots, and its way to other tools."""

"""Submissions in the office: offering, the inbox, changes of sources, columns that receive, the ranking."""

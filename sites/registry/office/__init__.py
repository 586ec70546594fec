"""Departments and sites in the office."""

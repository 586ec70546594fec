"""Departments, sites, their filing record, their people and their rights."""

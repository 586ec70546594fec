"""Elasticsearch or OpenSearch, for installations that outgrow the words in the database."""

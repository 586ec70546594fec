"""Pages of a site in the office: their lists, and the columns that need a new item."""

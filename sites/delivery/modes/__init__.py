"""How a reader wants pages to look: a choice kept in a cookie, one style sheet, the same pages for all."""

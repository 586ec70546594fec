"""Editorial work as people meet it in the office: the desk, the review, the edit form's buttons."""

"""The pages every site has: home, column, article, leader, institution, topic."""

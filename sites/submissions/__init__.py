"""Offers the public pages of one site to columns of another, and follows the copies that are made of them."""

"""The office's search: Wagtail's index, made to find Chinese and to rank no more than it must."""

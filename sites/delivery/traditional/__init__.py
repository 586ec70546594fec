"""Every public page in traditional Chinese at its address below `/zh-hant/`, made from the finished page."""

"""Static mirrors of the sites: complete, signed, and served when nothing else can be."""

"""Every change the tables went through, in order. Run by :mod:`storage.schema`."""

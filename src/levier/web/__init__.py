"""The site: a door to the library. It divides stored totals and lists lines through library calls; it adds up nothing.

Every app has the same file names: ``models`` (what is kept), ``services`` (writes), ``selectors`` (reads), ``tasks``
(what a worker does), ``views``, ``urls``, ``forms``, ``templates/<app>/``.
"""

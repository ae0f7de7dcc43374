"""Many centres measured at once, on one engine: derived tables in Parquet, one folder for each centre.

``write`` puts the derived tables of a centre there, ``centres`` reads them back on DuckDB or Spark, with the same
queries as for one centre and one more dimension: the centre. What is not a total (accounts of the files, conventions,
totals frozen at a purge) travels beside them, so that nothing else of the centre is needed.
"""

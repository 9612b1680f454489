"""The order on a cluster, in bulk (a later step fills it): the same pure rooms over shards of articles.

Takes shards and gives parts that are renamed once when whole.
Must not hold rules of language, or a result that depends on the order of shards.
"""

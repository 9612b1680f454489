"""The numbered steps of the schema, each one transaction: `0001.sql`, `0002.sql` and so on. A released step never changes."""

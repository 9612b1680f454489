"""The nouns that every room shares: frozen values, ids, errors, rules and protocols.

Takes nothing and gives the vocabulary in which all other rooms speak; each noun is defined in one module here.
Must not import another room, touch the world, or hold logic of language: the standard library and msgspec's Struct only.
"""

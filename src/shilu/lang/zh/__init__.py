"""What we know of Chinese: numerals, sentence ends, calendar words, lexicons."""

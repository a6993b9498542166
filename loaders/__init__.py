"""From articles to claims: sources, cleaning, the stages of reading, language files, reference data, evaluation."""

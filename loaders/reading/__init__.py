"""The stages of reading: segment, mention, link, refer, mark, claim, qualify, settle."""

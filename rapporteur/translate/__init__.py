"""Translations: which texts there are, who looked them over, and what respondents wrote.

`inputs/<cycle>/translations/<language>.csv` holds the reviewed texts of the cycle,
`inputs/<cycle>/translations/texts.csv` the translations of what respondents wrote.
"""

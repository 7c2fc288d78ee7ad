"""How much of a file is judged.

A report has some four hundred lines and ten thousand characters, and as a page four thousand tags. The limits are fifty
times that: what is longer is a collection or a mistake, and would only make everybody wait.
"""

LINES = 20_000
"""How many lines a file may have, rows of tables included."""
CHARACTERS = 500_000
"""How many characters a file may have, tags of HTML not counted."""
LINE = 50_000
"""How many characters one line may have."""
FIELDS = 1_000
"""How many cells one row may have."""
TAGS = 200_000
"""How many tags an HTML file may have."""
SECONDS = 5.0
"""How much processor time one rule may take for one file."""
READING = 20.0
"""How much processor time it may take to read one file as all packs see it: a report takes a few thousandths of a
second, the worst file within the other limits that was found four seconds."""

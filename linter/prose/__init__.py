"""Running text: its parts, paragraphs and points, and the dates, numbers and facts that it states."""

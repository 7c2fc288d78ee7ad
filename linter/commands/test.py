"""``reportlint test``: run the cases of rule packs."""

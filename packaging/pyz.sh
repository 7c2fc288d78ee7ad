#!/usr/bin/env bash
# Build reportlint.pyz: one file with all it needs, in pure Python, that runs on a bare Python 3.10+ without an index.
#   bash packaging/pyz.sh [TARGET]
set -euo pipefail

target=${1:-dist/reportlint.pyz}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$(dirname "$target")"
python3 -m venv "$work/venv"
# From a copy: what an earlier build has left here would go into this one, and what this one leaves into the next.
mkdir "$work/source"
cp -R linter rules pyproject.toml README.md LICENSE "$work/source"
pip=("$work/venv/bin/python" -m pip --disable-pip-version-check --quiet)
"${pip[@]}" install --target "$work/tree" --no-compile "$work/source"
rm -rf "$work/tree/bin"
find "$work/tree" \( -name '*.so' -o -name '*.pyd' \) -exec rm {} +
cp packaging/main.py "$work/tree/__main__.py"
python3 -m zipapp "$work/tree" --python '/usr/bin/env python3' --compress --output "$target"
echo "$target"

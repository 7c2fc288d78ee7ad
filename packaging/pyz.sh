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
pip=("$work/venv/bin/python" -m pip --disable-pip-version-check --quiet)
"${pip[@]}" wheel --no-deps --wheel-dir "$work/wheels" .
"${pip[@]}" install --target "$work/tree" --no-compile --no-deps "$work"/wheels/*.whl
"${pip[@]}" install --target "$work/tree" --no-compile 'click>=8.1' 'ruamel.yaml>=0.18'
rm -rf "$work/tree/bin"
find "$work/tree" -name '*.so' -o -name '*.pyd' | while IFS= read -r file; do rm "$file"; done
cp packaging/main.py "$work/tree/__main__.py"
python3 -m zipapp "$work/tree" --python '/usr/bin/env python3' --compress --output "$target"
echo "$target"

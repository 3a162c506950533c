#!/usr/bin/env bash
# Runs the kernel tests on kernels built with AddressSanitizer and UndefinedBehaviorSanitizer.
# Usage: tools/sanitize.sh [python], the interpreter of an environment with '.[dev]'; needs g++.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-.venv/bin/python}
package=$(mktemp -d)
trap 'rm -rf "$package"' EXIT

"$python" -m pip install --quiet --no-deps --target "$package" . \
  --config-settings=cmake.define.POOLWISE_SANITIZE=ON

# Python is not built with the sanitizers, so their runtimes are loaded before it. Python's own
# memory lives until exit, which is no leak of ours. (-s: a report must not end in a captured file.)
LD_PRELOAD="$(g++ -print-file-name=libasan.so) $(g++ -print-file-name=libubsan.so)" \
  ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1 PYTHONPATH="$package" \
  "$python" -m pytest -n 0 -s -p no:cacheprovider tests/test_against_reference.py tests/test_kernels.py "${@:2}"

#!/usr/bin/env bash
# Runs the kernels, every family of them forth and back, under AddressSanitizer and
# UndefinedBehaviorSanitizer: tests, and random calls of which many are wrong.
# Usage: [PYTHON=.venv/bin/python] tools/sanitize.sh [LEVEL...]: levels of instruction set, one after
# the other (v2 v3); the interpreter is that of an environment with '.[dev]', not an editable one;
# needs g++.
# CALLS=3000 and POOLWISE_TEST_EXAMPLES=0.1 say how much is tried.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}
[ $# -gt 0 ] || set -- v2 v3
package=$(mktemp -d)
trap 'rm -rf "$package"' EXIT

tests=(tests/test_against_reference.py tests/test_kernels.py tests/test_reducers.py
       tests/test_filters.py tests/test_composed_product.py tests/test_threads.py
       tests/test_operator_checks.py)
# A fork beside busy threads may leave GCC 12's AddressSanitizer waiting for a lock of its own
# allocator, which no thread of the child holds; LLVM's takes it first since 2023.
without=(--deselect tests/test_threads.py::test_forks_while_other_threads_pool)
export POOLWISE_TEST_EXAMPLES=${POOLWISE_TEST_EXAMPLES:-0.1}

# Python is not built with the sanitizers, so their runtimes are loaded before it. Its own memory
# lives until exit, which is no leak of ours, and limits of memory are none to the sanitizers.
sanitized() {
  LD_PRELOAD="$(g++ -print-file-name=libasan.so) $(g++ -print-file-name=libubsan.so)" \
    ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1 \
    PYTHONPATH="$package" POOLWISE_ISA=$level "$python" "$@"
}

for level in "$@"; do
  rm -rf "${package:?}"/*
  "$python" -m pip install --quiet --no-deps --target "$package" . \
    --config-settings=cmake.define.POOLWISE_SANITIZE=ON \
    --config-settings=cmake.define.POOLWISE_LEVELS="$level"
  # An editable installation is found before any path.
  sanitized -c 'import sys, poolwise; sys.exit(not poolwise.__file__.startswith(sys.argv[1]))' \
    "$package" || { echo "$python has an editable poolwise: take an environment without"; exit 1; }
  # -s: a report must not end in a captured file.
  sanitized -m pytest -n 0 -s -q -p no:cacheprovider "${without[@]}" "${tests[@]}"
  sanitized tools/fuzz.py "${CALLS:-3000}"
  echo "$level: nothing found"
done

#!/bin/sh
# Runs the hooks of .pre-commit-hooks.yaml as a user would: pre-commit, a repository of its own, this
# checkout as the source of the hooks. Fails unless a bad notice is found and then mended.
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-$source/.venv/bin/python}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export PRE_COMMIT_HOME="$place/cache"
export GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@example.org
export GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@example.org

git clone --quiet "$source" "$place/hooks"
git init --quiet "$place/notices"
cd "$place/notices"
cat > .pre-commit-config.yaml <<END
repos:
  - repo: $place/hooks
    rev: $(git -C "$place/hooks" rev-parse HEAD)
    hooks:
      - id: extractor-check
        args: [--select, N01]
      - id: extractor-fix
        args: [--select, N01]
END
"$python" -c 'from extractor.checks.model_notice import written
print(written({"number": "沙政办[2024]12号"}), end="")' > 通知.md
git add --all

"$python" -m pre_commit validate-manifest "$source/.pre-commit-hooks.yaml"

run() { "$python" -m pre_commit run --all-files --color never "$@"; }

if run extractor-check; then echo 'the bad notice was let pass' >&2; exit 1; fi
if run extractor-fix; then echo 'the bad notice was not mended' >&2; exit 1; fi
git add --all
run
grep -q '^沙政办〔2024〕12号$' 通知.md

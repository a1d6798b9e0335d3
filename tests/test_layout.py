"""The tree as a newcomer finds it: few entries, small files, short functions, nothing foreign."""

import ast
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOP = {
    "bot",
    "locales",
    "storage",
    "tests",
    "run_bot.py",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "Dockerfile",
    "compose.yaml",
}
FOREIGN = re.compile(r"pypi\.org|pythonhosted|npmjs|/simple/|(?<![\w.])/(?:root|work|home)/\w")
NEVER_TRACKED = re.compile(r"(^|/)(uv\.lock|\.env|__pycache__|\.venv)|\.(mo|sqlite3?|db)$")
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 50


def tracked() -> list[str]:
    """The files that git tracks."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def test_the_top_level_shows_the_architecture() -> None:
    """Nothing stands there that a newcomer would have to ask about."""
    names = {name.split("/")[0] for name in tracked()}
    assert {name for name in names if not name.startswith(".")} <= TOP


def test_no_file_and_no_function_is_long() -> None:
    """One idea per file, one step per function."""
    for name in tracked():
        if not name.endswith(".py"):
            continue
        source = (ROOT / name).read_text("utf-8")
        assert len(source.splitlines()) <= MOST_LINES_OF_A_FILE, name
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                assert lines <= MOST_LINES_OF_A_FUNCTION, f"{name}: {node.name}"


def test_nothing_is_tracked_that_belongs_to_one_machine() -> None:
    """No lock file with addresses, no secrets, no compiled catalogues, no data."""
    assert [name for name in tracked() if NEVER_TRACKED.search(name)] == []


def test_no_file_names_a_registry_or_a_machine() -> None:
    """The project speaks of itself alone."""
    for name in tracked():
        path = ROOT / name
        if path.suffix in {".png", ".ttf", ".pdf"} or path == Path(__file__):
            continue
        assert FOREIGN.search(path.read_text("utf-8")) is None, name

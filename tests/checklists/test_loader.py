"""Loading folders of checklist files, and reading files nobody has foreseen."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checklists.faults import ChecklistFaults
from bot.checklists.form import read_checklist
from bot.checklists.loader import CHECKLISTS, load_checklists, parse_checklist
from bot.checklists.table import Reading
from bot.domain.language import Language
from tests.checklists.sample import FORM, ROW, SAMPLE, TRANSLATIONS, changed, faults

PACKAGED = {path.name: path.read_text("utf-8") for path in sorted(CHECKLISTS.glob("*.toml"))}
TRANSLATION = re.compile(r"(?:(?P<key>\w+)\.)?(?P<language>kk|ru|en) = ")


def write(folder: Path, name: str, text: str) -> Path:
    """Put a checklist file into a folder."""
    path = folder.resolve() / name
    path.write_text(text, "utf-8")
    return path


def load_faults(*folders: Path) -> list[str]:
    """List what is wrong with the files of some folders."""
    with pytest.raises(ChecklistFaults) as refused:
        load_checklists(folders)
    return [str(fault) for fault in refused.value.faults]


def test_packaged_checklists() -> None:
    """The bot comes with the checklists of digital miners and of mining pools."""
    loaded = load_checklists([CHECKLISTS])

    assert [one.checklist.id for one in loaded] == ["digital_miners", "digital_mining_pools"]
    assert [one.text for one in loaded] == list(PACKAGED.values())


def test_text_is_kept() -> None:
    """Parsing the text that was kept gives the same checklist again."""
    for one in load_checklists([CHECKLISTS]):
        assert parse_checklist(one.text, "kept") == one.checklist


def test_further_folder(tmp_path: Path) -> None:
    """An operator's own checklists stand after the ones that come with the bot."""
    write(tmp_path, "sample.toml", SAMPLE)
    write(tmp_path, "notes.txt", "no checklist")

    loaded = load_checklists([CHECKLISTS, tmp_path])

    assert [one.checklist.id for one in loaded][2:] == ["sample"]


def test_folder_named_twice() -> None:
    """The same folder twice, under any name, is one folder."""
    assert len(load_checklists([CHECKLISTS, CHECKLISTS / ".." / CHECKLISTS.name])) == 2


def test_two_editions(tmp_path: Path) -> None:
    """A later edition of a checklist may stand beside the earlier one."""
    write(tmp_path, "old.toml", SAMPLE)
    write(tmp_path, "new.toml", changed("edition = 2024-06-28", "edition = 2025-01-01"))

    editions = {one.checklist.edition for one in load_checklists([tmp_path])}

    assert editions == {"2024-06-28", "2025-01-01"}


def test_same_edition_twice(tmp_path: Path) -> None:
    """Two files may not claim to be the same checklist in the same edition."""
    first = write(tmp_path, "a.toml", SAMPLE)
    second = write(tmp_path, "b.toml", SAMPLE)

    assert load_faults(tmp_path) == [
        f"{second}: sample in the edition 2024-06-28 is also in {first}; expected another edition"
    ]


def test_unusable_names_are_not_compared(tmp_path: Path) -> None:
    """Two files without an id, or without an edition, are not called the same one."""
    without_id = changed('id = "sample"', "")
    without_edition = changed("edition = 2024-06-28", "")
    for name, text in enumerate([without_id, without_id, without_edition, without_edition]):
        write(tmp_path, f"{name}.toml", text)

    assert len(load_faults(tmp_path)) == 4


def test_faults_of_all_files(tmp_path: Path) -> None:
    """A fault in one file does not hide the faults in another."""
    first = write(tmp_path, "a.toml", "id =")
    second = write(tmp_path, "b.toml", FORM)

    found = load_faults(tmp_path)

    assert [fault.split(": ")[0] for fault in found] == [str(first), str(second)]


def test_not_utf8(tmp_path: Path) -> None:
    """A file in another encoding is reported with the line of the first wrong byte."""
    path = tmp_path.resolve() / "sample.toml"
    path.write_bytes(b'id = "a"\nname = "' + "лист".encode("cp1251") + b'"')

    assert load_faults(tmp_path) == [
        f"{path}: line 2 is not UTF-8; expected the file to be saved as UTF-8"
    ]


def test_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    """A file saved by Notepad is read like any other."""
    (tmp_path / "sample.toml").write_bytes(SAMPLE.replace("\n", "\r\n").encode("utf-8-sig"))

    (loaded,) = load_checklists([tmp_path])

    assert parse_checklist(loaded.text, "kept") == parse_checklist(SAMPLE, "sample.toml")


def test_no_such_folder(tmp_path: Path) -> None:
    """A misspelt folder is a fault and not an empty one."""
    folder = tmp_path.resolve() / "cheklists"

    assert load_faults(folder) == [f"{folder}: not found; expected a folder with *.toml files"]


def test_unreadable_file(tmp_path: Path) -> None:
    """What cannot be opened is named."""
    path = tmp_path.resolve() / "sample.toml"
    path.mkdir()

    assert load_faults(tmp_path) == [
        f"{path}: cannot be read (Is a directory); expected a readable file"
    ]


def test_long_checklist() -> None:
    """A list of 250 requirements in sections loads, as other spheres have them."""
    rows = []
    for section in range(1, 26):
        rows.append(ROW.replace('"1"', f'"{section}"'))
        rows += [
            ROW.replace('"1"', f'"{section}.{item}"\nparent = "{section}"') for item in range(1, 10)
        ]

    found = parse_checklist(FORM + "".join(rows), "long.toml")

    assert len(found.requirements) == 250
    assert found.requirement("25.9").parent == "25"


def lines_with_translations() -> list[tuple[str, int]]:
    """Find each line of the packaged files that holds one translation."""
    return [
        (name, place)
        for name, text in PACKAGED.items()
        for place, line in enumerate(text.splitlines())
        if TRANSLATION.match(line)
    ]


@given(st.sampled_from(lines_with_translations()))
def test_deleted_translation_is_named(where: tuple[str, int]) -> None:
    """Whichever single translation is lost, exactly this one is reported."""
    name, place = where
    lines = PACKAGED[name].splitlines()
    numbers = [line for line in lines[:place] if line.startswith("number = ")]
    row = numbers[-1].split('"')[1] if "[[requirements]]" in lines[:place] else None
    found = TRANSLATION.match(lines.pop(place))
    assert found is not None

    with pytest.raises(ChecklistFaults) as refused:
        parse_checklist("\n".join(lines), name)

    (fault,) = refused.value.faults
    assert fault.file == name
    assert fault.language == Language(found["language"])
    assert fault.message == f"the translation is missing; {TRANSLATIONS}"
    assert fault.place.endswith(found["key"] or "")
    if row is not None:
        assert fault.place.startswith(f"requirement {row},")


@given(st.data())
def test_any_value_is_read_or_refused(data: st.DataObject) -> None:
    """A value of a wrong type anywhere leads to named faults, never to another error."""
    lines = SAMPLE.splitlines()
    places = [place for place, line in enumerate(lines) if " = " in line]
    place = data.draw(st.sampled_from(places))
    value = data.draw(
        st.sampled_from(["1", "1.5", "true", '""', "[]", "{}", "2024-01-01", "10:00:00", "[1]"])
    )
    lines[place] = f"{lines[place].split(' = ')[0]} = {value}"

    for fault in faults("\n".join(lines)):
        assert fault.startswith("sample.toml: ")


@given(st.text())
def test_any_text_is_refused(text: str) -> None:
    """Whatever stands in a file, loading it ends in faults with a name."""
    assert faults(text)


def readme() -> str:
    """Read the instructions for adding a checklist."""
    return (CHECKLISTS / "README.md").read_text("utf-8")


def test_readme_example_loads() -> None:
    """The row that the README shows is a right one."""
    (example,) = re.findall(r"```toml\n(.*?)```", readme(), re.DOTALL)
    row_above = ROW.replace('"1"', '"2"')

    assert faults(FORM + row_above + example) == []


def test_readme_faults() -> None:
    """The faults that the README shows are worded like the ones of the loader."""
    row = ROW.replace('"1"', '"7"\nparent = "9"\nevidence_hnit = 1')
    (shown,) = re.findall(r"## Faults.*?```\n(.*?)```", readme(), re.DOTALL)
    expected = [line.removeprefix("new.toml: ").split(", …")[0] for line in shown.splitlines()]
    wrong_row = ROW.replace('"1"', '"2-1"').replace(', en = "one"', "")

    found = [fault.removeprefix("sample.toml: ") for fault in faults(FORM + wrong_row + row)]

    assert len(found) == len(expected)
    for fault, start in zip(found, expected, strict=True):
        assert fault.startswith(start)


def test_readme_names_every_key() -> None:
    """No key is left for the operator to guess."""
    reading = Reading("digital_miners.toml")
    read_checklist(reading.open("", tomllib.loads(PACKAGED[reading.file])))

    keys = {key for table in reading.tables for key in table.known}

    assert "external_code" in keys
    assert {key for key in keys if f"`{key}`" not in readme()} == set()

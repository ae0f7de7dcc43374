"""The key of a centre: apart from the store, read by its owner only, never replaced in silence."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from levier.problems import Refused
from levier.secret import create_secret, find_secret, home, key_number, keys_folder
from levier.store import Store


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_new_key_is_random_and_private(place: Path) -> None:
    number, path = create_secret("Centre de l'Été / 2")
    other, _path = create_secret("Centre de l'Été / 2")
    assert number != other
    assert path == place / "cles" / f"Centre-de-l-t-2-{number}.cle"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    secret, found = find_secret(number, "A01")
    assert (len(secret), key_number(secret), found) == (32, number, path)


def test_a_key_is_found_under_any_name(place: Path) -> None:
    number, path = create_secret("A01")
    path.rename(place / "cles" / "copie de sauvegarde.cle")
    assert key_number(find_secret(number, "A01")[0]) == number


def test_without_the_key_the_store_is_refused(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "magasin", 'identifiant = "A01"')
    number = key_number(store.secret)
    store.key_file.unlink()
    with pytest.raises(Refused) as refused:
        Store.open(tmp_path / "magasin")
    assert str(refused.value) == (
        f"Clé {number} du centre « A01 » absente de {keys_folder()}. Sans elle, chaque patient déjà connu passerait "
        f"pour un nouveau : rien n'est lu. → Remettez dans ce dossier le fichier de clé sauvegardé (…-{number}.cle) ; "
        "s'il est perdu, créez un nouveau magasin et importez-y de nouveau les fichiers d'origine."
    )


@pytest.mark.parametrize("content", ["00" * 32, "n'importe quoi", ""])
def test_another_key_is_refused(tmp_path: Path, content: str) -> None:
    store = Store.create(tmp_path / "magasin")
    store.key_file.write_text(content)
    with pytest.raises(Refused, match=r"ne contient pas la clé .* ce fichier a été remplacé ou abîmé"):
        Store.open(tmp_path / "magasin")


def test_without_levier_home_the_place_is_that_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LEVIER_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert home().name == "levier"


def test_the_store_is_private_and_holds_no_key(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "magasin")
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    texts = [path.read_bytes() for path in store.folder.rglob("*") if path.is_file()]
    assert not any(store.secret.hex().encode() in text or store.secret in text for text in texts)

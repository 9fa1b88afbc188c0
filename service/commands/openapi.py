"""``aid openapi``: the contract, generated from the declarations of the endpoints."""

from __future__ import annotations

from pathlib import Path

import click

from service.api.contract import contract_yaml
from service.commands.generated import settle

__all__ = ["openapi"]

PLACE = Path(__file__).resolve().parents[2] / "openapi.yaml"


@click.command()
@click.option("--write", "mode", flag_value="write", help="Write openapi.yaml of this clone.")
@click.option("--check", "mode", flag_value="check", help="Fail when openapi.yaml is another one.")
def openapi(mode: str | None) -> None:
    """Print the contract (OpenAPI 3.1), or write or check the committed one."""
    settle(contract_yaml(), PLACE, mode, "aid openapi --write")

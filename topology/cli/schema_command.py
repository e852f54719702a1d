"""``topology schema``."""

import click

from topology.cli.options import common
from topology.cli.session import write_json


@click.command("schema")
@common
def command() -> int:
    """The JSON Schema of the files, made from the definition that the loader validates with.

    \b
    Examples:
      topology schema > topology-v1.json
      # yaml-language-server: $schema=topology-v1.json     as the first line of a file
    """
    from topology.load.jsonschema import json_schema

    write_json(json_schema())
    return 0

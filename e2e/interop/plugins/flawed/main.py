"""Finds two servers, and something goes wrong in between, as the options say."""

import os

from spaceone.core.error import ERROR_INVALID_PARAMETER
from spaceone.inventory.plugin.collector.lib.server import CollectorPluginServer
from spaceone.inventory.plugin.collector.lib.utils import (
    make_cloud_service,
    make_error_response,
    make_response,
)

app = CollectorPluginServer()


@app.route("Collector.init")
def init(params: dict) -> dict:
    return {"metadata": {"options_schema": {}}}


@app.route("Collector.verify")
def verify(params: dict) -> None:
    raise Exception("Access to acme is denied.")


def server(name, match_keys):
    return make_response(
        match_keys=match_keys,
        cloud_service=make_cloud_service(
            name=name,
            cloud_service_type="Server",
            cloud_service_group="Compute",
            provider="aws",
            data={},
        ),
    )


def failures():
    for error in (Exception("Bucket A is on fire."), ERROR_INVALID_PARAMETER(key="b", reason="no")):
        yield make_error_response(error, "aws", "Storage", "Bucket", region_name="seoul")


def unmatched():
    yield server("no rule", [])


def raising():
    yield from ()
    raise ERROR_INVALID_PARAMETER(key="region", reason="The region is closed.")


def crashing():
    yield from ()
    raise ZeroDivisionError("division by zero")


def dying():
    yield from ()
    os._exit(9)


FLAWS = {flaw.__name__: flaw for flaw in (failures, unmatched, raising, crashing, dying)}


@app.route("Collector.collect")
def collect(params: dict):
    yield server("first", [["name", "provider"]])
    flaw = params["options"].get("flaw")
    if flaw:
        yield from FLAWS[flaw]()
    yield server("second", [["name", "provider"]])

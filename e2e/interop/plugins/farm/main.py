"""A farm of servers: what a collector usually does. The servers are those of the options."""

from spaceone.core.error import ERROR_INVALID_PARAMETER
from spaceone.inventory.plugin.collector.lib.server import CollectorPluginServer
from spaceone.inventory.plugin.collector.lib.utils import (
    make_cloud_service,
    make_cloud_service_type,
    make_response,
)

app = CollectorPluginServer()

KIND = {"provider": "aws", "cloud_service_group": "Compute", "cloud_service_type": "Server"}


@app.route("Collector.init")
def init(params: dict) -> dict:
    schema = {"type": "object", "properties": {"servers": {"type": "array"}}}
    return {"metadata": {"options_schema": {**schema, "required": params["options"].get("required", [])}}}


def check(params: dict) -> None:
    if params["secret_data"].get("aws_secret_access_key") != "open sesame":
        raise ERROR_INVALID_PARAMETER(key="secret_data.aws_secret_access_key", reason="The key opens nothing.")


@app.route("Collector.verify")
def verify(params: dict) -> None:
    check(params)


@app.route("Collector.collect")
def collect(params: dict):
    check(params)
    options = params["options"]
    yield make_response(
        resource_type="inventory.CloudServiceType",
        match_keys=[["name", "group", "provider"]],
        cloud_service_type=make_cloud_service_type(
            name="Server",
            group="Compute",
            provider="aws",
            metadata={
                "search": {"fields": [{"Cores": "data.cpu.cores"}]},
                "table": {"fields": [{"Cores": "data.cpu.cores"}]},
            },
            is_primary=True,
            is_major=True,
            labels=["Compute"],
            tags={"spaceone:icon": "server.svg"},
        ),
    )
    yield make_response(
        resource_type="inventory.Region",
        match_keys=[["provider", "region_code"]],
        region={"name": "Seoul", "region_code": "seoul", "provider": "aws"},
    )
    for name in options["servers"]:
        yield make_response(
            match_keys=[["reference.resource_id", "provider", "cloud_service_type", "cloud_service_group"]],
            cloud_service=make_cloud_service(
                name=name,
                data={"serial": 9007199254740991, "cpu": {"cores": options.get("cores", 2)}, "note": None},
                account="42",
                instance_type="small",
                instance_size=1.5,
                ip_addresses=["10.0.0.1", "10.0.0.2"],
                region_code="seoul",
                reference={"resource_id": f"acme:{name}", "external_link": f"https://acme.example/{name}"},
                tags={"owner": "kim"},
                **KIND,
            ),
        )

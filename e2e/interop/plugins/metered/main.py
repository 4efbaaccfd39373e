"""Brings metrics for what it finds, describes its type in a file, and sends data as objects and not as JSON text."""

from spaceone.inventory.plugin.collector.lib.server import CollectorPluginServer
from spaceone.inventory.plugin.collector.lib.utils import (
    make_cloud_service,
    make_cloud_service_type,
    make_cloud_service_with_metadata,
    make_response,
)

app = CollectorPluginServer()

VIEW = "metadata/volume.yaml"
KIND = {"provider": "aws", "cloud_service_group": "Storage", "cloud_service_type": "Volume"}
KEYS = [["name", "provider", "cloud_service_group", "cloud_service_type"]]


@app.route("Collector.init")
def init(params: dict) -> dict:
    if params["options"].get("unusable"):
        raise ValueError("The option unusable is of no use.")
    return {"metadata": {"supported_schedules": ["hours"], "unknown_key": 1}}


@app.route("Collector.verify")
def verify(params: dict) -> None:
    pass


@app.route("Collector.collect")
def collect(params: dict):
    version = params["options"].get("version", "1.0")
    yield make_response(
        resource_type="inventory.Namespace",
        match_keys=[],
        namespace={
            "namespace_id": "ns-acme-volume",
            "name": f"Volumes {version}",
            "category": "ASSET",
            "resource_type": "inventory.CloudService:aws.Storage.Volume",
            "group": "aws",
            "version": version,
        },
    )
    yield make_response(
        resource_type="inventory.Metric",
        match_keys=[],
        metric={
            "metric_id": "metric-acme-volume-size",
            "name": "Size",
            "metric_type": "GAUGE",
            "resource_type": "inventory.CloudService:aws.Storage.Volume",
            "query_options": {
                "group_by": ["region_code", "data.kind"],
                "fields": {"value": {"key": "data.size", "operator": "sum"}},
            },
            "unit": "GB",
            "namespace_id": "ns-acme-volume",
            "version": version,
        },
    )
    yield make_response(
        resource_type="inventory.CloudServiceType",
        match_keys=[["name", "group", "provider"]],
        cloud_service_type=make_cloud_service_type(
            name="Volume", group="Storage", provider="aws", metadata_path=VIEW
        ),
    )
    yield make_response(
        match_keys=KEYS,
        cloud_service=make_cloud_service(
            name="fast", data={"size": 10, "kind": "ssd"}, region_code="seoul", data_format="dict", **KIND
        ),
    )
    yield make_response(
        match_keys=KEYS,
        cloud_service=make_cloud_service_with_metadata(
            name="slow", data={"size": 20.5, "kind": "disk"}, region_code="seoul", metadata_path=VIEW, **KIND
        ),
    )

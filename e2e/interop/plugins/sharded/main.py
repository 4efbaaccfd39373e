"""Divides a collection into one task a shard; each finds a server. A shard called "bad" can't be read."""

from spaceone.inventory.plugin.collector.lib.server import CollectorPluginServer
from spaceone.inventory.plugin.collector.lib.utils import make_cloud_service, make_response

app = CollectorPluginServer()


@app.route("Collector.init")
def init(params: dict) -> dict:
    return {"metadata": {"options_schema": {}}}


@app.route("Collector.verify")
def verify(params: dict) -> None:
    pass


@app.route("Job.get_tasks")
def get_tasks(params: dict) -> dict:
    return {"tasks": [{"task_options": {"shard": shard}} for shard in params["options"]["shards"]]}


@app.route("Collector.collect")
def collect(params: dict):
    shard = params["task_options"]["shard"]
    if shard == "bad":
        raise Exception("The shard can't be read.")
    yield make_response(
        match_keys=[["name", "provider"]],
        cloud_service=make_cloud_service(
            name=f"server of {shard}",
            cloud_service_type="Server",
            cloud_service_group="Compute",
            provider="aws",
            data={"shard": shard},
        ),
    )

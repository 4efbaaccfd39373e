"""A collector written straight on the generated stubs, without the SDK's server: older plugins are like this.

It is strict about what it is sent, and leaves out what it may.
"""

import sys
from concurrent import futures

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import MessageToDict, ParseDict
from grpc_reflection.v1alpha import reflection
from spaceone.api.inventory.plugin import collector_pb2, collector_pb2_grpc

REQUIRED = {"verify": ("options", "secret_data"), "collect": ("options", "secret_data", "filter")}


def check(method, request, context):
    for field in REQUIRED[method]:
        if not request.HasField(field):
            context.abort(
                grpc.StatusCode.INVALID_ARGUMENT,
                f"ERROR_REQUIRED_PARAMETER: Required parameter. (key = {field})",
            )
    if dict(context.invocation_metadata()).get("token") != "NO_TOKEN":
        context.abort(grpc.StatusCode.UNAUTHENTICATED, "ERROR_AUTHENTICATE_FAILURE: No token.")


class Collector(collector_pb2_grpc.CollectorServicer):
    def init(self, request, context):
        metadata = {
            "options_schema": {},
            "supported_resource_type": ["inventory.CloudService"],
            "collector_rules": [
                {
                    "name": "By account",
                    "conditions_policy": "ALWAYS",
                    "conditions": [],
                    "actions": {"match_service_account": {"source": "account", "target": "data.account_id"}},
                    "options": {"stop_processing": True},
                }
            ],
        }
        return ParseDict({"metadata": metadata}, collector_pb2.PluginInfo())

    def verify(self, request, context):
        check("verify", request, context)
        return Empty()

    def collect(self, request, context):
        check("collect", request, context)
        options = MessageToDict(request.options)
        for disk in options["disks"]:
            resource = {
                "name": disk.get("name"),
                "provider": "aws",
                "cloud_service_group": "Storage",
                "cloud_service_type": "Disk",
                "account": disk.get("account"),
                "data": {"size": disk["size"], "serial": disk.get("serial", "")},
            }
            yield ParseDict(
                {
                    "state": "SUCCESS",
                    "resource_type": "inventory.CloudService",
                    # By its serial number where it has one, else by its name.
                    "match_rules": {"1": ["data.serial", "provider"], "2": ["name", "provider"]},
                    "resource": resource,
                },
                collector_pb2.ResourceInfo(),
            )


server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
collector_pb2_grpc.add_CollectorServicer_to_server(Collector(), server)
reflection.enable_server_reflection(["spaceone.api.inventory.plugin.Collector"], server)
server.add_insecure_port(f"127.0.0.1:{sys.argv[1]}")
server.start()
server.wait_for_termination()

"""Calls methods by the stubs that spaceone-api generated, without reflection.

Reads a JSON list of calls: target, api ("identity.v2"), service, method, request and metadata. Prints a JSON list of what
came of them, in order: answer, or code and details; and undeclared, the numbers of fields that the stubs don't know.
"""

import importlib
import json
import sys

import grpc
from google.protobuf.json_format import MessageToDict, ParseDict
from grpc_health.v1 import health_pb2, health_pb2_grpc

channels = {}


def undeclared(message):
    """The numbers of unknown fields, of the message and of those in it."""
    numbers = [field.field_number for field in message.UnknownFields()]
    for descriptor, value in message.ListFields():
        if descriptor.message_type is None or descriptor.message_type.full_name.startswith("google.protobuf"):
            continue
        for part in value if descriptor.label == descriptor.LABEL_REPEATED else [value]:
            numbers += undeclared(part)
    return numbers


def file_of(service):
    """CloudServiceType -> cloud_service_type"""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in service).lstrip("_")


def stub_of(call, channel):
    if call["api"] == "health":
        return health_pb2_grpc.HealthStub(channel), health_pb2.HealthCheckRequest
    module = f"spaceone.api.{call['api']}.{call.get('file') or file_of(call['service'])}_pb2"
    stub = getattr(importlib.import_module(f"{module}_grpc"), f"{call['service']}Stub")(channel)
    service = importlib.import_module(module).DESCRIPTOR.services_by_name[call["service"]]
    return stub, service.methods_by_name[call["method"]].input_type._concrete_class


def run(call):
    target = call["target"]
    channel = channels.setdefault(target, grpc.insecure_channel(target))
    stub, request = stub_of(call, channel)
    method = getattr(stub, call["method"])
    metadata = tuple(call.get("metadata", {}).items())
    try:
        answer = method(ParseDict(call.get("request", {}), request()), metadata=metadata, timeout=60)
    except grpc.RpcError as error:
        return {"code": error.code().name, "details": error.details()}
    return {
        "answer": MessageToDict(answer, preserving_proto_field_name=True),
        "undeclared": undeclared(answer),
    }


print(json.dumps([run(call) for call in json.load(sys.stdin)]))

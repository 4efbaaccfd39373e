"""Compares the contracts that servers tell by reflection with those of spaceone-api.

Reads a JSON list of targets. Prints services, those that were compared, and differences, a line each: methods, and fields
and enum values with their names, numbers and types, of all messages that methods reach.
"""

import importlib
import json
import sys

import grpc
from google.protobuf.descriptor_pool import DescriptorPool
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

services = []
differences = []
compared = set()


def compare(what, own, theirs):
    if own != theirs:
        differences.append(f"{what}: {own} here, {theirs} in spaceone-api")


def compare_names(what, own, theirs):
    missing = sorted(set(theirs) - set(own))
    if missing:
        differences.append(f"{what} lacks {', '.join(missing)}")
    added = sorted(set(own) - set(theirs))
    if added:
        differences.append(f"{what} has {', '.join(added)}, which spaceone-api has not")
    return sorted(set(own) & set(theirs))


def values(enum):
    return {value.name: value.number for value in enum.values}


def compare_message(own, theirs):
    compare("the name of a message", own.full_name, theirs.full_name)
    if own.full_name in compared or own.full_name.startswith("google.protobuf"):
        return
    compared.add(own.full_name)
    for name in compare_names(own.full_name, own.fields_by_name, theirs.fields_by_name):
        ours, other = own.fields_by_name[name], theirs.fields_by_name[name]
        what = f"{own.full_name}.{name}"
        compare(f"{what} (number, type, label)", *((f.number, f.type, f.label) for f in (ours, other)))
        if ours.message_type and other.message_type:
            compare_message(ours.message_type, other.message_type)
        if ours.enum_type and other.enum_type:
            compare(f"{what} (values)", values(ours.enum_type), values(other.enum_type))


def compare_service(own):
    path = own.file.name.removesuffix(".proto").replace("/", ".")
    theirs = importlib.import_module(f"{path}_pb2").DESCRIPTOR.services_by_name[own.name]
    services.append(own.full_name)
    for name in compare_names(own.full_name, own.methods_by_name, theirs.methods_by_name):
        ours, other = own.methods_by_name[name], theirs.methods_by_name[name]
        compare(
            f"{ours.full_name} (streams)",
            *((m.client_streaming, m.server_streaming) for m in (ours, other)),
        )
        compare_message(ours.input_type, other.input_type)
        compare_message(ours.output_type, other.output_type)


for target in json.load(sys.stdin):
    database = ProtoReflectionDescriptorDatabase(grpc.insecure_channel(target))
    pool = DescriptorPool(database)
    for name in database.get_services():
        if name.startswith("spaceone.api."):
            compare_service(pool.FindServiceByName(name))

print(json.dumps({"services": services, "differences": differences}))

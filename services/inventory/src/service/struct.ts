import { fromJson, type JsonObject } from '@bufbuild/protobuf';
import { type Struct, StructSchema } from '@bufbuild/protobuf/wkt';

/** An answer that is an open object, as methods that answer a Struct return it. */
export const toStruct = (json: JsonObject): Struct => fromJson(StructSchema, json);

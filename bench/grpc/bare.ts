import { create, fromBinary, type Message, toBinary } from '@bufbuild/protobuf';
import { type handleUnaryCall, Server, ServerCredentials } from '@grpc/grpc-js';
import {
  type CreateRegionRequest,
  CreateRegionRequestSchema,
  RegionInfoSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { serve } from '../harness/server-side.ts';
import { region } from '../service/answer.ts';

// grpc-js with the same codec and the same body, and nothing else: no token, no validation, no context.
const server = new Server();
const answer: handleUnaryCall<CreateRegionRequest, Message> = (call, callback) => {
  callback(null, create(RegionInfoSchema, region(call.request)));
};
server.register(
  '/spaceone.api.inventory.v1.Region/create',
  answer as handleUnaryCall<unknown, unknown>,
  (message: unknown) => {
    const bytes = toBinary(RegionInfoSchema, message as never);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  },
  (bytes: Buffer) => fromBinary(CreateRegionRequestSchema, bytes),
  'unary',
);
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  serve(port);
});

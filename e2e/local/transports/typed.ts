import { fromJson, type Message, toJson } from '@bufbuild/protobuf';
import { createClient, HawserError } from '@hawser/core';
import { type GrpcChannel, grpcJs } from '@hawser/core/interface/grpc';
import type { Transport } from './answer.ts';

type AnyMethod = (request: Message, options: { token?: string | undefined }) => Promise<Message>;

/** Calls by the typed client, over a connection. */
export function typedTransport(addressOf: (service: string) => string): Transport {
  const channels = new Map<string, GrpcChannel>();
  const channelOf = (address: string) => {
    const channel =
      channels.get(address) ?? grpcJs.connect(address, { maxReceiveBytes: 1e8, idempotent: [] });
    channels.set(address, channel);
    return channel;
  };
  return {
    name: 'typed client',
    async call({ parent, localName, input, output }, request, token) {
      const client = createClient(parent, { channel: () => channelOf(addressOf(parent.typeName)) });
      const call = (client as unknown as Record<string, AnyMethod>)[localName]!;
      try {
        const answer = await call(fromJson(input, request), { token });
        return { answer: toJson(output, answer, { useProtoFieldName: true }) };
      } catch (thrown) {
        if (!(thrown instanceof HawserError)) throw thrown;
        return { error: { code: `ERROR_${thrown.code}`, message: thrown.message } };
      }
    },
    close: () => {
      for (const channel of channels.values()) channel.close();
    },
  };
}

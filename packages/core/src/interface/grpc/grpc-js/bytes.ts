import type { Message } from '@bufbuild/protobuf';

/** An encoder whose result grpc-js can frame: a Buffer over the codec's own bytes, not a copy. */
export function toBuffer(encode: (message: Message) => Uint8Array): (message: Message) => Buffer {
  return message => {
    const bytes = encode(message);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
}

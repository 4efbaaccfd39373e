import type { DescMethod, DescService, JsonObject, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import type { StructSchema } from '@bufbuild/protobuf/wkt';

/** A message or, for methods that stream it, an async iterable. */
type Maybe<T> = T | Promise<T>;
type In<M extends DescMethod> = MessageShape<M['input']>;
/** An answer that is a Struct may be given as plain JSON. */
type Out<M extends DescMethod> =
  | MessageInitShape<M['output']>
  | (M['output'] extends typeof StructSchema ? JsonObject : never);

/** The shape of the class method that implements an rpc. It may return just the fields of its answer. */
export type MethodImplementation<M extends DescMethod> = M['methodKind'] extends 'unary'
  ? (request: In<M>) => Maybe<Out<M>>
  : M['methodKind'] extends 'server_streaming'
    ? (request: In<M>) => AsyncIterable<Out<M>>
    : M['methodKind'] extends 'client_streaming'
      ? (requests: AsyncIterable<In<M>>) => Maybe<Out<M>>
      : (requests: AsyncIterable<In<M>>) => AsyncIterable<Out<M>>;

/** What implements a service: one method an rpc. An absent one answers NOT_IMPLEMENTED. */
export type Implementation<D extends DescService> = {
  [K in keyof D['method']]?: MethodImplementation<D['method'][K]>;
};

export interface CallOptions {
  /** The longest to wait, in milliseconds; the calling transaction's deadline holds as well. Default: that deadline. */
  timeoutMs?: number;
  /** Cancels the call; the calling transaction's signal holds as well. */
  signal?: AbortSignal;
  /** The token to call with. Default: the calling transaction's; `system` is the configured `TOKEN`. */
  token?: 'system' | (string & {});
  /** Further request headers (gRPC metadata), lower case. */
  headers?: Readonly<Record<string, string>>;
}

type ClientInit<M extends DescMethod> = MessageInitShape<M['input']>;
type ClientMethod<M extends DescMethod> = M['methodKind'] extends 'unary'
  ? (request: ClientInit<M>, options?: CallOptions) => Promise<MessageShape<M['output']>>
  : M['methodKind'] extends 'server_streaming'
    ? (request: ClientInit<M>, options?: CallOptions) => AsyncIterable<MessageShape<M['output']>>
    : M['methodKind'] extends 'client_streaming'
      ? (requests: AsyncIterable<ClientInit<M>>, options?: CallOptions) => Promise<MessageShape<M['output']>>
      : (
          requests: AsyncIterable<ClientInit<M>>,
          options?: CallOptions,
        ) => AsyncIterable<MessageShape<M['output']>>;

/** A typed client of a service, the same in process and over the network. */
export type Client<D extends DescService> = { [K in keyof D['method']]: ClientMethod<D['method'][K]> };

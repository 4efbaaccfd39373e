import { type DescMethod, type DescService, getOption } from '@bufbuild/protobuf';
import { MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import {
  type Convention,
  policy,
  ResourceScope,
  service as servicePolicy,
} from '@hawser/proto/hawser/v1/options_pb.js';
import type { TransactionMethod } from '../transaction/index.ts';

/** The longest a call takes when its contract doesn't say: SpaceONE's clients wait that long. */
const defaultDeadlineMs = 180_000;

/** What the contract says of one rpc, read once at start. */
export interface MethodInfo extends TransactionMethod {
  readonly desc: DescMethod;
  readonly service: DescService;
  /** The name of the method on the service class, e.g. `get_public_key`: rpcs keep their spelling. */
  readonly localName: string;
  readonly permission: string;
  readonly roles: readonly string[];
  readonly scope: ResourceScope;
  readonly public: boolean;
  /** Repeating the call is safe, so that clients retry it by themselves. */
  readonly idempotent: boolean;
  readonly convention: Convention;
}

/** Reads a method's options. Absent ones have the defaults that `hawser/v1/options.proto` states. */
export function describeMethod(desc: DescMethod): MethodInfo {
  const options = getOption(desc, policy);
  const { convention } = getOption(desc.parent, servicePolicy);
  const { deadline } = options;
  return {
    desc,
    service: desc.parent,
    path: `/${desc.parent.typeName}/${desc.name}`,
    localName: desc.localName,
    permission: options.permission,
    roles: options.roles,
    scope: options.scope === ResourceScope.UNSPECIFIED ? ResourceScope.DOMAIN : options.scope,
    public: options.public,
    idempotent: desc.idempotency !== MethodOptions_IdempotencyLevel.IDEMPOTENCY_UNKNOWN,
    convention,
    deadlineMs: deadline ? Number(deadline.seconds) * 1000 + deadline.nanos / 1e6 : defaultDeadlineMs,
  };
}

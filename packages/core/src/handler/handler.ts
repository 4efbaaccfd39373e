import type { Message } from '@bufbuild/protobuf';
import type { MethodInfo } from '../pipeline/method.ts';
import type { ComponentHost } from '../service/component.ts';
import type { Transaction } from '../transaction/index.ts';

type Maybe<T> = T | Promise<T>;

/** Sets `transaction.identity` from the call's credentials, or throws AUTHENTICATE_FAILURE. */
export type Authenticate = (transaction: Transaction) => Maybe<void>;

/** Throws PERMISSION_DENIED when the identity may not call the method. */
export type Authorize = (transaction: Transaction) => Maybe<void>;

/** Changes a request or response in place, or sets what the call is narrowed to. */
export type Mutate = (transaction: Transaction, message: Message) => Maybe<void>;

/** The states that an event handler hears of, in this order. */
export type EventState = 'STARTED' | 'IN_PROGRESS' | 'SUCCESS' | 'FAILURE';

/** Hears of every call, e.g. to keep an audit trail. What it throws is logged and doesn't fail the call. */
export type Notify = (transaction: Transaction, state: EventState, detail: EventDetail) => Maybe<void>;

export interface EventDetail {
  request?: Message | undefined;
  response?: Message | undefined;
  error?: Error | undefined;
}

/**
 * What a configured handler does for one method. A stage that is left out costs nothing: handlers are asked once a
 * method, at start.
 */
export interface Stages {
  authenticate?: Authenticate | undefined;
  authorize?: Authorize | undefined;
  mutateRequest?: Mutate | undefined;
  mutateResponse?: Mutate | undefined;
  notify?: Notify | undefined;
}

/** A handler, made once an application from its configuration. */
export interface Handler {
  stages(method: MethodInfo): Stages;
}

/** Makes a handler from its options in the configuration: `HANDLERS.<kind>[n]` without `backend`. */
export type HandlerFactory = (host: ComponentHost, options: Readonly<Record<string, unknown>>) => Handler;

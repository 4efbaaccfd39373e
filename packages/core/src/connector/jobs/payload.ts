import { create, type DescMessage, fromJson, type JsonValue, type Message, toJson } from '@bufbuild/protobuf';
import { z } from 'zod';
import { errors } from '../../error/index.ts';
import type { Scope } from '../../transaction/index.ts';

const form = z.object({
  request: z.json(),
  domainId: z.string().optional(),
  workspaceId: z.string().optional(),
  traceparent: z.string().optional(),
});

/** A queued call as it is stored: the request as JSON, and on whose behalf it will run. */
export type CallPayload = z.output<typeof form>;

/** The payload of a call of a method with this input. Whoever sends it hands its tenancy on to the job. */
export function callPayload(
  input: DescMessage,
  request: Readonly<Record<string, unknown>>,
  scope: Scope | undefined,
  traceparent: string | undefined,
): CallPayload {
  return {
    request: toJson(input, create(input, request)) as CallPayload['request'],
    domainId: scope?.domainId,
    workspaceId: scope?.workspaceId,
    traceparent,
  };
}

/** Reads a payload back. @throws HawserError INVALID_PARAMETER: the job is for the dead letters. */
export function readPayload(input: DescMessage, stored: unknown): { request: Message; payload: CallPayload } {
  const { success, data, error } = form.safeParse(stored);
  if (!success) throw errors.invalid('payload', z.prettifyError(error));
  try {
    return {
      request: fromJson(input, data.request as JsonValue, { ignoreUnknownFields: true }),
      payload: data,
    };
  } catch (thrown) {
    throw errors.invalid('payload.request', thrown instanceof Error ? thrown.message : 'is not the request');
  }
}

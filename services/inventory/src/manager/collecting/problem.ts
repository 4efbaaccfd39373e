import type { JsonObject } from '@bufbuild/protobuf';

/** Why a resource couldn't be collected, as a job task's errors show it. The codes are SpaceONE's. */
export interface Problem {
  error_code: string;
  message: string;
  additional?: JsonObject;
}

/** Longer messages are cut to this many characters. */
const maxMessage = 2000;

export function problem(code: string, message: string, additional?: JsonObject): Problem {
  const text = message.trim();
  return {
    error_code: `ERROR_${code}`,
    message: text.length > maxMessage ? `${text.slice(0, maxMessage)}…` : text,
    ...(additional && { additional }),
  };
}

/** Thrown where a resource is read that is wrong in itself. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

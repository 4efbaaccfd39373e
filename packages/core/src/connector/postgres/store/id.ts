import { randomUUID } from 'node:crypto';

/**
 * A new id as SpaceONE makes them: the prefix and twelve random hex digits, e.g. `project-0f3a9c41b2d7`. They are a random
 * UUID's last twelve, which are random throughout: Node draws for many UUIDs at a time, for bytes at each call.
 */
export const newId = (prefix: string): string => `${prefix}-${randomUUID().slice(-12)}`;

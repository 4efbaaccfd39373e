import { randomBytes } from 'node:crypto';

/** A new id as SpaceONE makes them: the prefix and twelve random hex digits, e.g. `project-0f3a9c41b2d7`. */
export const newId = (prefix: string): string => `${prefix}-${randomBytes(6).toString('hex')}`;

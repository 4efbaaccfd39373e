import { createHash } from 'node:crypto';
import type { Migration } from './migration.ts';

/** What tells an applied step from one that was edited since: SHA-256 of its SQL, line ends and outer space aside. */
export const checksum = ({ up }: Migration): string =>
  createHash('sha256').update(up.replaceAll('\r\n', '\n').trim()).digest('hex');

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How to reach and log in to a platform on this machine: `credentials.json` in its data folder, mode 600. */
export interface Credentials {
  /** REST. */
  url: string;
  /** Addresses of the services' gRPC servers, by the service's name: `127.0.0.1:50051`. */
  grpc: Record<string, string>;
  domain_id: string;
  workspace_id: string;
  user_id: string;
  password: string;
}

const fileOf = (dataDir: string) => join(dataDir, 'credentials.json');

/** What an earlier start has written, or undefined. */
export function readCredentials(dataDir: string): Credentials | undefined {
  const file = fileOf(dataDir);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Credentials) : undefined;
}

export function writeCredentials(dataDir: string, credentials: Credentials): void {
  writePrivate(fileOf(dataDir), `${JSON.stringify(credentials, null, 2)}\n`);
}

/** Writes a file for its owner's eyes alone, whole or not at all. */
export function writePrivate(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}

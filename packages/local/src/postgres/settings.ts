/** Server settings by name, as postgresql.conf has them. */
export type Settings = Record<string, string | number>;

const always: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Nothing replicates from here, so the log needs to hold what recovery needs and no more.
  wal_level: 'minimal',
  max_wal_senders: 0,
  // The queries of a platform are short: compiling them costs more than it saves.
  jit: 'off',
};

/** For data that is kept: durable, and small enough for a laptop that has other things to do. */
export const durable: Settings = {
  ...always,
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  checkpoint_timeout: '15min',
};

/** For tests: what is written needs to survive a crash of the server, not of the machine. */
export const disposable: Settings = {
  ...always,
  shared_buffers: '32MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  io_method: 'sync',
};

/** The settings as arguments of `postgres`. */
export function toArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

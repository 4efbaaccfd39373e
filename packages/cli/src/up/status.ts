import type { Platform, Running } from '@hawser/local';
import { renderTable } from '../terminal/table.ts';

/** How addresses of a kind are written: gRPC clients take host and port, browsers a URL. */
const addressOf = ({ kind, address }: Running): string => (kind === 'rest' ? `http://${address}` : address);

/** What runs where: a line for each service, plugin and database. */
export function runningTable({ running }: Platform): string {
  const names = [...new Set(running.map(({ name }) => name))];
  const rows = names.map(name => {
    const servers = running.filter(server => server.name === name);
    return [
      name,
      servers.map(({ kind }) => kind).join(', '),
      servers.map(addressOf).filter(Boolean).join(', '),
    ];
  });
  return renderTable(['NAME', 'SERVERS', 'ADDRESS'], rows);
}

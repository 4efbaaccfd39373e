import os from 'node:os';
import type { Found, Kind } from '../resource.ts';

export const machine: Kind = {
  name: 'Machine',
  group: 'Compute',
  isPrimary: true,
  columns: { System: 'data.system.name', Cores: 'data.cpu.cores', Memory: 'data.memory.total_bytes' },
};

/** This machine itself. */
export async function* findMachine(): AsyncGenerator<Found> {
  const cpus = os.cpus();
  const addresses = Object.values(os.networkInterfaces()).flatMap(all =>
    (all ?? []).filter(one => !one.internal),
  );
  yield {
    id: 'self',
    name: os.hostname(),
    instanceType: cpus[0]?.model.trim() ?? os.arch(),
    ipAddresses: addresses.map(({ address }) => address),
    data: {
      system: { name: os.type(), release: os.release(), version: os.version(), architecture: os.arch() },
      cpu: { cores: cpus.length, model: cpus[0]?.model.trim() ?? '' },
      memory: { total_bytes: os.totalmem() },
      network: addresses.map(({ address, mac, netmask }) => ({ address, mac, netmask })),
    },
  };
}

import type { SuiteResult } from './harness/result.ts';

/** The suites by name; loaded when they are run, since some need peers that are installed for benches alone. */
const suites: Record<string, () => Promise<SuiteResult>> = {
  grpc: async () => (await import('./grpc/suite.ts')).grpc(),
  rest: async () => (await import('./rest/suite.ts')).rest(),
  list: async () => (await import('./database/list.ts')).list(),
  upsert: async () => (await import('./database/upsert.ts')).upsert(),
  start: async () => (await import('./start/suite.ts')).start(),
  queue: async () => (await import('./queue/suite.ts')).queue(),
  charts: async () => (await import('./charts/suite.ts')).charts(),
};

// `npm run bench -- [--json] [suite…]`: the figures of all suites, or of the named ones. Exit 1 when a bound is missed.
const args = process.argv.slice(2);
const json = args.includes('--json');
const names = args.filter(arg => !arg.startsWith('-'));
const unknown = names.find(name => !Object.hasOwn(suites, name));
if (unknown !== undefined) {
  console.error(`there is no suite "${unknown}"; there are ${Object.keys(suites).join(', ')}`);
  process.exit(2);
}

const figures: SuiteResult['figures'] = {};
for (const [name, run] of Object.entries(suites)) {
  if (names.length > 0 && !names.includes(name)) continue;
  if (!json) console.log(`\n${name}`);
  const result = await run();
  Object.assign(figures, result.figures);
  if (json) continue;
  for (const note of result.notes) console.log(`  ${note}`);
  for (const [figure, { ratio, bound, holds, against }] of Object.entries(result.figures)) {
    console.log(`  ${holds ? 'holds ' : 'MISSED'} ${figure}: ${ratio} ${bound} (${against})`);
  }
}
if (json) console.log(JSON.stringify(figures, null, 2));
process.exitCode = Object.values(figures).every(({ holds }) => holds) ? 0 : 1;

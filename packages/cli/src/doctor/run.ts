import { checkout } from '../new/checkout.ts';
import { dataFolder as folderOf } from '../project/data-folder.ts';
import { type Format, formatData, print } from '../terminal/output.ts';
import { paint } from '../terminal/paint.ts';
import { type Check, type Finding, failed } from './check.ts';
import { dataFolder, node, postgres, program, space, toolchain } from './machine.ts';
import { clock, ports, servers } from './platform.ts';

export interface DoctorCommand {
  data?: string;
  output: Format;
}

const signs = { ok: paint('green', '✓'), failed: paint('red', '✗'), skipped: paint('dim', '–') };

/** Looks at everything, and prints what it found. Exit code 1 when something is in the way. */
export async function runDoctor({ data, output }: DoctorCommand): Promise<void> {
  const folder = folderOf(process.cwd(), data);
  const checks: Check[] = [
    node,
    postgres(folder),
    dataFolder(folder),
    space(folder),
    ...ports(folder),
    ...servers(folder),
    clock(folder),
    toolchain(checkout),
    program('npm', ['--version'], '`hawser generate`'),
    program('go', ['version'], '`hawser generate`'),
    program('python3', ['--version'], '`npm run test:interop`', [3, 11]),
    program('kubectl', ['version', '--client'], '`npm run test:cluster`'),
  ];
  const findings = await Promise.all(
    checks.map(async check => ({ name: check.name, ...(await look(check)) })),
  );
  if (output !== 'table') await print(await formatData(findings, output));
  else await print(table(findings));
  if (findings.some(({ state }) => state === 'failed')) process.exitCode = 1;
}

/** A check that breaks has found something as well. */
async function look(check: Check): Promise<Finding> {
  try {
    return await check.look();
  } catch (thrown) {
    const { message, hint } = thrown as Error & { hint?: string };
    return failed(message.split('\n')[0]!, hint ?? 'run with NODE_DEBUG=hawser to see more');
  }
}

function table(findings: readonly (Finding & { name: string })[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.map(
    ({ state, name, detail }) => `${signs[state]} ${name.padEnd(width)}  ${detail}\n`,
  );
  const hints = findings.filter(({ hint }) => hint).map(({ name, hint }) => `→ ${name}: ${hint}\n`);
  return [...lines, ...hints].join('');
}

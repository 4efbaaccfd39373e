/**
 * Gets both Helms before tests that need them: `node packages/chart/src/helm/prepare.ts`. Where they have to be built that takes
 * minutes, longer than one test may.
 */
import { HelmError } from './error.ts';
import { findHelm, type HelmStep } from './find.ts';

const report = ({ step, state, detail }: HelmStep) =>
  console.error(`${step}: ${state}${detail ? `, ${detail}` : ''}`);

for (const major of [3, 4] as const) {
  try {
    await findHelm(major, { report });
  } catch (error) {
    if (!(error instanceof HelmError)) throw error;
    console.error(`${error.message}\n→ ${error.hint}`);
    process.exitCode = 1;
  }
}

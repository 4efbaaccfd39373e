import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownTemplates } from './known.ts';

// Run after a change of src/values: `node packages/chart/src/schema/write-known.ts`.
writeFileSync(join(import.meta.dirname, '../../library/templates/check/_known.tpl'), knownTemplates());

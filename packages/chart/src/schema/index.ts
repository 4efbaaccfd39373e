export { helmSchema, type JsonSchema, strictSchema } from './json.ts';
export { knownTemplates } from './known.ts';
export { type ValueRow, valueRows, valuesTable } from './table.ts';

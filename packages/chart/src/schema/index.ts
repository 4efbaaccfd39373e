export { helmSchema, type JsonSchema, strictSchema, umbrellaSchema } from './json.ts';
export { knownTemplates } from './known.ts';
export { type ValueRow, valueRows, valuesTable } from './table.ts';

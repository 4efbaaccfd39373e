export { type BackendValues, backendValues } from './backend.ts';
export { type ValuesKind, valuesByKind } from './kinds.ts';

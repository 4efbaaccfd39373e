export { conditions, type Given, given } from './given.ts';
export { newId } from './id.ts';
export { createOnce } from './repeat.ts';
export { defineResource, type Resource, type ResourceOptions, type TenancyColumn } from './resource.ts';
export { type Listed, ResourceStore } from './store.ts';
export { analyzeSeries } from './time-series.ts';
export type { Values, Where } from './values.ts';

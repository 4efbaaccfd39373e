export { ClusterApi } from './cluster.ts';
export { ApiError, explain } from './error.ts';
export { identify } from './identify.ts';
export { listObjects } from './list.ts';
export { mayList } from './review.ts';

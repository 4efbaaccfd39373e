export { JobCall } from './job-call.ts';
export { type JobOptions, Jobs, taskOf } from './jobs.ts';
export { type CallPayload, callPayload, readPayload } from './payload.ts';

export { type HealthServer, startHealth } from './server.ts';

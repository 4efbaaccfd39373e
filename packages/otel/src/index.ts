import { registerTelemetry } from '@hawser/core/observe';
import { openTelemetry } from './telemetry.ts';

registerTelemetry(openTelemetry);

export { openTelemetry } from './telemetry.ts';

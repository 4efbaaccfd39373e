export { type CompiledMethod, compileService } from './compiled.ts';
export { describeMethod, type MethodInfo } from './method.ts';
export { bucketBounds, CallMetrics } from './metrics.ts';
export {
  compileStream,
  compileUnary,
  type PipelineParts,
  type StreamPipeline,
  type UnaryPipeline,
} from './pipeline.ts';
export type { RequestLog } from './steps.ts';

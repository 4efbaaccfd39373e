import { fromJson, type JsonValue } from '@bufbuild/protobuf';
import type { Application } from '../../application.ts';
import { JobCall, Jobs, readPayload, taskOf } from '../../connector/jobs/index.ts';
import type { CompiledMethod } from '../../pipeline/index.ts';
import type { RunningServer } from '../server.ts';
import type { Stage, StageResolver } from './staged.ts';
import type { TaskHandler } from './task.ts';
import { Worker } from './worker.ts';

/** Starts the workers of `WORKERS`: each runs the calls that are queued for this service's methods. */
export async function startWorkers(application: Application): Promise<RunningServer> {
  const { config, log } = application;
  const { queues } = application.component(Jobs);
  const callable = application.methods.filter(({ unary, info }) => unary && info.desc.methodKind === 'unary');
  const tasks = Object.fromEntries(callable.map(method => [taskOf(method.info.desc), callHandler(method)]));
  const workers = Object.values(config.WORKERS).map(({ queue, concurrency }) => {
    const visibility = (config.QUEUES[queue]?.visibilitySeconds ?? 30) * 1000;
    return new Worker({
      queue: queues.get(queue),
      tasks,
      resolve: stageResolver(callable),
      concurrency,
      visibility,
      log,
    });
  });
  for (const worker of workers) worker.start();
  return {
    kind: 'worker',
    address: '',
    drain: async graceMs => {
      await Promise.all(workers.map(worker => worker.drain(graceMs)));
    },
  };
}

function callHandler({ info, unary }: CompiledMethod): TaskHandler {
  return async (stored, context) => {
    const { request, payload } = readPayload(info.desc.input, stored);
    await unary!(request, new JobCall(payload, context));
  };
}

/** SpaceONE's tasks name a service class and a method: `CollectorService`, `collect`. */
function stageResolver(methods: readonly CompiledMethod[]): StageResolver {
  const byName = new Map(
    methods.map(method => [`${method.info.service.name}Service.${method.info.desc.name}`, method]),
  );
  return (stage: Stage) => {
    const method = stage.locator === 'SERVICE' ? byName.get(`${stage.name}.${stage.method}`) : undefined;
    if (!method) return undefined;
    return async (params, context) => {
      const { domain_id, workspace_id } = params as Record<string, unknown>;
      const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
      const request = fromJson(method.info.desc.input, params as JsonValue, { ignoreUnknownFields: true });
      const call = new JobCall({ domainId: text(domain_id), workspaceId: text(workspace_id) }, context);
      await method.unary!(request, call);
    };
  };
}

import {
  Health,
  type HealthCheckRequest,
  HealthCheckResponse_ServingStatus,
} from '@hawser/proto/grpc/health/v1/health_pb.js';
import { errors } from '../../error/index.ts';
import { Service, type ServiceClass } from '../../service/service.ts';
import type { Readiness } from '../readiness.ts';

/** `grpc.health.v1`, tied to the application's readiness. The empty name asks for the server as a whole. */
export function healthService(readiness: Readiness, names: readonly string[]): ServiceClass {
  const known = new Set(['', ...names]);
  const status = (ready: boolean) =>
    ready ? HealthCheckResponse_ServingStatus.SERVING : HealthCheckResponse_ServingStatus.NOT_SERVING;

  return class HealthService extends Service(Health) {
    check({ service }: HealthCheckRequest) {
      if (!known.has(service)) throw errors.notFound('service', service);
      return { status: status(readiness.ready) };
    }

    async *watch({ service }: HealthCheckRequest) {
      if (!known.has(service)) {
        yield { status: HealthCheckResponse_ServingStatus.SERVICE_UNKNOWN };
        return;
      }
      for await (const ready of readiness.changes(this.transaction.signal)) yield { status: status(ready) };
    }
  };
}

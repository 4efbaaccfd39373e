import type { KubernetesObject } from '../problem.ts';
import { at, type Fields, isMap, mapOf, mapsOf, stringOf } from '../read.ts';
import type { Release } from './release.ts';

/** What Ingresses and routes send to: the Service is there and has the port; TLS Secrets are there. */
export function checkRoutes(release: Release): void {
  for (const object of release.objects) {
    if (object.kind === 'Ingress') checkIngress(release, object);
    if (object.kind === 'HTTPRoute' || object.kind === 'GRPCRoute') checkRoute(release, object);
    if (object.kind === 'StatefulSet') {
      release.need(object, 'spec.serviceName', 'Service', at(object, 'spec', 'serviceName'));
    }
  }
}

function checkIngress(release: Release, object: KubernetesObject): void {
  const spec = mapOf(object['spec']);
  checkBackend(release, object, 'spec.defaultBackend', mapOf(spec['defaultBackend']));
  for (const [rule, fields] of mapsOf(spec['rules'])) {
    for (const [index, path] of mapsOf(at(fields, 'http', 'paths'))) {
      checkBackend(
        release,
        object,
        `spec.rules[${rule}].http.paths[${index}].backend`,
        mapOf(path['backend']),
      );
    }
  }
  for (const [index, { secretName }] of mapsOf(spec['tls'])) {
    release.need(object, `spec.tls[${index}].secretName`, 'Secret', secretName);
  }
}

function checkBackend(release: Release, object: KubernetesObject, path: string, backend: Fields): void {
  if (!isMap(backend['service'])) return;
  const { name, port } = backend['service'];
  const service = release.need(object, `${path}.service.name`, 'Service', name);
  const wanted = stringOf(at(port, 'name')) ?? at(port, 'number');
  needServicePort(release, object, `${path}.service.port`, service, wanted);
}

function checkRoute(release: Release, object: KubernetesObject): void {
  for (const [rule, fields] of mapsOf(at(object, 'spec', 'rules'))) {
    for (const [index, { kind = 'Service', group = '', name, namespace, port }] of mapsOf(
      fields['backendRefs'],
    )) {
      if (kind !== 'Service' || group !== '') continue;
      const path = `spec.rules[${rule}].backendRefs[${index}]`;
      const service = release.need(object, `${path}.name`, 'Service', name, stringOf(namespace));
      if (port === undefined) release.report(object, `${path}.port`, 'is missing: a Service needs one');
      else needServicePort(release, object, `${path}.port`, service, port);
    }
  }
}

function needServicePort(
  release: Release,
  object: KubernetesObject,
  path: string,
  service: KubernetesObject | undefined,
  port: unknown,
): void {
  if (service === undefined || port === undefined) return;
  const ports = mapsOf(at(service, 'spec', 'ports')).flatMap(([, fields]) => [
    fields['name'],
    fields['port'],
  ]);
  if (ports.includes(port)) return;
  release.report(object, path, `Service "${service.metadata?.name}" has no port ${JSON.stringify(port)}`);
}

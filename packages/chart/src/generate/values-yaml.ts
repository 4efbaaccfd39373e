import { stringify } from 'yaml';
import type { ChartFacts } from './project.ts';

/** A key of values.yaml below those of the ancestors. */
export interface FurtherValue {
  key: string;
  /** One or more sentences. */
  description: string;
  value: unknown;
}

/** A chart's values.yaml: the ancestors' keys in their order, and then the further ones with what they are. */
export function valuesYaml(
  facts: ChartFacts,
  global: Readonly<Record<string, unknown>>,
  further: readonly FurtherValue[],
): string {
  const backend = facts.kind === 'backend';
  const sections = [
    basics(facts),
    ...(backend ? [configuration] : []),
    sidecars,
    `${heading('Global variables: the same for all services')}
global:
    shared: {}
    sidecar: []
${indented(global)}`,
    backend ? grpcService + restService : grpcService,
    ...(backend ? [mounts] : []),
    pod,
  ];
  return sections.join('\n') + further.map(furtherValue).join('');
}

function basics({ kind, name, version, servers }: ChartFacts): string {
  const has = (server: (typeof servers)[number]) => servers.includes(server);
  const others = `scheduler: ${has('scheduler')}\nworker: ${has('worker')}\nrest: false\n`;
  return `${heading('DEFAULT')}
enabled: true
developer: false
grpc: ${has('grpc')}
${kind === 'backend' ? others : ''}name: ${name}
image:
    name: hawser/${name}
    version: ${version}
imagePullPolicy: IfNotPresent
`;
}

/** A key with its description above it. */
export const furtherValue = ({ key, description, value }: FurtherValue): string =>
  `\n${comment(description)}\n${stringify({ [key]: value }, { indent: 4, lineWidth: 0 })}`;

const indented = (values: Readonly<Record<string, unknown>>): string =>
  Object.keys(values).length === 0
    ? ''
    : stringify(values, { indent: 4, lineWidth: 0 }).replaceAll(/^(?=.)/gm, '    ');

/** A heading as the ancestors' files have them. */
function heading(title: string): string {
  const rule = '#'.repeat(40);
  return `${rule}\n# ${title}\n${rule}`;
}

/** The longest line of a comment. */
const width = 110;

/** Text as comment lines. */
export function comment(text: string): string {
  const lines = ['#'];
  for (const word of text.split(/\s+/)) {
    if (lines.at(-1)!.length + word.length + 1 > width) lines.push('#');
    lines[lines.length - 1] += ` ${word}`;
  }
  return lines.join('\n');
}

const configuration = `# Over the default configuration of config/config.yaml, for all servers.
database: {}

${heading('Configuration of each server')}
application_grpc: {}
application_rest: {}
application_scheduler: {}
application_worker: {}
`;

const sidecars = `${heading('Local sidecar')}
# sidecar: []

${heading('Local volumes')}
volumes: []
`;

const grpcService = `${heading('Service')}
service:
    grpc:
        type: ClusterIP
        annotations:
            nil: nil
        ports:
            - name: grpc
              port: 50051
              targetPort: 50051
              protocol: TCP
`;

const restService = `    rest:
        type: ClusterIP
        annotations:
            nil: nil
        ports:
            - name: rest
              port: 80
              targetPort: 80
              protocol: TCP
`;

const mounts = `${heading('volumeMounts per deployment')}
volumeMounts:
    application_grpc: []
    application_rest: []
    application_scheduler: []
    application_worker: []
`;

const pod = `${heading('Pod spec: appended to that of every pod')}
# For example, to run on certain nodes:
#
# pod:
#   spec:
#     nodeSelector:
#       application: my-node-group
pod:
    spec: {}
`;

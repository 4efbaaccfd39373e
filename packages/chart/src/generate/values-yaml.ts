import { stringify } from 'yaml';
import { isProgram } from './program.ts';
import { type ChartFacts, isService } from './project.ts';

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
  const sections = isProgram(facts.kind) ? programSections(global) : serverSections(facts, global);
  return [basics(facts), ...sections].join('\n') + further.map(furtherValue).join('');
}

function serverSections({ kind }: ChartFacts, global: Readonly<Record<string, unknown>>): string[] {
  const service = isService(kind);
  return [
    ...(service ? [configuration] : []),
    sidecars,
    `${shared}
    shared: {}
    sidecar: []
${indented(global)}`,
    service ? grpcService + restService : grpcService,
    ...(service ? [mounts] : []),
    pod,
  ];
}

const programSections = (global: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(global).length > 0 ? [`${shared}\n${indented(global)}`] : [];

function basics({ kind, name, image, servers }: ChartFacts): string {
  const has = (server: (typeof servers)[number]) => servers.includes(server);
  const others = `scheduler: ${has('scheduler')}\nworker: ${has('worker')}\nrest: false\n`;
  return `${heading('DEFAULT')}
enabled: true
${isProgram(kind) ? '' : `developer: false\ngrpc: ${has('grpc')}\n`}${isService(kind) ? others : ''}${stringify({ name, image }, { indent: 4, lineWidth: 0 })}imagePullPolicy: IfNotPresent
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

const shared = `${heading('Global variables: the same for all services')}
global:`;

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

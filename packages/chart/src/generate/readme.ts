import type { ChartFacts, ChartKind } from './project.ts';

/** A chart's README.md: what it is, what it needs, and every value. */
export function readme(facts: ChartFacts, table: string): string {
  const { name, summary } = facts;
  return `# ${name}

${summary}

${servers(facts)}

\`\`\`sh
helm install ${name} <repository>/${name} --namespace <namespace>
\`\`\`

${needs(facts)}

## Values

A key may be left out or null anywhere. An unknown one is refused, with the nearest that is known.

${table}
`;
}

function servers({ kind, servers: all }: ChartFacts): string {
  const each = `Its servers: ${all.map(server => `\`${server}\``).join(', ')}. Each is a workload of its own, with its own \`application_<server>\` and \`servers.<server>\`.`;
  const texts: Readonly<Record<ChartKind, string>> = {
    backend: each,
    supervisor: `${each} Its account may keep Deployments and Services, and look at pods, in the namespace of plugins, \`global.supervisor_namespace\`, and nowhere else.`,
    plugin: 'A plugin: services of the platform call it over gRPC, and nobody else does.',
    frontend:
      'Pages: an HTTP server with files, on port 8080 unless `service.ports` says. Their configuration, `production_json`, is the file `production.json` in `/opt/spaceone/<name>/config`.',
    static: 'Pages: an HTTP server with files, on port 8080 unless `service.ports` says.',
    initializer:
      'A Job that brings a platform up once its servers answer. Run again, it finds everything there. Its name has the hash of what it runs: an upgrade that changes nothing of that runs nothing. Its account may make one Secret, `credentialsSecret`.',
  };
  return texts[kind];
}

/** What has to be there before, in a list. */
function needs({ kind, database, system, secretFiles, node, name }: ChartFacts): string {
  const lines = [
    ...(database
      ? [
          `- PostgreSQL: \`postgresql:5432\` with a database and the user \`hawser\`, or what \`database\` says; its password in the Secret \`hawser-database\`.`,
        ]
      : []),
    ...(system ? ['- The platform’s token in the Secret `hawser-system`.'] : []),
    ...secretFiles.map(({ secret, key }) => `- The key \`${key}\` in the Secret \`hawser-${secret}\`.`),
    ...(node.waits.length > 0
      ? [
          `- ${node.waits.map(other => `\`${other}\``).join(', ')}: ${kind === 'initializer' ? 'it waits' : 'its pods wait'} for them.`,
        ]
      : []),
  ];
  if (lines.length === 0) return 'It needs nothing else.';
  return `It needs

${lines.join('\n')}

The platform’s chart brings all of it. For ${name} alone, \`hawser secrets generate\` prints the Secrets.`;
}

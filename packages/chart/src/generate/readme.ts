import type { ChartFacts } from './project.ts';

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
  if (kind === 'plugin') return 'A plugin: services of the platform call it over gRPC, and nobody else does.';
  return `Its servers: ${all.map(server => `\`${server}\``).join(', ')}. Each is a workload of its own, with its own \`application_<server>\` and \`servers.<server>\`.`;
}

/** What has to be there before, in a list. */
function needs({ database, system, secretFiles, node, name }: ChartFacts): string {
  const lines = [
    ...(database
      ? [
          `- PostgreSQL: \`postgresql:5432\` with a database and the user \`hawser\`, or what \`database\` says; its password in the Secret \`hawser-database\`.`,
        ]
      : []),
    ...(system ? ['- The platform’s token in the Secret `hawser-system`.'] : []),
    ...secretFiles.map(({ secret, key }) => `- The key \`${key}\` in the Secret \`hawser-${secret}\`.`),
    ...(node.waits.length > 0
      ? [`- ${node.waits.map(other => `\`${other}\``).join(', ')}: its pods wait for them.`]
      : []),
  ];
  if (lines.length === 0) return 'It needs nothing else.';
  return `It needs

${lines.join('\n')}

The platform’s chart brings all of it. For ${name} alone, \`hawser secrets generate\` prints the Secrets.`;
}

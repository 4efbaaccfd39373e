import type { DescEnum, DescMessage } from '@bufbuild/protobuf';
import { file_hawser_v1_options } from '@hawser/proto/hawser/v1/options_pb.js';
import { messageSection } from './api/service.ts';
import { docOf } from './contracts.ts';
import { code, generatedBy, table } from './table.ts';

/** The reference of Hawser's own options. */
export function contractOptionsPage(): string {
  const { messages, enums, extensions } = file_hawser_v1_options;
  const options = extensions.map(({ typeName, name, number, extendee }) => [
    code(`(hawser.v1.${name})`),
    extendee.name === 'MethodOptions' ? 'rpc' : 'service',
    String(number),
    docOf(typeName),
  ]);
  return `${generatedBy('proto/hawser/v1/options.proto')}
# Contract options

What the framework derives from a contract beside its messages. Import \`hawser/v1/options.proto\`.

\`\`\`proto
service Region {
  rpc list(RegionQuery) returns (RegionsInfo) {
    option (google.api.http) = {post: "/inventory/v1/region/list" body: "*"};
    option idempotency_level = NO_SIDE_EFFECTS;
    option (hawser.v1.policy) = {
      permission: "inventory:Region.read"
      scope: RESOURCE_SCOPE_WORKSPACE
      deadline: {seconds: 10}
    };
  }
}
\`\`\`

${table(['Option', 'Of', 'Number', 'Says'], options)}

Beside them: \`google.api.http\` gives the paths of [REST](rest.md), \`buf.validate\` the rules that requests are checked
against, and \`idempotency_level\` (\`NO_SIDE_EFFECTS\` or \`IDEMPOTENT\`) the methods that clients repeat by themselves when the
server is unavailable, up to four tries in all.

${messages.map((message: DescMessage) => messageSection(message, new Set(), 2)).join('\n\n')}

${enums.map(enumSection).join('\n\n')}
`;
}

function enumSection({ typeName, name, values }: DescEnum): string {
  const rows = values.map(value => [code(value.name), docOf(`${typeName}.${value.name}`)]);
  return [`## ${name}`, docOf(typeName), table(['Value', 'Is'], rows)].filter(Boolean).join('\n\n');
}

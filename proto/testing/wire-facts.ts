import { type DescField, type DescFile, type DescMessage, ScalarType } from '@bufbuild/protobuf';

const PREFIX = 'spaceone.api.';
const short = (typeName: string) => typeName.replace(PREFIX, '');

/**
 * What clients of the wire and of reflection depend on, one line a method, field and enum value, without the common
 * prefix of the packages:
 *
 *     identity.v2.Project.list (identity.v2.ProjectSearchQuery) identity.v2.ProjectsInfo
 *     identity.v2.ProjectsInfo.results = 1 repeated identity.v2.ProjectInfo
 *     identity.v2.ProjectType.PUBLIC = 2
 */
export function wireFacts(files: readonly DescFile[]): Set<string> {
  return new Set(
    files.flatMap(file => [
      ...file.services.flatMap(service =>
        service.methods.map(method => {
          const stream = (kinds: string[]) => (kinds.includes(method.methodKind) ? 'stream ' : '');
          const input = stream(['client_streaming', 'bidi_streaming']) + short(method.input.typeName);
          const output = stream(['server_streaming', 'bidi_streaming']) + short(method.output.typeName);
          return `${short(service.typeName)}.${method.name} (${input}) ${output}`;
        }),
      ),
      ...file.enums.flatMap(enumFacts),
      ...file.messages.flatMap(messageFacts),
    ]),
  );
}

function enumFacts({ typeName, values }: DescFile['enums'][number]): string[] {
  return values.map(value => `${short(typeName)}.${value.name} = ${value.number}`);
}

function messageFacts(message: DescMessage): string[] {
  return [
    ...message.fields.map(fieldFact),
    ...message.nestedEnums.flatMap(enumFacts),
    ...message.nestedMessages.flatMap(messageFacts),
  ];
}

function fieldFact(field: DescField): string {
  const scalar = field.scalar === undefined ? '' : ScalarType[field.scalar].toLowerCase();
  const type = short(field.message?.typeName ?? field.enum?.typeName ?? scalar);
  const repeated = field.fieldKind === 'list' ? 'repeated ' : '';
  const oneof = field.oneof === undefined ? '' : ` oneof ${field.oneof.name}`;
  return `${short(field.parent.typeName)}.${field.name} = ${field.number} ${repeated}${type}${oneof}`;
}

import { codes } from '@hawser/core';
import { statusNames } from '../../packages/core/src/interface/rest/error-body.ts';
import { code, generatedBy, table } from './table.ts';

/** The reference of errors, from the closed list in the framework. */
export function errorsPage(): string {
  const rows = Object.entries(codes).map(([name, { grpc, http, text }]) => [
    code(name),
    `${grpc} ${statusNames[grpc]}`,
    String(http),
    text,
  ]);
  return `${generatedBy('packages/core/src/error/codes.ts')}
# Errors

A service answers with these errors and no others. A code is stable: clients match on it, so it is never renamed and its
statuses stay. Texts are for people; \`{…}\` in them is filled from the error's metadata, and what a caller sent is cut
to 2,000 characters.

${table(['Code', 'gRPC status', 'HTTP status', 'Text'], rows)}

What a service throws that isn't one of these is logged with its cause and answered as \`UNKNOWN\`, with the id under which
it is in the log and no details. A lost connection to PostgreSQL, or to another server, is answered as \`GRPC_CONNECTION\`
(UNAVAILABLE): trying again may help.

## In a service

\`\`\`ts
import { errors, HawserError } from '@hawser/core';

throw errors.notFound('reminder_id', id);
throw errors.invalid('due_time', 'must be in the future');
throw new HawserError('ABORTED', { reason: 'somebody else has changed it' });
\`\`\`

Errors of other services arrive as \`HawserError\` as well, with their code, in process and over the network.

## How they leave

A contract chooses one of two conventions for each of its services, by \`option (hawser.v1.service)\`.

**The modern one**, the default. Over gRPC the status message is the text, and the details
(\`grpc-status-details-bin\`) hold a \`google.rpc.ErrorInfo\` (\`reason\` is the code, \`domain\` the contract's package,
\`metadata\`), and of a refused request a \`google.rpc.BadRequest\` with every wrong field. Over REST it is the JSON of the same:

\`\`\`json
{
  "error": {
    "code": 404,
    "status": "NOT_FOUND",
    "message": "Resource cannot be found or access is denied. (id = 7)",
    "details": [
      {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "NOT_FOUND",
        "domain": "reminders.v1",
        "metadata": {"key": "id", "value": "7"}
      }
    ]
  }
}
\`\`\`

**SpaceONE's**, \`CONVENTION_SPACEONE\`, which the services of the platform have. Over gRPC the status message is
\`ERROR_CODE: text\`, without details. Over REST:

\`\`\`json
{"detail": {"code": "ERROR_NOT_FOUND", "message": "Resource cannot be found or access is denied. (region_id = 7)"}}
\`\`\`

## Validation

Requests are checked against the contract's rules before the service sees them. The first broken rule decides between
\`REQUIRED_PARAMETER\` (a field that has to be there isn't) and \`INVALID_PARAMETER\`; all broken rules are in the details. What
isn't JSON, or has a field of a wrong type or one that the contract doesn't know, is \`INVALID_PARAMETER\` or
\`INVALID_PARAMETER_TYPE\` with the path of the field.
`;
}

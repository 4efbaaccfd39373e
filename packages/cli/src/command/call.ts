import type { Command } from 'commander';
import { collect } from '../options.ts';
import { examples } from '../terminal/examples.ts';
import { outputOption } from '../terminal/output.ts';
import { withRemoteOptions } from './remote-options.ts';

/** `hawser call`. */
export function addCall(program: Command): void {
  const command = program
    .command('call')
    .description('call any method of a server, by reflection')
    .argument('<method>', 'inventory.CloudService.list, inventory.CloudService/list or a full name')
    .argument('[request]', 'JSON, @file, or - for standard input; streams take one JSON value a line')
    .option('-p, --parameter <name=value>', 'field of the request; may be repeated', collect)
    .addOption(outputOption('json'));
  withRemoteOptions(command)
    .addHelpText(
      'after',
      `${examples({
        'hawser call identity.Workspace.list': 'without a request',
        'hawser call inventory.Region.get \'{"region_id": "region-1"}\'': 'with JSON',
        'hawser call inventory.Region.get -p region_id=region-1 -o yaml': 'the same, by field',
        'hawser call greeter.v1.Greeter/Greet -p name=Ada --endpoint localhost:50051': 'any server',
        'jq -c .[] all.json | hawser call demo.v1.Files.Upload -': 'a stream of requests',
      })}\n\nAn error of the server is \`ERROR_CODE: text\` on standard error, and exit code 1.`,
    )
    .action(async (method: string, request: string | undefined, options) => {
      const { runCall } = await import('../remote/call.ts');
      await runCall(method, request, { ...options, parameters: options.parameter });
    });
}

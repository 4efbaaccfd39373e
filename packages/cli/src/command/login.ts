import type { Command } from 'commander';
import { collect } from '../options.ts';
import { examples } from '../terminal/examples.ts';

/** `hawser login` and `hawser logout`. */
export function addLogin(program: Command): void {
  program
    .command('login')
    .description('log in to a platform; the commands use it from then on')
    .argument('[endpoint]', 'its identity server: HOST:PORT, grpc://… or grpc+ssl://…', 'localhost:50051')
    .option('-d, --domain <name or id>', 'the domain')
    .option('-u, --user <id>', 'the user')
    .option('-w, --workspace <id>', 'tokens for this workspace, not for the domain')
    .option('--password-stdin', 'read the password from standard input')
    .option('--service <name=address>', 'address of another service; may be repeated', collect)
    .addHelpText(
      'after',
      `${examples({
        'hawser login': 'asks for what is missing',
        'hawser login grpc+ssl://identity.example.com:443 -d example -u ada --password-stdin < file':
          'in a script',
      })}\n\nTokens are kept in ~/.config/hawser/login.json, the password is not. Without a login, commands use the
generated one of the platform in this folder (.hawser/credentials.json).`,
    )
    .action(async (endpoint: string, options) => {
      const { runLogin } = await import('../session/login.ts');
      await runLogin(endpoint, options);
    });
  program
    .command('logout')
    .description('forget the login')
    .action(async () => {
      const { runLogout } = await import('../session/login.ts');
      runLogout();
    });
}

import { type Command, InvalidArgumentError } from 'commander';
import { parseKey, type WantedKey } from '../secrets/key.ts';
import { examples } from '../terminal/examples.ts';

const kinds = `
Kinds:
  password          32 letters, digits, - and _; when none is given
  base64:N, hex:N   N random bytes so written, 16 to 1024
  rsa               RSA private key of 2048 bits, PEM (PKCS #8)
  system-token:KEY  the platform's own token, signed with the rsa key KEY of the same Secret`;

/** `hawser secrets ensure` and `generate`. */
export function addSecrets(program: Command): void {
  const secrets = program.command('secrets').description('make the secrets that services share');
  withKeys(secrets.command('ensure'))
    .description('in a pod: add the keys that a Secret of its namespace lacks; none is ever changed')
    .addHelpText(
      'after',
      `${kinds}\n${examples({
        'hawser secrets ensure hawser-database --key postgres-password': 'a password',
        'hawser secrets ensure hawser-system --key system.pem=rsa --key token=system-token:system.pem':
          'what services call each other with',
      })}\n\nThe service account needs create on secrets, and get and patch on those of these names. Only names are printed.`,
    )
    .action(async (name: string, { key }: { key: WantedKey[] }) => {
      const { runSecretsEnsure } = await import('../secrets/ensure.ts');
      await runSecretsEnsure(name, key);
    });
  withKeys(secrets.command('generate'))
    .description('print a Secret with new values, to be kept elsewhere; needs no cluster')
    .addHelpText('after', kinds)
    .action(async (name: string, { key }: { key: WantedKey[] }) => {
      const { runSecretsGenerate } = await import('../secrets/print.ts');
      await runSecretsGenerate(name, key);
    });
}

const withKeys = (command: Command): Command =>
  command
    .argument('<name>', 'the Secret', parseName)
    .requiredOption('-k, --key <name=kind>', 'a key that has to be there; may be repeated', addKey);

const addKey = (text: string, before: readonly WantedKey[] = []): WantedKey[] => {
  const key = parseKey(text);
  if (before.some(({ name }) => name === key.name))
    throw new InvalidArgumentError(`${key.name} is given twice.`);
  return [...before, key];
};

function parseName(name: string): string {
  if (!/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(name))
    throw new InvalidArgumentError('A Secret’s name has lower-case letters, digits, - and dots.');
  return name;
}

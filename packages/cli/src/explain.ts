import { debuglog } from 'node:util';
import { CliError } from './error.ts';
import { paint } from './terminal/paint.ts';
import { streams } from './terminal/streams.ts';

/** What an error prints, and the exit code that it leads to. */
export interface Explained {
  lines: string[];
  exitCode: number;
}

/** The parts of an error that other programs can read: `{code, message, hint}`. */
export interface ErrorFields {
  code: string;
  message: string;
  hint?: string | undefined;
}

/** What to do about errors of calls, by their code. */
const hints: Readonly<Record<string, string>> = {
  GRPC_CONNECTION: 'start the platform with `hawser up`, or name the server with --endpoint',
  AUTHENTICATE_FAILURE: 'log in with `hawser login`, or give a token with --token',
  PERMISSION_DENIED: 'log in as a user whose role allows it: `hawser login`',
};

/** Errors whose code, text and hint are for users. */
const explained: ReadonlySet<string> = new Set([
  'LocalError',
  'ConfigError',
  'ImageError',
  'HelmError',
  'DeliveryError',
  'ValuesError',
]);

/** An error's stable code, its text and the way out of it. */
export async function errorFields(thrown: unknown): Promise<ErrorFields> {
  if (thrown instanceof CliError) return { code: 'CLI', message: thrown.message, hint: thrown.hint };
  const { message, code, hint, name } = thrown as ErrorFields & { name?: string };
  if (name === 'HawserError') {
    // Codes that aren't the framework's own come within the text.
    const text = /^ERROR_[A-Z_]+: /.test(message) ? message : `ERROR_${code}: ${message}`;
    const [full = ''] = text.split(': ', 1);
    return { code: full, message: text.slice(full.length + 2), hint: hints[code] };
  }
  if (explained.has(name ?? '')) return { code, message, hint };
  const system = ofSystem(thrown as NodeJS.ErrnoException);
  if (system) return { code: 'CLI', ...system };
  return { code: 'UNEXPECTED', message: message ?? String(thrown) };
}

/** What Node.js says where a server can't listen, a package isn't there, or a source can't be read. */
function ofSystem(error: NodeJS.ErrnoException & { port?: number }): Omit<ErrorFields, 'code'> | undefined {
  const { code, syscall, port, message } = error;
  if (syscall === 'listen' && code === 'EADDRINUSE')
    return {
      message: `port ${port} is in use`,
      hint: 'stop what uses it, or choose another port in SERVERS (`hawser config show`)',
    };
  if (syscall === 'listen' && code === 'EACCES')
    return {
      message: `port ${port} may not be used by this user`,
      hint: 'choose one from 1024 in SERVERS (`hawser config show`)',
    };
  // Node.js says where in the first line of the stack alone.
  if (code === 'ERR_INVALID_TYPESCRIPT_SYNTAX')
    return { message: `${error.stack?.split('\n', 1)[0]}: ${message}`, hint: 'correct it' };
  const [, missing] = /^Cannot find package '([^']+)'/.exec(message ?? '') ?? [];
  if (code === 'ERR_MODULE_NOT_FOUND' && missing)
    return { message: `the package ${missing} isn’t installed`, hint: 'run npm ci' };
  return undefined;
}

/**
 * The lines for an error: `error CODE: cause` and `→ way out`; an error of a call is `ERROR_CODE: text`. The stack is
 * left out, as it says nothing to the user: NODE_DEBUG=hawser prints it.
 */
export async function errorLines(thrown: unknown): Promise<Explained> {
  debuglog('hawser')('%O', thrown);
  const { code, message, hint } = await errorFields(thrown);
  const red = (text: string) => paint('red', text, streams.err);
  const head = code.startsWith('ERROR_')
    ? `${red(code)}: ${message}`
    : code === 'CLI' || code === 'UNEXPECTED'
      ? `${red('error')}: ${message}`
      : `${red('error')} ${code}: ${message}`;
  return {
    lines: hint ? [head, `→ ${hint}`] : [head],
    exitCode: thrown instanceof CliError ? thrown.exitCode : 1,
  };
}

import { type Entry, type FileEntry, type ImageConfig, ImageError } from '../../image/index.ts';

/** Kinds of servers, as `exec-build.sh` names them. */
export type ServerType = 'cpp' | 'go' | 'nodejs' | 'nodejs-pkg' | 'java-jar' | 'java-war' | 'php';

/** Where an image has its server. */
export const serverFolder = '/usr/local/server/bin';

/** What a shell or a language's runtime is called; alone it starts no server. */
const bare = /^(?:.*\/)?(?:ba|da|a|z)?sh$|^(?:.*\/)?(?:node|java|jshell|php|python\d?(?:\.\d+)?)$/;

/**
 * Whether an image starts something of its own: a command beyond a shell or a runtime, or an entry point that needs no
 * command. Public images of languages start just their runtime, by an entry point that runs any command.
 */
export function startsItself({ Entrypoint = [], Cmd = [] }: NonNullable<ImageConfig['config']>): boolean {
  const shellForm = Cmd[0] === '/bin/sh' && Cmd[1] === '-c' ? Cmd.slice(2) : Cmd;
  if (shellForm.length === 0) return Entrypoint.length > 0;
  return shellForm.some(word => !bare.test(word) && word !== '-a');
}

/**
 * The command of a server by its kind, as TARS's node agent starts it; its configuration file comes as `--config`,
 * `-Dconfig` or, for Node.js, in `TARS_CONFIG`.
 *
 * @param configFile undefined for a server without one, of subtype normal
 * @throws ImageError IMAGE_SOURCE when its files hold no such program
 */
export function startCommand(
  type: ServerType,
  server: string,
  entries: readonly Entry[],
  configFile: string | undefined,
): string[] {
  const own = new Map(entries.map(entry => [`/${entry.path}`, entry]));
  const config = configFile ? [`--config=${configFile}`] : [];
  const property = configFile ? [`-Dconfig=${configFile}`] : [];
  const pick = (wanted: readonly string[], others: (path: string, entry: Entry) => boolean, what: string) => {
    const named = wanted.map(name => `${serverFolder}/${name}`).find(path => own.has(path));
    const like = [...own].filter(
      ([path, entry]) => path.startsWith(`${serverFolder}/`) && others(path, entry),
    );
    const found = named ?? (like.length === 1 ? like[0]![0] : undefined);
    if (found) return found;
    throw new ImageError(
      'IMAGE_SOURCE',
      `the files have no ${what} to start: ${wanted.map(name => `"${name}"`).join(' or ')} is looked for in ${serverFolder}`,
      'add it to the files, or give a Dockerfile with ENTRYPOINT or CMD',
    );
  };
  switch (type) {
    case 'cpp':
    case 'go':
    case 'nodejs-pkg': {
      const program = pick([server], (path, entry) => /Server$/.test(path) && isProgram(entry), 'program');
      // TARS's start script makes it executable, too: copies by way of a CI's store lose that.
      (own.get(program) as FileEntry).executable = true;
      return [program, ...config];
    }
    case 'nodejs':
      return ['node', pick(mainOf(own), () => false, 'module')];
    case 'java-jar':
      return ['java', ...property, '-jar', pick([`${server}.jar`], path => path.endsWith('.jar'), 'jar')];
    case 'java-war': {
      const classes = ['conf', 'WEB-INF/classes', 'WEB-INF/lib/*'].map(name => `${serverFolder}/${name}`);
      return ['java', ...property, '-cp', classes.join(':'), 'com.qq.tars.server.startup.Main'];
    }
    case 'php':
      return ['php', pick(['src/index.php', 'index.php'], () => false, 'script'), ...config];
  }
}

const isProgram = (entry: Entry) => 'data' in entry;

/** Where a Node.js server may begin: what its package says, else the usual names. */
function mainOf(own: ReadonlyMap<string, Entry>): string[] {
  const file = own.get(`${serverFolder}/package.json`);
  const usual = ['main.js', 'index.js', 'app.js', 'server.js'];
  if (!file || !('data' in file)) return usual;
  try {
    const { main } = JSON.parse(file.data.toString('utf8')) as { main?: unknown };
    return typeof main === 'string' ? [main.replace(/^\.\//, ''), ...usual] : usual;
  } catch (cause) {
    throw new ImageError('IMAGE_SOURCE', 'package.json isn’t JSON', 'correct it', { cause });
  }
}

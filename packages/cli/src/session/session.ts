import { parseAddress } from '@hawser/core/connector/service';
import { CliError, usageError } from '../error.ts';
import { nearestDataFolder } from '../project/data-folder.ts';
import { type Address, connect } from '../remote/channel.ts';
import { plain } from '../remote/target.ts';
import { credentialsFile, endpointsFile, loginFile, readJson, tokenFile } from './files.ts';
import { type Grant, type Password, TokenStore } from './tokens.ts';

/** Where servers are, by short name (`identity`): `host:port`, `grpc://host:port` or `grpc+ssl://host:port`. */
export type Endpoints = Readonly<Record<string, string>>;

/** What `hawser login` keeps beside the tokens. */
export interface Login extends Grant {
  endpoints: Endpoints;
  user_id: string;
}

/** The first start's `credentials.json`. */
interface Credentials extends Password {
  url: string;
  grpc: Endpoints;
}

/** Addresses that services have by default on one machine. */
const defaults: Endpoints = { identity: '127.0.0.1:50051', inventory: '127.0.0.1:50052' };

/** Whom the command calls as, and where the servers are. */
export class Session {
  /** How it came to be: by `hawser login`, by the platform's generated login, or without any. */
  readonly origin: 'login' | 'credentials' | 'none';
  readonly endpoints: Endpoints;
  readonly #tokens: TokenStore | undefined;

  private constructor(origin: Session['origin'], endpoints: Endpoints, tokens?: TokenStore) {
    this.origin = origin;
    this.endpoints = endpoints;
    this.#tokens = tokens;
  }

  /** The login that `hawser login` made, else the one of the platform in this folder, else none. */
  static open(cwd: string = process.cwd()): Session {
    const login = readJson<Login>(loginFile());
    if (login) {
      const identity = addressOf(login.endpoints.identity ?? '');
      return new Session(
        'login',
        login.endpoints,
        new TokenStore(loginFile(), login, () => connect(identity)),
      );
    }
    const dataDir = nearestDataFolder(cwd);
    if (dataDir === undefined) return new Session('none', defaults);
    const running = readJson<{ grpc: Endpoints }>(endpointsFile(dataDir));
    const credentials = readJson<Credentials>(credentialsFile(dataDir));
    const endpoints = running?.grpc ?? credentials?.grpc ?? defaults;
    if (!credentials || !endpoints.identity) return new Session('none', endpoints);
    const identity = addressOf(endpoints.identity);
    const { domain_id, user_id, password } = credentials;
    const grant: Grant = { domain_id, scope: 'DOMAIN', password: { domain_id, user_id, password } };
    return new Session(
      'credentials',
      endpoints,
      new TokenStore(tokenFile(dataDir), grant, () => connect(identity)),
    );
  }

  /** A token that is valid for a while; none without a login. @throws HawserError when none can be had any more */
  async token(): Promise<string | undefined> {
    return this.#tokens?.access();
  }

  /** The address of a server by its short name. @throws CliError when it isn't known */
  endpoint(server: string): Address {
    const key = Object.keys(this.endpoints).find(name => plain(name) === plain(server));
    if (key !== undefined) return addressOf(this.endpoints[key]!);
    const known = Object.keys(this.endpoints).join(', ');
    throw usageError(
      `the address of ${server} isn't known; known are ${known}`,
      'name it with --endpoint HOST:PORT',
    );
  }

  /** Whether an address is one of this session's: no token goes anywhere else by itself. */
  knows({ target, tls }: Address): boolean {
    return Object.values(this.endpoints).some(text => {
      const known = addressOf(text);
      return known.target === target && known.tls === tls;
    });
  }
}

/** Reads `host:port` or an address with `grpc://` or `grpc+ssl://`. @throws CliError when it is neither */
export function addressOf(text: string): Address {
  try {
    return parseAddress(text.includes('://') ? text : `grpc://${text}`);
  } catch (cause) {
    throw new CliError(`"${text}" is no address of a server`, {
      hint: 'such as localhost:50051, grpc://HOST:PORT or grpc+ssl://HOST:PORT',
      exitCode: 2,
      cause,
    });
  }
}

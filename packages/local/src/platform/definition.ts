import type { Manifest } from '@hawser/core';
import type { Platform } from './platform.ts';

/** A plugin that runs beside the platform on one machine, as a process of its own. */
export interface PluginDefinition {
  /** The id that it is registered under, e.g. `plugin-host`. */
  id: string;
  name: string;
  /** The script that serves it; it listens on the port that `HAWSER_PLUGIN_PORT` names and ends on SIGTERM. */
  entry: URL;
  /** `inventory.Collector` and the like, as SpaceONE's repository has it. */
  resourceType: string;
  /** The provider whose resources it knows. */
  provider: string;
  capability?: Readonly<Record<string, unknown>>;
}

/** A program of a platform that is neither a service nor a plugin. It gets a chart; on one machine nobody starts it. */
export interface ProgramDefinition {
  /**
   * `frontend`: pages with a configuration of their own, such as a console. `static`: pages without. `initializer`: a Job that runs
   * `hawser initialize`, in place of the one that the platform's chart has in it.
   */
  kind: 'frontend' | 'static' | 'initializer';
  /** Lower-case words joined by hyphens: the chart's name and its objects'. */
  name: string;
  /** One line that says what it is for. */
  summary: string;
  /**
   * Its folder, one or two below the project's, with a `/` at the end. The chart is `deploy/helm` in it, and has the version of its
   * `package.json`, or 0.1.0.
   */
  folder: URL;
  /** Its image. Default: `hawser/<name>`, with the chart's version. */
  image?: { name: string; version?: string };
}

/** What a project consists of: the default export of the `platform.ts` at its root. */
export interface PlatformDefinition {
  /** The services, those first that others need. */
  services: readonly Manifest[];
  plugins?: readonly PluginDefinition[];
  /** What else is installed with them: consoles, sites, initializers. */
  programs?: readonly ProgramDefinition[];
  /**
   * Runs at each start once all servers answer, and does what hasn't been done before, such as the first domain.
   * @returns lines for the user: how to log in, what to try.
   */
  setUp?(platform: Platform): Promise<readonly string[]>;
}

/** Names the parts of a platform; a function only so that their types are checked where they are written. */
export const definePlatform = (definition: PlatformDefinition): PlatformDefinition => definition;

import { Component } from '../service/component.ts';

/**
 * The way to a data source. One object an application, configured under `CONNECTORS.<class name>`. It opens what it
 * needs on first use and closes it with `host.onStop`.
 */
export abstract class Connector extends Component {
  /** The connector's own part of the configuration. */
  protected get options(): Readonly<Record<string, unknown>> {
    return this.host.config.CONNECTORS[this.constructor.name] ?? {};
  }
}

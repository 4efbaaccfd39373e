import type { TelemetryParts } from '@hawser/core/observe';

/** What a sending came to; code 0 is success. */
interface Result {
  code: number;
  error?: Error;
}

/** Tells in the log when what is sent no longer arrives, and when it does again; not of each loss in between. */
export class Reporter {
  readonly #what: string;
  readonly #log: TelemetryParts['log'];
  #failing = false;

  /** @param what is sent: `traces` or `metrics` */
  constructor(what: string, log: TelemetryParts['log']) {
    this.#what = what;
    this.#log = log;
  }

  /** The exporter itself, its results now heard. */
  watch<I, E extends { export(items: I, done: (result: Result) => void): void }>(exporter: E): E {
    const send = exporter.export.bind(exporter);
    exporter.export = (items, done) =>
      send(items, result => {
        this.#hear(result);
        done(result);
      });
    return exporter;
  }

  #hear({ code, error }: Result): void {
    const failed = code !== 0;
    if (failed === this.#failing) return;
    this.#failing = failed;
    if (failed)
      this.#log.warn({ err: error }, `${this.#what} can't be sent to OTEL.endpoint and are dropped`);
    else this.#log.info({}, `${this.#what} can be sent again`);
  }
}

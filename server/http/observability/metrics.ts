import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { BatchReport } from '../../ledger/ledger.js';
import type { SigningState } from '../../ledger/proof/keys.js';
import type { Integrity } from '../../reports/shared/summary.js';
import { OPERATIONS } from '../../ledger/model/operations.js';

const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const COMMIT_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const BATCH_SIZES = [1, 2, 4, 8, 16, 32, 64, 128];

/** Registry of process metrics (memory, processor, event loop), shared by all apps in the process. */
const processRegistry = new Registry();
let processObserved = false;

/**
 * Counts and measures for one app. No label takes a value that a client can make up, so the number of series stays bounded.
 */
export class Metrics {
  readonly #registry = new Registry();

  readonly requestSeconds = new Histogram({
    name: 'nissmart_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer, by the pattern of the route.',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_SECONDS,
    registers: [this.#registry],
  });

  readonly operationSeconds = new Histogram({
    name: 'nissmart_graphql_operation_duration_seconds',
    help: 'Time to execute a GraphQL operation, by its type and top-level field; REST requests are operations too.',
    labelNames: ['type', 'field', 'code'],
    buckets: REQUEST_SECONDS,
    registers: [this.#registry],
  });

  readonly #batchSize = new Histogram({
    name: 'nissmart_ledger_batch_size',
    help: 'Commands that shared one unit of work.',
    buckets: BATCH_SIZES,
    registers: [this.#registry],
  });

  readonly #batchSeconds = new Histogram({
    name: 'nissmart_ledger_batch_duration_seconds',
    help: 'Time to settle and commit one unit of work.',
    buckets: COMMIT_SECONDS,
    registers: [this.#registry],
  });

  readonly #outcomes = new Counter({
    name: 'nissmart_ledger_outcomes_total',
    help: 'Commands that the ledger has answered. The code is OK or that of the error.',
    labelNames: ['operation', 'code', 'replayed'],
    registers: [this.#registry],
  });

  readonly #refused = new Counter({
    name: 'nissmart_http_refused_total',
    help: 'Requests that were refused because the server had too much to do.',
    registers: [this.#registry],
  });

  readonly streamEvents = new Counter({
    name: 'nissmart_live_events_total',
    help: 'Events that were sent on live streams, by the field that is subscribed to.',
    labelNames: ['field'],
    registers: [this.#registry],
  });

  constructor() {
    if (processObserved) return;
    processObserved = true;
    collectDefaultMetrics({ register: processRegistry });
  }

  readonly observeBatch = ({ size, seconds, outcomes }: BatchReport): void => {
    this.#batchSize.observe(size);
    this.#batchSeconds.observe(seconds);
    for (const { operation, code, replayed } of outcomes) {
      this.#outcomes.inc({
        operation: operation === 'expire' ? operation : OPERATIONS[operation].mutation,
        code,
        replayed: String(replayed),
      });
    }
  };

  readonly countRefused = (): void => {
    this.#refused.inc();
  };

  /** Adds metrics of the ledger that are read at each scrape. */
  watchLedger(ledger: { readonly queueLength: number }, units: { readonly accepting: boolean }): void {
    this.#gauge(
      'nissmart_ledger_queue_length',
      'Commands that wait for a unit of work.',
      () => ledger.queueLength,
    );
    this.#gauge(
      'nissmart_ledger_accepting',
      '1 while the ledger takes writes, 0 once an outcome is unknown.',
      () => Number(units.accepting),
    );
  }

  /** Adds metrics of the last verification and the last checkpoint; reads them from the database at each scrape. */
  watchIntegrity(
    read: () => Promise<
      Pick<Integrity, 'problems' | 'lastVerifiedAt' | 'lastFullVerifiedAt' | 'lastCheckpoint'>
    >,
  ): void {
    let current: ReturnType<typeof read> | undefined;
    // One scrape asks for all of them at once.
    const shared = async (): ReturnType<typeof read> =>
      (current ??= read().finally(() => (current = undefined)));
    const seconds = (at: Date | null | undefined): number => (at ? at.getTime() / 1000 : Number.NaN);
    this.#gauge(
      'nissmart_integrity_problems',
      'Problems that the last verification of the books found.',
      async () => (await shared()).problems ?? Number.NaN,
    );
    this.#gauge(
      'nissmart_integrity_verified_timestamp_seconds',
      'The moment whose books were proved last, of what was new or of everything.',
      async () => seconds((await shared()).lastVerifiedAt),
    );
    this.#gauge(
      'nissmart_integrity_fully_verified_timestamp_seconds',
      'The moment whose books were proved last as a whole.',
      async () => seconds((await shared()).lastFullVerifiedAt),
    );
    this.#gauge(
      'nissmart_checkpoint_number',
      'The number of the last signed checkpoint.',
      async () => (await shared()).lastCheckpoint?.number ?? 0,
    );
    this.#gauge('nissmart_checkpoint_timestamp_seconds', 'When the last checkpoint was signed.', async () =>
      seconds((await shared()).lastCheckpoint?.createdAt),
    );
  }

  watchSigning(state: SigningState): void {
    this.#gauge(
      'nissmart_signing_ready',
      '1 while checkpoints are signed, 0 while the signing key is missing or not the one that the database was signed with.',
      () => Number(state === 'READY'),
    );
  }

  /** Adds a metric of open alerts, one for each threshold; reads them from the database at each scrape. */
  watchRisk(
    read: () => Promise<
      readonly { readonly kind: string; readonly currency: string; readonly open: boolean }[]
    >,
  ): void {
    new Gauge({
      name: 'nissmart_risk_alert',
      help: '1 while a figure of risk is beyond its threshold, else 0. There is one for each threshold that is set.',
      labelNames: ['kind', 'currency'],
      registers: [this.#registry],
      async collect() {
        const thresholds = await read();
        this.reset();
        for (const { kind, currency, open } of thresholds) this.set({ kind, currency }, Number(open));
      },
    });
  }

  watchStreams(streams: { readonly size: number }): void {
    this.#gauge('nissmart_live_streams', 'Live streams that are open.', () => streams.size);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Prints all metrics in the Prometheus text format. */
  async print(): Promise<string> {
    return Registry.merge([this.#registry, processRegistry]).metrics();
  }

  #gauge(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      async collect() {
        this.set(await read());
      },
    });
  }
}

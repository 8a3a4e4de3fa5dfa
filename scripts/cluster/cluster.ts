import { mkdirSync, writeFileSync } from 'node:fs';
import { buildIfNeeded } from '../build-if-needed.js';
import { commandsOf } from './commands.js';
import { makeDatabase } from './database.js';
import { prepareFolder, type ClusterFolder } from './folder.js';
import { freePorts, takenPort, type Ports } from './ports.js';
import { postmasterOf } from './postmaster.js';
import { canReach, databaseUser, missingPackages } from './programs.js';
import { members, type Layout } from './settings.js';
import { Supervised, type Command } from './supervised.js';
import { answerOf, until } from './waiting.js';

export interface ClusterOptions {
  /** Keeps everything from one start to the next. */
  readonly folder: string;
  /** Free ones unless given. */
  readonly ports?: Ports;
  readonly nodes?: number;
  readonly databases?: number;
  readonly pooler?: boolean;
  /** Settings of the nodes beside those that the cluster makes. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly onProgress?: (doing: string) => void;
  /** Called when a process ends that was not told to. */
  readonly onLoss?: (name: string, exit: string) => void;
  /** Gives up starting. */
  readonly signal?: AbortSignal;
}

/** A mistake of whoever starts a cluster, in one line. */
export class ClusterError extends Error {}

/** Times that processes get to end by themselves, in milliseconds; a node gives up after 30 seconds. */
const NODE_STOP_MS = 40_000;
const STOP_MS = 60_000;

/** PostgreSQL with a standby, a balancer and several nodes on this machine. */
export class Cluster {
  readonly #processes = new Map<string, Supervised>();
  readonly #commands: ReturnType<typeof commandsOf>;
  /** Processes that end because they were told to. */
  readonly #told = new Set<Supervised>();
  #stopping: Promise<void> | undefined;

  constructor(
    readonly layout: Layout,
    private readonly kept: ClusterFolder,
    private readonly options: ClusterOptions,
  ) {
    this.#commands = commandsOf(layout, kept, {
      NISSMART_DEMO: '0',
      NISSMART_PUBLIC_URL: this.url,
      ...options.env,
      ...this.commandEnvironment,
      NISSMART_TRUST_PROXY: '1',
    });
  }

  /** Address of the balancer in front of the nodes. */
  get url(): string {
    return `http://127.0.0.1:${this.layout.ports.balancer}`;
  }

  /** Addresses of the nodes themselves. */
  get nodes(): readonly { readonly url: string }[] {
    return members(this.layout.nodes).map((member) => ({
      url: `http://127.0.0.1:${this.layout.ports.node(member)}`,
    }));
  }

  /** The database as the nodes reach it: always the primary. */
  get databaseUrl(): string {
    const { ports, pooler } = this.layout;
    const port = pooler ? ports.pooler : ports.database;
    return `postgres://nissmart:${this.kept.passwords.nissmart}@127.0.0.1:${port}/nissmart`;
  }

  /** The environment of commands of `nissmart` that work on the same books. */
  get commandEnvironment(): Record<string, string> {
    return {
      DATABASE_URL: this.databaseUrl,
      NISSMART_SIGNING_KEY_FILE: this.kept.keys.signing,
      NISSMART_ENCRYPTION_KEY_FILE: this.kept.keys.encryption,
    };
  }

  get logs(): string {
    return this.kept.logs;
  }

  /** Writes the environment for commands of `nissmart` into a file. @returns Its path. */
  writeEnvironment(): string {
    const path = `${this.layout.folder}/environment`;
    const lines = Object.entries(this.commandEnvironment).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(path, lines.join(''), { mode: 0o600 });
    return path;
  }

  /** Starts everything in order; each waits for the states that it needs. */
  async start(): Promise<void> {
    const { ports } = this.layout;
    const { etcd, databases, balancer, others, nodes } = this.#commands;
    const doing = this.options.onProgress ?? (() => undefined);
    doing('etcd');
    this.#launch(etcd);
    await this.#until('etcd', async () => (await answerOf(ports.etcd, '/health')) !== undefined);
    doing('PostgreSQL, a primary and a synchronous standby');
    for (const each of databases) this.#launch(each);
    await this.untilReplicating();
    doing('the balancer');
    this.#launch(balancer);
    await this.#until('the balancer to lead to the primary', async () =>
      makeDatabase(ports.database, this.kept.passwords),
    );
    for (const each of others) this.#launch(each);
    doing('the nodes');
    // Those that are to fill in the demo data would be in each other's way.
    const first = this.options.env?.NISSMART_DEMO === '1' ? nodes.slice(0, 1) : [];
    for (const group of [first, nodes.slice(first.length)]) {
      for (const each of group) this.#launch(each);
      await Promise.all(group.map(async ({ name }) => this.#untilServing(name)));
    }
  }

  /** Process ids by name, of what runs. */
  get pids(): ReadonlyMap<string, number> {
    const running = [...this.#processes.values()].filter((process) => process.running);
    return new Map(running.map(({ name, pid }) => [name, pid]));
  }

  /** The name of the database that is the primary, if there is one. */
  async primary(): Promise<string | undefined> {
    return this.#databaseIn('/primary');
  }

  /** Waits for a primary and a standby that confirms its commits. */
  async untilReplicating(): Promise<void> {
    await this.#until(
      'a primary with a synchronous standby',
      async () =>
        (await this.primary()) !== undefined && (await this.#databaseIn('/synchronous')) !== undefined,
    );
  }

  /** Waits for a primary that is another one than before. */
  async untilPrimaryIsNot(before: string): Promise<void> {
    await this.#until('another primary', async () => ![undefined, before].includes(await this.primary()));
  }

  /** Kills the primary and its Patroni, as when its machine is gone. @returns Its name. */
  async killPrimary(): Promise<string> {
    const name = await this.primary();
    if (name === undefined) throw new Error('There is no primary');
    await this.kill(name);
    return name;
  }

  /** Kills a process by its name, a database with it. */
  async kill(name: string): Promise<void> {
    const process = this.#process(name);
    this.#told.add(process);
    await process.kill();
    await this.#endDatabase(name, 'SIGKILL');
  }

  /** Asks a process to end. @returns Its exit code, or the signal that it took. */
  async end(name: string): Promise<string> {
    const process = this.#process(name);
    this.#told.add(process);
    await process.stop(name.startsWith('node') ? NODE_STOP_MS : STOP_MS);
    return process.exit;
  }

  /** Starts a process again that has ended; a node is ready then, and has requests again. */
  async restart(name: string): Promise<void> {
    if (this.#stopping || this.#processes.get(name)?.running === true) return;
    const { etcd, databases, balancer, others, nodes } = this.#commands;
    const command = [etcd, ...databases, balancer, ...others, ...nodes].find((each) => each.name === name);
    if (!command) throw new Error(`There is no ${name}`);
    this.#launch(command);
    if (nodes.includes(command)) await this.#untilServing(name);
  }

  /** Ends all processes, each before those that it needs. */
  async stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  /** Ends all processes at once. */
  killAll(): void {
    for (const process of this.#processes.values()) {
      this.#told.add(process);
      void process.kill();
      const postmaster = postmasterOf(this.layout.folder, process.name);
      if (postmaster !== undefined) signal(postmaster, 'SIGKILL');
    }
  }

  async #stopAll(): Promise<void> {
    const { etcd, databases, balancer, others, nodes } = this.#commands;
    for (const group of [nodes, [balancer, ...others], databases, [etcd]]) {
      const running = group.filter(({ name }) => this.#processes.get(name)?.running === true);
      await Promise.all(running.map(async ({ name }) => this.end(name)));
    }
    // A database outlives a Patroni that was killed.
    await Promise.all(databases.map(async ({ name }) => this.#endDatabase(name, 'SIGQUIT')));
  }

  async #endDatabase(name: string, by: NodeJS.Signals): Promise<void> {
    const { folder } = this.layout;
    const postmaster = postmasterOf(folder, name);
    if (postmaster === undefined) return;
    signal(postmaster, by);
    await until(`the end of ${name}`, async () => Promise.resolve(postmasterOf(folder, name) !== postmaster));
  }

  #launch(command: Command): void {
    const process = new Supervised(command, this.kept.logs);
    this.#processes.set(command.name, process);
    void process.ended.then(() => {
      if (!this.#told.has(process) && !this.#stopping) this.options.onLoss?.(process.name, process.exit);
    });
  }

  #process(name: string): Supervised {
    const process = this.#processes.get(name);
    if (!process) throw new Error(`There is no ${name}`);
    return process;
  }

  /** Waits until a node is ready and the balancer knows it. */
  async #untilServing(name: string): Promise<void> {
    await this.#until(`${name} to serve`, async () => {
      if (!this.#process(name).running) throw new Error(`${name} ended; see ${this.logs}/${name}.log`);
      const figures = await answerOf(this.layout.ports.balancerFigures, '/;csv');
      const row = figures?.split('\n').find((line) => line.startsWith(`nissmart,${name},`));
      return row?.split(',')[17] === 'UP' && (await this.#isReady(name));
    });
  }

  async #isReady(name: string): Promise<boolean> {
    const port = this.layout.ports.node(Number(name.slice('node'.length)));
    return (await answerOf(port, '/health/ready')) !== undefined;
  }

  /** The first database whose Patroni says yes to a question. */
  async #databaseIn(question: string): Promise<string | undefined> {
    const all = members(this.layout.databases);
    const answers = await Promise.all(
      all.map(async (member) => answerOf(this.layout.ports.patroni(member), question)),
    );
    const member = all.find((_, index) => answers[index] !== undefined);
    return member === undefined ? undefined : `postgres${member}`;
  }

  async #until(what: string, isThere: () => Promise<boolean>): Promise<void> {
    await until(what, isThere, this.options.signal);
  }
}

function signal(pid: number, by: NodeJS.Signals): void {
  try {
    process.kill(pid, by);
  } catch {
    // It has just ended.
  }
}

/** Starts a cluster; when that fails, nothing of it is left running. @throws ClusterError */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { folder, nodes = 3, databases = 2, pooler = false } = options;
  const missing = missingPackages();
  if (missing.length > 0) {
    throw new ClusterError(`programs are missing here: apt-get install -y ${missing.join(' ')}`);
  }
  const ports = options.ports ?? (await freePorts());
  const taken = await takenPort(ports);
  if (taken !== undefined) {
    throw new ClusterError(`port ${taken} is in use, and a cluster needs those from ${ports.base} on`);
  }
  mkdirSync(folder, { recursive: true });
  const layout: Layout = { folder, ports, nodes, databases, pooler };
  const kept = prepareFolder(layout);
  const user = databaseUser();
  if (!canReach(`${folder}/databases`, user)) {
    throw new ClusterError(
      `the user postgres cannot get to ${folder}: give a folder that others may pass through`,
    );
  }
  await buildIfNeeded();
  const cluster = new Cluster(layout, kept, options);
  try {
    await cluster.start();
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster;
}

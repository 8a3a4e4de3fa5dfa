import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, globSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from '../folders.js';
import { familyCpuSeconds } from '../processor-time.js';

/** Start of a line of the log: the code of what went wrong, which tells contention from faults. */
const LOG_PREFIX = '%e ';

const TOOLS = ['initdb', 'postgres', 'psql', 'createdb', 'pgbench'] as const;
type Tool = (typeof TOOLS)[number];

/** PostgreSQL of this machine, on a folder of its own. */
export interface Cluster {
  readonly folder: string;
  /** Runs one of its programs and returns what it printed. */
  run(tool: Tool, args: readonly string[]): Promise<string>;
  /** The address of a database, for whoever comes over TCP. */
  url(database: string): string;
  /** Time on the processor that the server has used so far, all of its processes together, in seconds. */
  cpuSeconds(): number;
  /** Numbers of errors that the server has told of so far, by SQLSTATE. */
  readonly errors: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** Finds PostgreSQL's programs: on the path, or where Debian puts them. @returns The name of one that is missing, if any. */
export function missingTool(): Tool | undefined {
  return TOOLS.find((tool) => pathOf(tool) === undefined);
}

function pathOf(tool: Tool): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, tool));
  // Debian's own folder first: what lies on the path may be a program without its libraries.
  const found = [...globSync(`/usr/lib/postgresql/*/bin/${tool}`).toSorted().toReversed(), ...onPath];
  return found.find((path) => existsSync(path));
}

/**
 * Starts PostgreSQL with the durability that it has by default, for this machine alone.
 *
 * @param settings Further ones, such as `max_connections=300`.
 */
export async function startCluster(settings: readonly string[] = ['max_connections=50']): Promise<Cluster> {
  const folder = makeFolder();
  const user = unprivileged();
  if (user) {
    chownSync(folder, user.uid, user.gid);
    chmodSync(folder, 0o700);
  }
  const port = await freePort();
  const start = (tool: Tool, args: readonly string[]) =>
    spawn(pathOf(tool) ?? tool, args, {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        PGHOST: folder,
        PGPORT: String(port),
        PGUSER: 'postgres',
        PGDATABASE: 'postgres',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...user,
    });
  const run = async (tool: Tool, args: readonly string[]): Promise<string> => {
    const child = start(tool, args);
    let [said, complained] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`${tool} ended with ${String(code)}: ${complained}`);
    return said;
  };
  const data = join(folder, 'data');
  const texts = ['--encoding=UTF8', '--locale=C'];
  await run('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', ...texts]);
  const all = [
    ...['listen_addresses=127.0.0.1', `port=${String(port)}`, `unix_socket_directories=${folder}`],
    ...[`log_line_prefix=${LOG_PREFIX}`, 'lc_messages=C', ...settings],
  ];
  const server = start('postgres', ['-D', data, ...all.flatMap((setting) => ['-c', setting])]);
  server.stdout.resume();
  const errors = new Map<string, number>();
  createInterface(server.stderr).on('line', (line) => {
    const code = /^(\w{5}) ERROR: /.exec(line)?.[1];
    if (code !== undefined) errors.set(code, (errors.get(code) ?? 0) + 1);
  });
  while (!(await run('psql', ['-c', 'select 1']).then(Boolean, () => false))) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${String(server.exitCode)}`);
    await sleep(100);
  }
  return {
    folder,
    run,
    url: (database) => `postgres://postgres@127.0.0.1:${String(port)}/${database}`,
    cpuSeconds: () => familyCpuSeconds(server.pid ?? 0),
    errors,
    async stop() {
      const ended = once(server, 'exit');
      // PostgreSQL closes all connections and stops.
      server.kill('SIGINT');
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  await once(listener, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port');
  return address.port;
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made, or as nobody. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number => {
    const ofPostgres = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
    const printed = ofPostgres.status === 0 ? ofPostgres.stdout : spawnSync('id', [flag, 'nobody']).stdout;
    return Number(String(printed).trim());
  };
  return { uid: idOf('-u'), gid: idOf('-g') };
}

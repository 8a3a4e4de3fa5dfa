import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from '../folders.js';

const TOOLS = ['initdb', 'postgres', 'psql', 'pgbench'] as const;
type Tool = (typeof TOOLS)[number];

/** PostgreSQL of this machine, on a folder of its own. */
export interface Cluster {
  readonly folder: string;
  /** Runs one of its programs and returns what it printed. */
  run(tool: Tool, args: readonly string[]): Promise<string>;
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

/** Starts PostgreSQL with the durability that it has by default, listening on a socket in its folder alone. */
export async function startCluster(): Promise<Cluster> {
  const folder = makeFolder();
  const user = unprivileged();
  if (user) {
    chownSync(folder, user.uid, user.gid);
    chmodSync(folder, 0o700);
  }
  const start = (tool: Tool, args: readonly string[]) =>
    spawn(pathOf(tool) ?? tool, args, {
      cwd: folder,
      env: { PATH: process.env.PATH, PGHOST: folder, PGUSER: 'postgres', PGDATABASE: 'postgres' },
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
  await run('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync']);
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'max_connections=50'];
  const server = start('postgres', ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]);
  server.stdout.resume();
  server.stderr.resume();
  while (!(await run('psql', ['-c', 'select 1']).then(Boolean, () => false))) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${String(server.exitCode)}`);
    await sleep(100);
  }
  return {
    folder,
    run,
    async stop() {
      const ended = once(server, 'exit');
      // PostgreSQL closes all connections and stops.
      server.kill('SIGINT');
      await ended;
    },
  };
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

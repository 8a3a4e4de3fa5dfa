import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of a second in /proc, the same on every Linux. */
const TICKS_A_SECOND = 100;

interface Times {
  readonly parent: number;
  /** Time of the process itself, in seconds. */
  readonly own: number;
  /** Time of its children that have ended. */
  readonly ended: number;
}

/** Returns the time on the processor that a process has used so far, all of its threads together, in seconds. */
export function cpuSecondsOf(pid: number): number {
  return timesOf(pid).own;
}

/** Returns the same for a process with its children, those that have ended included. */
export function familyCpuSeconds(pid: number): number {
  const { own, ended } = timesOf(pid);
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readIfThere(Number(name)))
    .filter(({ parent }) => parent === pid);
  return children.reduce((sum, child) => sum + child.own, own + ended);
}

/** Returns the time of the children of this process that have ended: of the programs that it has run. */
export function endedChildrenCpuSeconds(): number {
  return timesOf(process.pid).ended;
}

function readIfThere(pid: number): Times[] {
  try {
    return [timesOf(pid)];
  } catch {
    // It has ended since the folder was read.
    return [];
  }
}

function timesOf(pid: number): Times {
  // The name of the process, in parentheses, may hold anything; the fields are counted from behind it.
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const seconds = (...places: number[]) =>
    places.reduce((sum, place) => sum + Number(fields[place]), 0) / TICKS_A_SECOND;
  return { parent: Number(fields[1]), own: seconds(11, 12), ended: seconds(13, 14) };
}

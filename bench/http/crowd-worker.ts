import { createConnection, type Socket } from 'node:net';
import type { CrowdResult, CrowdTask } from './crowd.js';
import { KEY, onTheWire } from './requests.js';

/** Time between two looks at the clock, in milliseconds. */
const TICK_MS = 4;

process.on('message', (task: CrowdTask) => {
  void crowd(task).then((result) => process.send?.(result));
});

/** A connection, with the moment at which its request was due while it has one. */
interface Line {
  readonly socket: Socket;
  dueAt: number | undefined;
  text: string;
}

/**
 * Lets requests arrive by the clock, whether or not earlier ones have been answered, until the time is over. Each takes a
 * connection on which nobody waits, or opens one; it is hung up on when nothing has come within the callers' patience.
 */
async function crowd(task: CrowdTask): Promise<CrowdResult> {
  const { perSecond, seconds, warmUpSeconds, connections, patienceMs, requests, key } = task;
  const { hostname: host, port } = new URL(task.address);
  const keyLength = key.start.length + key.digits;
  const texts = requests.map((request) => onTheWire(request, task.address, keyLength));
  const idle: Line[] = [];
  const waiting = new Set<Line>();
  const latenciesMs: number[] = [];
  const refusalsMs: number[] = [];
  const found = {
    arrived: 0,
    served: 0,
    refused: 0,
    gaveUp: 0,
    noConnection: 0,
    lost: 0,
    failed: 0,
    first: '',
  };
  let open = 0;
  let made = 0;
  const startedAt = performance.now();
  const countsFrom = startedAt + warmUpSeconds * 1000;
  const countsTo = countsFrom + seconds * 1000;
  const counts = (at: number): boolean => at >= countsFrom && at < countsTo;

  const answered = (line: Line, status: number, body: string): void => {
    const { dueAt = 0 } = line;
    const now = performance.now();
    waiting.delete(line);
    line.dueAt = undefined;
    idle.push(line);
    if (!counts(now)) return;
    if (body.includes('"UNAVAILABLE"')) {
      found.refused += 1;
      refusalsMs.push(now - dueAt);
    } else if (status < 300 && !body.includes('"errors"')) {
      found.served += 1;
      latenciesMs.push(now - dueAt);
    } else {
      found.failed += 1;
      found.first ||= `${String(status)} ${body}`;
    }
  };

  const dial = (): Line => {
    const socket = createConnection({ host, port: Number(port), noDelay: true });
    const line: Line = { socket, dueAt: undefined, text: '' };
    open += 1;
    socket.setEncoding('latin1').on('data', (part: string) => {
      line.text += part;
      const head = line.text.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(line.text.slice(0, head))?.[1]);
      const end = head + 4 + length;
      if (line.text.length < end) return;
      const [status, body] = [Number(line.text.slice(9, 12)), line.text.slice(head + 4, end)];
      line.text = line.text.slice(end);
      if (line.dueAt !== undefined) answered(line, status, body);
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      open -= 1;
      if (waiting.delete(line) && counts(performance.now())) found.lost += 1;
      const place = idle.indexOf(line);
      if (place >= 0) idle.splice(place, 1);
    });
    return line;
  };

  const arrive = (dueAt: number): void => {
    if (counts(dueAt)) found.arrived += 1;
    const line = idle.pop() ?? (open < connections ? dial() : undefined);
    if (!line) {
      if (counts(dueAt)) found.noConnection += 1;
      return;
    }
    const text = texts[made % texts.length] ?? '';
    made += 1;
    line.dueAt = dueAt;
    waiting.add(line);
    line.socket.write(text.replace(KEY, `${key.start}${String(made).padStart(key.digits, '0')}`));
  };

  const giveUp = (now: number): void => {
    // They began to wait in this order.
    for (const line of waiting) {
      if (now - (line.dueAt ?? now) < patienceMs) break;
      waiting.delete(line);
      if (counts(now)) found.gaveUp += 1;
      line.socket.destroy();
    }
  };

  for (let now = startedAt, arrivals = 0; now < countsTo; now = performance.now()) {
    giveUp(now);
    for (; arrivals < ((now - startedAt) / 1000) * perSecond; arrivals += 1)
      arrive(startedAt + (arrivals / perSecond) * 1000);
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  for (const line of [...waiting, ...idle]) line.socket.destroy();
  return { ...found, seconds, latenciesMs, refusalsMs };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from '@jest/globals';
import { cpuSecondsOf, endedChildrenCpuSeconds, familyCpuSeconds } from '../../bench/processor-time.js';
import { testOnLinux } from '../support/linux.js';

const BUSY_SECONDS = 0.3;
/** Uses the processor for so long, says so, and ends with its standard input. */
const BUSY = `while (process.cpuUsage().user < ${String(BUSY_SECONDS * 1e6)});
  console.log('done'); process.stdin.resume();`;

testOnLinux('Time on the processor is that of children who run and of those who have ended', async () => {
  const before = { family: familyCpuSeconds(process.pid), ended: endedChildrenCpuSeconds() };
  const child = spawn(process.execPath, ['-e', BUSY], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const running = cpuSecondsOf(child.pid ?? 0);
  expect(running).toBeGreaterThanOrEqual(BUSY_SECONDS);
  expect(familyCpuSeconds(process.pid) - before.family).toBeGreaterThanOrEqual(running);
  child.stdin.end();
  await once(child, 'close');
  expect(endedChildrenCpuSeconds() - before.ended).toBeGreaterThanOrEqual(running);
  expect(familyCpuSeconds(process.pid) - before.family).toBeGreaterThanOrEqual(running);
});

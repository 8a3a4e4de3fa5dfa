import { expect } from '@jest/globals';
import { User } from '../support/api.js';
import { serve } from '../support/process.js';
import { rounds } from '../support/rounds.js';
import { inject, testTraced } from '../support/strace.js';
import { stage, storedKeys, type Stage } from './stage.js';

/** Number of writes that a full disk still takes, at most; a deposit makes more. */
const WRITES_MAX = 24;
/** The test fills the disk after the first write, and after each so many more. */
const WRITES_STEP = rounds(8, 1);

/** Lets calls on the database and its log fail. */
async function breakDisk({ process, path }: Stage, what: string): Promise<() => Promise<void>> {
  return inject(process.child.pid, what, [path, `${path}-wal`]);
}

const UNAVAILABLE = { status: 503, code: 'UNAVAILABLE', retryable: true };

testTraced(
  'When the disk cannot be read, then everybody is told to come again, and once it can be, all is as it was',
  async () => {
    const s = await stage();
    const { amina, walletId, process } = s;
    expect((await amina.deposit(walletId, '1.00', { key: 'before' })).status).toBe(201);

    const heal = await breakDisk(s, 'pread64:error=EIO');
    for (const path of ['/api/me', '/api/wallets', `/api/wallets/${walletId}`, '/api/transactions']) {
      const answer = await amina.get(path);
      expect(answer.body).toMatchObject(UNAVAILABLE);
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    const { body } = await amina.graphql('{ wallets { nodes { id } } }');
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE', retryable: true } }] });
    expect((await amina.deposit(walletId, '2.00', { key: 'while' })).body).toMatchObject(UNAVAILABLE);
    expect((await amina.get('/health/ready')).body).toEqual({ status: 'unavailable', reasons: ['database'] });

    await heal();
    expect((await amina.get('/health/ready')).status).toBe(200);
    expect((await amina.get(`/api/wallets/${walletId}`)).text('balance.posted.amount')).toBe('1.00');
    const again = await amina.deposit(walletId, '2.00', { key: 'while' });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, null]);
    expect(await process.stop()).toMatchObject({ code: 0 });
    expect(await storedKeys(s.path)).toEqual(['before', 'while']);
  },
);

testTraced(
  'When the disk is full, then nothing is stored and nobody told so, reads go on, and so do writes once there is room',
  async () => {
    const s = await stage();
    const { amina, walletId, process } = s;
    const keys: string[] = [];
    for (let writes = 0; writes <= WRITES_MAX; writes += WRITES_STEP) {
      const key = `after-${writes}`;
      const heal = await breakDisk(s, `pwrite64:error=ENOSPC:when=${writes + 1}+`);
      const refused = await amina.deposit(walletId, '1.00', { key });
      expect(refused.body).toMatchObject({ ...UNAVAILABLE, detail: expect.stringContaining('full') });
      expect((await amina.get('/api/wallets')).list('data')).toHaveLength(1);
      await heal();
      const stored = await amina.deposit(walletId, '1.00', { key });
      expect([stored.status, stored.headers.get('idempotency-replayed')]).toEqual([201, null]);
      keys.push(key);
    }
    await breakDisk(s, 'pwrite64:error=ENOSPC:when=9+');
    expect((await amina.deposit(walletId, '1.00', { key: 'last' })).body).toMatchObject(UNAVAILABLE);
    await process.stop('SIGKILL');
    expect(await storedKeys(s.path)).toEqual(keys.sort());
  },
);

testTraced(
  'When a flush to the disk fails, then nobody is told that it is stored, the process ends, and the next one knows',
  async () => {
    const s = await stage();
    const { amina, walletId, process, path } = s;
    expect((await amina.deposit(walletId, '1.00', { key: 'before' })).status).toBe(201);
    await breakDisk(s, 'fsync,fdatasync:error=EIO');
    const answers = await Promise.all(
      ['1', '2', '3'].map(async (key) => amina.deposit(walletId, '1.00', { key }).catch(() => undefined)),
    );
    const codes = new Set(answers.map((answer) => answer?.at('code')));
    expect(codes).toContain('OUTCOME_UNKNOWN');
    expect([...codes].filter((code) => code !== 'OUTCOME_UNKNOWN' && code !== 'UNAVAILABLE')).toEqual([]);
    expect(await process.ended).toMatchObject({ code: 1 });

    const next = await serve({ DATABASE_URL: `sqlite:${path}` });
    const again = new User(next, amina.id, amina.email, amina.token);
    for (const key of ['before', '1', '2', '3'])
      expect((await again.deposit(walletId, '1.00', { key })).status).toBe(201);
    expect((await again.get(`/api/wallets/${walletId}`)).text('balance.posted.amount')).toBe('4.00');
    await next.process.stop();
    expect(await storedKeys(path)).toEqual(['1', '2', '3', 'before']);
  },
);

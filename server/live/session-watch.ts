import type { Viewer } from '../identity/model/viewer.js';
import type { Viewers } from '../identity/sessions/viewers.js';
import type { Changes } from '../ledger/database/changes.js';
import type { OpenStream } from './open-streams.js';
import { ReadPacer } from './read-pacer.js';

/**
 * Closes a stream when its viewer loses access: at once when this process ended the session, revoked the API token or
 * suspended the user; within seconds when the session expired or another process ended it.
 */
export async function closeWhenSignedOut(
  stream: Pick<OpenStream, 'signal' | 'close'>,
  viewer: Viewer,
  viewers: Pick<Viewers, 'isSignedIn' | 'isSuspended'>,
  changes: Changes,
): Promise<void> {
  const pacer = new ReadPacer(changes, [viewer.credential.id, viewer.userId], stream.signal);
  while (await pacer.next()) {
    if (await viewers.isSignedIn(viewer)) continue;
    stream.close((await viewers.isSuspended(viewer)) ? 'suspended' : 'signed out');
  }
}

import type { Viewer } from '../identity/model/viewer.js';
import type { Viewers } from '../identity/sessions/viewers.js';
import type { Changes } from '../ledger/database/changes.js';
import type { OpenStream } from './open-streams.js';
import { Turns } from './turns.js';

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
  const turns = new Turns(changes, [viewer.credential.id, viewer.userId], stream.signal);
  while (await turns.next()) {
    if (await viewers.isSignedIn(viewer)) continue;
    stream.close((await viewers.isSuspended(viewer)) ? 'suspended' : 'signed out');
  }
}

import type { ApiTokens } from './api-tokens.js';
import type { Sessions } from './sessions.js';
import { API_TOKEN_PREFIX } from '../model/tokens.js';
import type { Viewer } from '../model/viewer.js';

/** Finds the viewer of a request by its credential. */
export class Viewers {
  constructor(
    private readonly sessions: Pick<Sessions, 'viewerOf' | 'isSignedIn' | 'isSuspended'>,
    private readonly apiTokens: Pick<ApiTokens, 'viewerOf' | 'isUsable'>,
  ) {}

  /** @param token Of a session or for the API. @returns Null when it is not valid (any more). */
  async ofBearer(token: string): Promise<Viewer | null> {
    return token.startsWith(API_TOKEN_PREFIX)
      ? this.apiTokens.viewerOf(token)
      : this.sessions.viewerOf(token);
  }

  /** @param token Of a session: browsers are never given any other. */
  async ofCookie(token: string): Promise<Viewer | null> {
    return this.sessions.viewerOf(token);
  }

  /** False once the viewer's session or token has ended, or stands for another role. */
  async isSignedIn(viewer: Viewer): Promise<boolean> {
    return viewer.credential.kind === 'API_TOKEN'
      ? this.apiTokens.isUsable(viewer)
      : this.sessions.isSignedIn(viewer);
  }

  /** Tells if a suspension is why a viewer is no longer signed in. */
  async isSuspended(viewer: Viewer): Promise<boolean> {
    return this.sessions.isSuspended(viewer);
  }
}

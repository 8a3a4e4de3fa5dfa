import { earlyAnswer, otherPages } from '../shared/early/early';
import ui from '@nuxt/ui/vue-plugin';
import { createApp } from 'vue';
import App from './App.vue';
import { prefetchPages } from './prefetch';
import { makeClient } from './client/client';
import { goOnAfterReturn } from './go-on';
import { provideSession, Session } from '../shared/session/session';
import { keepLinkToken } from '../sign-in/link-token';
import { makeRouter } from './router';
import './style.css';

// Runs first, so that nothing else sees the token in the address.
keepLinkToken();
window.addEventListener('hashchange', keepLinkToken);

// The session sends people to the sign-in page, and the router asks the session: one of them has to come first.
const session: Session = new Session(
  makeClient,
  {
    onChanged: () => otherPages.postMessage(null),
    onEnded: () => void router.push({ path: '/sign-in', query: { next: currentPath() } }),
    onReplaced: (wasOfAnother) => {
      // Reloads, so that nothing of the former user is left in memory.
      if (wasOfAnother) location.replace('/');
      else location.reload();
    },
  },
  earlyAnswer(),
);
// A message from another page is not trusted: it is only a reason to ask the server.
otherPages.onmessage = () => void session.reload();
// Reloads a page from the back-forward cache: it may show the data of somebody who has signed out since.
window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
const router = makeRouter(session);
prefetchPages(router, session);
goOnAfterReturn(router);

function currentPath(): string {
  return router.currentRoute.value.fullPath;
}

const app = createApp(App);
provideSession(app, session);
app.use(router).use(ui).mount('#app');

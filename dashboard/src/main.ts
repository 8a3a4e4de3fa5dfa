import ui from '@nuxt/ui/vue-plugin';
import { createApp } from 'vue';
import App from './App.vue';
import { provideSession, Session } from './api/session';
import { makeRouter } from './router';
import './style.css';

// The session sends people to the sign-in page, and the router asks the session: one of them has to come first.
const session: Session = new Session(
  () => void router.push({ path: '/sign-in', query: { next: currentPath() } }),
);
const router = makeRouter(session);

function currentPath(): string {
  return router.currentRoute.value.fullPath;
}

const app = createApp(App);
provideSession(app, session);
app.use(router).use(ui).mount('#app');

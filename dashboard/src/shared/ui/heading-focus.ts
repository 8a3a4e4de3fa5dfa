import { nextTick } from 'vue';

/** The last navigation led to the heading of its page, and nobody has gone elsewhere since. */
let wanted = false;

addEventListener('focusin', ({ target }) => {
  if (!(target instanceof HTMLHeadingElement)) wanted = false;
});

/** A reader of the screen hears where the way led: the heading of the new page takes the focus. */
export function wantHeading(): void {
  void nextTick(() => {
    wanted = true;
    focusHeading();
  });
}

/** To be called when a heading has come late, or has taken the place of another one. */
export function focusHeading(): void {
  if (wanted) document.querySelector('h1')?.focus({ preventScroll: true });
}

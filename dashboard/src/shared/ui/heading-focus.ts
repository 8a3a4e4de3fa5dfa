import { nextTick } from 'vue';

/** True while the heading of the new page should take the focus; false once the focus has gone elsewhere. */
let wanted = false;

addEventListener('focusin', ({ target }) => {
  if (!(target instanceof HTMLHeadingElement)) wanted = false;
});

/** Has the heading of the new page take the focus, so that screen readers read it out. */
export function wantHeading(): void {
  void nextTick(() => {
    wanted = true;
    focusHeading();
  });
}

/** Focuses a heading that was rendered late, or that has replaced another one. */
export function focusHeading(): void {
  if (wanted) document.querySelector('h1')?.focus({ preventScroll: true });
}

import { createSharedComposable, useDark } from '@vueuse/core';

/** True while the theme is dark. Shared, because each instance makes the browser recompute every style. */
export const useTheme = createSharedComposable(() =>
  useDark({
    // The library would do it by a style element, which the content security policy refuses.
    disableTransition: false,
    onChanged: (_dark, change, mode) => atOnce(() => change(mode)),
  }),
);

/** Changes the theme without fading from one colour into the other. */
function atOnce(change: () => void): void {
  const { documentElement: root } = document;
  root.classList.add('theme-changing');
  change();
  // The browser has to work out the new styles before transitions are back.
  getComputedStyle(root).getPropertyValue('opacity');
  root.classList.remove('theme-changing');
}

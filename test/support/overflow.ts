import type { Page } from 'playwright-core';

/** Runs in the page; what it names is text that somebody would have to guess. */
const FIND = `(() => {
  const found = [];
  const scrolls = (style) => /auto|scroll/.test(style.overflowX);
  const clips = (style) => style.overflowX !== 'visible';
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) found.push('the page scrolls sideways, to ' + page.scrollWidth);

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!text.data.trim() || !text.parentElement.checkVisibility({ visibilityProperty: true })) continue;
    if (text.parentElement.closest('script, style, .sr-only')) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const { left, right, width } = range.getBoundingClientRect();
    if (width === 0) continue;
    const money = text.parentElement.closest('[data-money]');
    const say = (what) => found.push((money ?? text).textContent.trim().slice(0, 40) + ' ' + what);
    let cut = false;
    let element = text.parentElement;
    for (; element && element !== document.body; element = element.parentElement) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      // Not for the eye: what only a screen reader reads is in a box of one pixel.
      if (box.width <= 1) { cut = true; break; }
      const outside = right > box.right + 1 || left < box.left - 1;
      const framed = style.borderRightWidth !== '0px' || clips(style);
      if (framed && outside && !cut) {
        if (scrolls(style)) break;
        if (style.textOverflow === 'ellipsis' && !money) cut = true;
        else say('leaves ' + element.tagName + '.' + element.className);
        break;
      }
      // Elements fixed to the window lie in none of their ancestors.
      if (style.position === 'fixed') break;
    }
    if (!cut && !(element && scrolls(getComputedStyle(element))) && (right > page.clientWidth + 1 || left < -1)) {
      say('leaves the window');
    }
  }
  return [...new Set(found)].slice(0, 12);
})()`;

/** Texts that leave the window or the box they are in; none when everything can be read. Names may end in an ellipsis, amounts never. */
export async function overflowFindings(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(FIND);
}

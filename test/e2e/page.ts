import type { Browser, Locator, Page } from 'playwright-core';
import { type Language, WORDS, type Words } from '../../src/sandbox/page/words.ts';

/** What a page is opened with. */
interface Opening {
  readonly locale?: Language;
  readonly width?: number;
  readonly height?: number;
}

/** A page of the sandbox in a browser, and what went wrong in it. */
export interface Opened {
  readonly page: Page;
  /** The page's own words. */
  readonly words: Words;
  /** What the browser complained of, and what it asked of other hosts. */
  readonly troubles: readonly string[];
}

/** Opens the sandbox's page as a person with that language would. */
export async function openPage(
  browser: Browser,
  url: string,
  { locale = 'en-US', width = 1280, height = 800 }: Opening = {},
): Promise<Opened> {
  const page = await browser.newPage({
    viewport: { width, height },
    locale,
    timezoneId: 'Asia/Shanghai',
  });
  page.setDefaultTimeout(10_000);
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') troubles.push(request.url());
  });
  await page.goto(url);
  return { page, words: WORDS[locale], troubles };
}

/** The line where commands and messages are typed. */
export function composerOf(page: Page): Locator {
  return page.locator('.composer input[role=combobox]').first();
}

/** Types a command as a person would: its name chosen from the picker, its first option as text, and Enter. */
export async function typeCommand(page: Page, command: string, option = ''): Promise<void> {
  await composerOf(page).click();
  await page.keyboard.type(`/${command}`);
  await page
    .getByRole('option', { name: new RegExp(`^/${command}\\b`) })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  if (option !== '') await page.keyboard.type(option);
  await page.keyboard.press('Enter');
}

/** The first place in the channel where a text stands. */
export function said(page: Page, text: string | RegExp): Locator {
  return page.getByRole('log').getByText(text).first();
}

/** Takes a picture of the page into the folder that `SHOTS` names, where it names one. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}

/**
 * What is wrong with the page for those who do not see it or use no mouse: controls and pictures without a name, ids
 * that are there twice, and text whose contrast is below WCAG's 4.5 to 1 (3 to 1 for large text).
 * https://www.w3.org/TR/WCAG22/
 */
export async function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(FAULTS);
}

/** Runs in the page, so it is a text: this project's types have no documents. */
const FAULTS = String.raw`(() => {
  const faults = [];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden=true]');
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  const tell = (element) => element.outerHTML.slice(0, 120);
  const labelled = (element) =>
    element.getAttribute('aria-label') ||
    (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join('') ||
    [...(element.labels ?? [])].map((label) => label.textContent).join('') ||
    element.textContent.trim() ||
    element.querySelector('img[alt]')?.alt;
  for (const element of all('button, a[href], input, select, textarea, summary, [role=combobox], [role=listbox], [role=menu], dialog, nav, aside'))
    if (!labelled(element)) faults.push('without a name: ' + tell(element));
  for (const element of all('img')) if (!element.alt) faults.push('without words: ' + tell(element));
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) faults.push('twice: #' + id);
  for (const element of document.querySelectorAll('[aria-controls], [aria-activedescendant]'))
    for (const name of ['aria-controls', 'aria-activedescendant']) {
      const id = element.getAttribute(name);
      const expanded = element.getAttribute('aria-expanded') !== 'false';
      if (id && expanded && !document.getElementById(id)) faults.push(name + ' of nothing: ' + tell(element));
    }
  if (!document.documentElement.lang) faults.push('no language');
  const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) =>
    [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
      .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const over = (top, below) => {
    const a = top[3] ?? 1;
    return [0, 1, 2].map((i) => top[i] * a + below[i] * (1 - a));
  };
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour[3] === 0) continue;
      layers.push(colour);
      if ((colour[3] ?? 1) === 1) break;
    }
    return layers.reduceRight((below, top) => over(top, below), [0, 0, 0]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || seen.has(element) || !shown(element) || element.closest(':disabled, svg, [inert], option')) continue;
    seen.add(element);
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const below = ground(element);
    const [x, y] = [luminance(over(numbers(style.color), below)), luminance(below)].sort((a, b) => b - a);
    const contrast = (x + 0.05) / (y + 0.05);
    if (contrast < (isLarge ? 3 : 4.5)) faults.push('contrast ' + contrast.toFixed(2) + ': ' + tell(element));
  }
  return faults;
})()`;

import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startBrowser } from './browser.ts';
import { composerOf, faultsOf, type Opened, openPage, said, shoot, typeCommand } from './page.ts';
import { startTogether, type Together } from './together.ts';

let browser: Browser;
let together: Together;
let opened: Opened;
beforeAll(async () => {
  [browser, together] = await Promise.all([startBrowser(), startTogether({ at: '2026-04-08T02:00:00Z' })]);
});
afterAll(async () => {
  await browser.close();
  await together.end();
});
beforeEach(async () => {
  opened = await openPage(browser, together.sandbox.url);
});
afterEach(async () => {
  await opened.page.close();
  expect(opened.troubles).toEqual([]);
});

const say = async (words: string) => {
  await composerOf(opened.page).click();
  await opened.page.keyboard.type(words);
  await opened.page.keyboard.press('Enter');
  await said(opened.page, words).waitFor();
};

it('a message is written, and its menu finds what it names, by keyboard alone', async () => {
  const { page } = opened;
  await say('Who moved into the Hangzhou Blockchain Industrial Park? WeBank?');
  await page.keyboard.press('Shift+Tab');
  expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
    'Menu of this message',
  );
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Apps ▸ Find in the almanac' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, 'menu');
  await page.keyboard.press('Escape');
  expect(await page.getByRole('menu').count()).toBe(0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await said(page, 'Named in this message').waitFor();
  await said(page, 'Only you can see this').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, 'found');
  // What only one person sees has no menu.
  const answer = page.locator('.message').last();
  expect(await answer.getByRole('button', { name: 'Menu of this message' }).count()).toBe(0);
});

it('look-ups and the menu work in direct messages and where the bot is not, and nothing else is offered', async () => {
  const { page } = opened;
  for (const place of ['Chain Almanac', 'reading-room']) {
    await page.getByRole('button', { name: place, exact: true }).click();
    await composerOf(page).click();
    await page.keyboard.type('/');
    await page.getByRole('option', { name: /^\/park/ }).waitFor();
    expect(await page.getByRole('option', { name: /^\/(digest|record|settings)/ }).count()).toBe(0);
    await shoot(page, `place-${place.replace(' ', '-')}`);
    await page.keyboard.press('Backspace');
    await typeCommand(page, 'park');
    await said(page, 'Hangzhou Blockchain Industrial Park').waitFor();
    await page.locator('.message').last().getByRole('button', { name: 'Next' }).click();
    await said(page, /^2 \//).waitFor();
    await say(`WeBank in ${place}`);
    await page.locator('.message').last().hover();
    await page.getByRole('button', { name: 'Menu of this message' }).last().click();
    await page.getByRole('menuitem').click();
    await said(page, 'Only you can see this').waitFor();
  }
});

it('who has not installed the application is offered nothing where it is not', async () => {
  const { page } = opened;
  await page.getByRole('radio', { name: /Chen/ }).check();
  await page.getByRole('button', { name: 'reading-room' }).click();
  await composerOf(page).click();
  await page.keyboard.type('/park');
  await page.getByText('No command matches.').waitFor();
});

it('a command is opened by its mention in the help', async () => {
  const { page } = opened;
  await typeCommand(page, 'help');
  await page.getByRole('button', { name: '/digest preview', exact: true }).click();
  await page.getByRole('form', { name: '/digest preview' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
});

it('the requests of the bot are listed, each with what it said, and no token', async () => {
  const { page } = opened;
  await page.getByRole('button', { name: 'Requests of the bot' }).click();
  const panel = page.getByRole('complementary', { name: 'Requests of the bot' });
  await typeCommand(page, 'onthisdate', '02-30');
  const callback = panel.getByText(/^POST \/interactions\/\d+\/…\/callback$/).first();
  await said(page, 'is not a day of the year').waitFor();
  await callback.click();
  await panel.getByText('is not a day of the year').waitFor();
  expect(await panel.innerText()).toMatch(/204 · \d+ ms · \d+:\d+/);
  expect(await panel.innerText()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  expect(await panel.innerText()).not.toContain(together.sandbox.token);
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, 'traffic');
  await panel.getByRole('button', { name: 'Close' }).click();
  expect(await panel.count()).toBe(0);
  expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
    'Requests of the bot',
  );
});

it('a picture opens large with its words, and closes to where one was', async () => {
  const { page } = opened;
  await typeCommand(page, 'map');
  const picture = page
    .locator('.message')
    .last()
    .getByRole('button', { name: /Zhejiang \d+/ });
  await picture.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Picture' });
  await dialog.getByText(/Records by province.*Zhejiang \d+/).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, 'large');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await page.evaluate('document.activeElement.className')).toBe('picture');
});

it('every control that the keyboard reaches shows that it is reached', async () => {
  const { page } = opened;
  await typeCommand(page, 'park');
  await said(page, 'Hangzhou Blockchain Industrial Park').waitFor();
  const unseen: unknown[] = [];
  const reached = new Set<unknown>();
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab');
    const [what, isSeen] = (await page.evaluate(`(() => {
      const one = document.activeElement;
      const marked = [one, one.closest('.pill, .composer-line')].filter(Boolean).map((each) => getComputedStyle(each));
      return [one.outerHTML.slice(0, 90), one === document.body || marked.some((style) => (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none')];
    })()`)) as [string, boolean];
    reached.add(what);
    if (!isSeen) unseen.push(what);
  }
  expect(unseen).toEqual([]);
  expect(reached.size).toBeGreaterThan(15);
});

it('on a phone all of it fits, the menu, the requests and the places among it', async () => {
  const { page } = opened;
  await page.setViewportSize({ width: 390, height: 844 });
  const overflow = () => page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  await typeCommand(page, 'stats', 'Records by kind');
  await page.keyboard.press('Enter');
  await page.locator('.message').last().getByRole('img').waitFor();
  await shoot(page, 'phone-picture');
  expect(await overflow()).toBeLessThanOrEqual(0);
  await typeCommand(page, 'help');
  await said(page, 'What you can do here').waitFor();
  await shoot(page, 'phone-help');
  expect(await overflow()).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'Requests of the bot' }).click();
  await page.getByRole('complementary').getByText('/callback').first().waitFor();
  await shoot(page, 'phone-traffic');
  expect(await overflow()).toBeLessThanOrEqual(0);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('complementary').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Channels and settings' }).click();
  await page.getByRole('button', { name: 'reading-room' }).waitFor();
  await shoot(page, 'phone-places');
  expect(await faultsOf(page)).toEqual([]);
});

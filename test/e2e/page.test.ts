import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startBrowser } from './browser.ts';
import { openPage, said, typeCommand } from './page.ts';
import { startTogether, type Together } from './together.ts';

let browser: Browser;
let together: Together;
let page: Page;
let troubles: readonly string[];

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  together = await startTogether({ at: '2026-04-08T02:00:00Z' });
  ({ page, troubles } = await openPage(browser, together.sandbox.url));
});
afterEach(async () => {
  await page.close();
  await together.end();
  expect(troubles).toEqual([]);
});

const type = (command: string, option?: string) => typeCommand(page, command, option);
const told = (text: string | RegExp) => said(page, text);

it('lists, turns the page, opens a record and a related one', async () => {
  await type('park');
  await told('Hangzhou Blockchain Industrial Park').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await told('2 / ').waitFor();
  await page.getByRole('button', { name: 'Previous' }).click();
  await told('1 / ').waitFor();
  await page.getByRole('button', { name: 'Open' }).first().click();
  await told('Only you can see this').waitFor();
  await page.getByRole('combobox', { name: /related records/ }).click();
  await page.getByRole('option', { name: /Grand Shores Global/ }).click();
  await told('Its Chinese name 雄岸').waitFor();
});

it('finds with typing mistakes, and by choosing what autocomplete offers with the keyboard', async () => {
  await type('search', 'hangzou blokchain parc');
  await told('Hangzhou Blockchain Industrial Park').waitFor();
  const composer = page.getByRole('combobox', { name: /^Command in/ });
  await composer.click();
  await page.keyboard.type('/fund');
  await page.getByRole('option', { name: /^\/fund/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('grand');
  await page.getByRole('option', { name: /Grand Shores/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await told('stated as 1.6 billion US dollars').waitFor();
});

it('tells privately what is wrong with a date', async () => {
  await type('onthisdate', '02-30');
  await told('“02-30” is not a day of the year').waitFor();
  await told('Only you can see this').waitFor();
});

it('adds a record by a form whose mistakes are mended', async () => {
  // The first Enter chooses the kind from its list.
  await type('record add', 'park');
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'New record: Park' });
  await form.getByLabel('Names').fill('Lakeside Yard\n湖畔园');
  await form.getByLabel('Date').fill('someday');
  await form.getByLabel('Summary').fill('A yard by the lake.');
  await form.getByLabel('Source').fill('A visit');
  await form.getByRole('button', { name: 'Submit' }).click();
  await told('This is not a real date').waitFor();
  await page.getByRole('button', { name: 'Open the form again' }).click();
  expect(await form.getByLabel('Names').inputValue()).toBe('Lakeside Yard\n湖畔园');
  await form.getByLabel('Date').fill('2019-05-05');
  await form.getByRole('button', { name: 'Submit' }).click();
  await told('May 5, 2019').waitFor();
});

it('posts a digest when the clock is moved on', async () => {
  await type('digest subscribe');
  await told('Subscribed').waitFor();
  await page.getByRole('button', { name: 'Tomorrow 09:00' }).click();
  await told('On this date: April 9').waitFor();
  await told('Hangzhou opens a blockchain park').waitFor();
});

it('keeps from a member what only managers may do', async () => {
  await page.getByRole('radio', { name: /Chen/ }).check();
  await page.getByRole('combobox', { name: /^Command in/ }).click();
  await page.keyboard.type('/');
  await page.getByRole('option', { name: /^\/park/ }).waitFor();
  // Discord knows nothing of editors, so /record is offered to everyone and refused by the bot.
  expect(await page.getByRole('option', { name: /^\/(digest|settings)/ }).count()).toBe(0);
});

it('fits a phone', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await type('park');
  await told('Hangzhou Blockchain Industrial Park').waitFor();
  const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  expect(overflow).toBeLessThanOrEqual(0);
});

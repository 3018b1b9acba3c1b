import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../src/sandbox/page/words.ts';
import { language } from '../../src/views/language.ts';
import { startBrowser } from './browser.ts';
import { composerOf, faultsOf, openPage, said, shoot, typeCommand } from './page.ts';
import { startTogether } from './together.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const LANGUAGES: readonly Language[] = ['en-US', 'zh-CN', 'zh-TW'];

/** The beginning of what the bot says first in an answer, up to the first placeholder. */
const PAGED = /^1 \/ \d+$/;

describe.each(LANGUAGES)('in %s', (locale) => {
  it('a person types every command, pages, opens, adds and moves the clock on', async () => {
    const together = await startTogether({ at: '2026-04-08T02:00:00Z' });
    const { page, words, troubles } = await openPage(browser, together.sandbox.url, { locale });
    const lang = language(locale);
    const { t } = lang;
    const told = (text: string | RegExp) => said(page, text);
    const last = page.locator('.message').last();
    try {
      // The picker tells of each command in the reader's language.
      await composerOf(page).click();
      await page.keyboard.type('/');
      await page.getByRole('option', { name: t('command.onthisdate') }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await shoot(page, `${locale}-picker`);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Backspace');

      for (const kind of ['park', 'fund', 'policy', 'project', 'organization'] as const) {
        await typeCommand(page, kind);
        await last.getByText(t(`kinds.${kind}`), { exact: true }).waitFor();
      }
      await last.getByRole('button', { name: t('list.next'), exact: true }).click();
      await last.getByText('2 / ').waitFor();
      await last.getByRole('button', { name: t('list.previous'), exact: true }).click();
      await last.getByText(PAGED).waitFor();
      await shoot(page, `${locale}-list`);

      await typeCommand(page, 'park', 'hangzhou blockchain industrial park');
      await last.getByText('Hangzhou Blockchain Industrial Park').first().waitFor();
      await last
        .getByRole('button', { name: t('list.open'), exact: true })
        .first()
        .click();
      await last.getByRole('combobox').click();
      await page.getByRole('option', { name: /Grand Shores Global/ }).click();
      await last.getByText(words.onlyYou).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await shoot(page, `${locale}-card`);

      await typeCommand(page, 'search', 'hangzou blokchain parc');
      await last.getByText(t('list.results')).waitFor();
      await typeCommand(page, 'timeline', '2019');
      await last.getByRole('heading', { name: t('timeline.title') }).waitFor();
      await typeCommand(page, 'onthisdate', '04-09');
      await last.getByText('2018').first().waitFor();
      await typeCommand(page, 'map');
      await last.getByRole('img').waitFor();
      await typeCommand(page, 'about');
      await last.getByText(t('about.title')).first().waitFor();
      await typeCommand(page, 'help');
      await last.getByText(t('help.title')).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await shoot(page, `${locale}-help`);
      await typeCommand(page, 'settings');
      await page.keyboard.press('Enter');
      await last.getByText(t('settings.title')).waitFor();
      await typeCommand(page, 'onthisdate', '02-30');
      await last.getByText('02-30').waitFor();

      // A choice in the reader's own words: the first Enter takes it from its list.
      await typeCommand(page, 'stats', t('measure.kind'));
      await page.keyboard.press('Enter');
      await last.getByRole('img').waitFor();
      await last.getByRole('button', { name: /./ }).first().click();
      await page.getByRole('dialog', { name: words.picture }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await shoot(page, `${locale}-large`);
      await page.keyboard.press('Escape');

      await typeCommand(page, 'record add', t('kind.park'));
      await page.keyboard.press('Enter');
      const form = page.getByRole('dialog');
      await form.getByLabel(t('form.names')).fill('Lakeside Yard\n湖畔园');
      await form.getByLabel(t('form.date')).first().fill('someday');
      await form.getByLabel(t('form.summary')).fill('A yard by the lake.');
      await form.getByLabel(t('form.sources')).fill('A visit');
      expect(await faultsOf(page)).toEqual([]);
      await shoot(page, `${locale}-form`);
      await form.getByRole('button', { name: words.submit, exact: true }).click();
      await last.getByText(t('problem.not-a-date').slice(0, 12)).first().waitFor();
      await last.getByRole('button', { name: t('form.mend') }).click();
      await form.getByLabel(t('form.date')).first().fill('2019-05-05');
      await form.getByRole('button', { name: words.submit, exact: true }).click();
      await told(t('card.own').slice(3)).waitFor();

      // A digest is told in the server's language, not the reader's.
      const { people, channels } = together.sandbox;
      await together.sandbox.as(people.admin).in(channels.general).command('settings', { language: locale });
      await typeCommand(page, 'digest subscribe');
      await told(t('digest.subscribed')).waitFor();
      await page.getByRole('button', { name: words.nextMorning }).click();
      await told(t('day.title', { day: lang.monthDay('04-09') })).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await shoot(page, `${locale}-digest`);
      expect(troubles).toEqual([]);
    } catch (error) {
      await shoot(page, `${locale}-failed`);
      throw error;
    } finally {
      await page.close();
      await together.end();
    }
  }, 120_000);
});

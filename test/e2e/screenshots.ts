/** Takes the pictures of the README into docs/: `npm run screenshots`. */
import { join } from 'node:path';
import { startBrowser } from './browser.ts';
import { said, typeCommand } from './page.ts';
import { startTogether } from './together.ts';

const [, , folder = join(import.meta.dirname, '..', '..', 'docs')] = process.argv;
const browser = await startBrowser();
const together = await startTogether({ at: '2026-04-08T02:00:00Z' });
const open = async (width: number, height: number) => {
  const page = await browser.newPage({
    viewport: { width, height },
    locale: 'en-US',
    timezoneId: 'Asia/Shanghai',
  });
  await page.goto(together.sandbox.url);
  return page;
};

const page = await open(1280, 800);
await page.getByRole('button', { name: 'almanac' }).click();
await typeCommand(page, 'digest subscribe');
await said(page, 'Subscribed').waitFor();
await page.getByRole('button', { name: 'Tomorrow 09:00' }).click();
await said(page, 'On this date: April 9').waitFor();
await page.screenshot({ path: join(folder, 'digest.png') });

await page.getByRole('button', { name: 'general' }).click();
await typeCommand(page, 'park');
await said(page, 'Hangzhou Blockchain Industrial Park').waitFor();
await page.screenshot({ path: join(folder, 'list.png') });

const phone = await open(390, 844);
await typeCommand(phone, 'onthisdate', '11-06');
await said(phone, 'On this date: November 6').waitFor();
await phone.screenshot({ path: join(folder, 'phone.png') });

await browser.close();
await together.end();

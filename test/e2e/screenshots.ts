/** Takes the pictures of the README into docs/: `npm run screenshots`. */
import { join } from 'node:path';
import { startBrowser } from './browser.ts';
import { openPage, said, typeCommand } from './page.ts';
import { startTogether } from './together.ts';

const [, , folder = join(import.meta.dirname, '..', '..', 'docs')] = process.argv;
const browser = await startBrowser();
const together = await startTogether({ at: '2026-04-08T02:00:00Z' });
const { url } = together.sandbox;

const { page } = await openPage(browser, url);
await page.getByRole('button', { name: 'almanac', exact: true }).click();
await typeCommand(page, 'digest subscribe');
await said(page, 'Subscribed').waitFor();
await page.getByRole('button', { name: 'Tomorrow 09:00' }).click();
await said(page, 'On this date: April 9').waitFor();
await page.screenshot({ path: join(folder, 'digest.png') });

const { page: chinese } = await openPage(browser, url, { locale: 'zh-CN' });
await typeCommand(chinese, 'map');
await chinese.getByRole('log').getByRole('img').last().waitFor();
await chinese.screenshot({ path: join(folder, 'map.png') });

const { page: phone } = await openPage(browser, url, { width: 390, height: 844 });
await typeCommand(phone, 'onthisdate', '11-06');
await said(phone, 'On this date: November 6').evaluate((title) => title.scrollIntoView());
await phone.screenshot({ path: join(folder, 'phone.png') });

await browser.close();
await together.end();

import type { Locator, Page } from 'playwright-core';

/** Types a command as a person would: its name chosen from the picker, its first option as text, and Enter. */
export async function typeCommand(page: Page, command: string, option = ''): Promise<void> {
  await page.getByRole('combobox', { name: /^Command in/ }).click();
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

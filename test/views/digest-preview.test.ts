import { expect, it } from 'vitest';
import { readCatalogue } from '../../src/data/catalogue.ts';
import { createLibraries } from '../../src/data/guild-library.ts';
import { digestFor } from '../../src/digest/content.ts';
import type { Subscription } from '../../src/digest/subscription.ts';
import { digestMessage } from '../../src/views/digest.ts';
import { type Obstacle, previewView } from '../../src/views/digest-preview.ts';
import { LOCALES, language } from '../../src/views/language.ts';
import { measure } from './measure.ts';

const SNOWFLAKE = '9'.repeat(20);

const subscription: Subscription = {
  id: 'z'.repeat(13),
  channelId: SNOWFLAKE,
  cadence: 'monthly',
  day: 1,
  time: '09:00',
  zone: 'America/Argentina/ComodRivadavia',
  quiet: 'week',
  publish: true,
  role: SNOWFLAKE,
  createdBy: SNOWFLAKE,
  createdAt: '2026-01-01T00:00:00.000Z',
  done: '2026-01-01',
  paused: { reason: { code: 'cannot-look', status: 403, discord: 160_005 }, at: '2026-01-01T00:00:00.000Z' },
};

const obstacles: Obstacle[] = [
  { stops: 'paused' },
  { stops: 'missing-rights', rights: ['ViewChannel', 'SendMessagesInThreads', 'ReadMessageHistory'] },
  { stops: 'mute-role', role: SNOWFLAKE },
  { stops: 'not-announced' },
];

it.each(LOCALES)(
  'a preview in %s fits a message with all that could stop it above the digest',
  async (locale) => {
    const lang = language(locale);
    const libraryOf = createLibraries(await readCatalogue(), {
      read: async () => Promise.reject(new Error()),
    });
    const library = await libraryOf(undefined);
    let most = 0;
    for (let day = 0; day < 366; day += 1) {
      const date = new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10);
      for (const cadence of ['daily', 'weekly', 'monthly'] as const) {
        if (cadence === 'monthly' && !date.endsWith('-01')) continue;
        const digest = digestFor({ cadence, quiet: 'week' }, date, library, '02-28');
        if (digest.quiet === 'skip') continue;
        const body = digestMessage(lang, digest, { role: SNOWFLAKE }, 'z'.repeat(21), library);
        const found = measure(previewView(lang, { subscription, date, next: Date.now(), body, obstacles }));
        most = Math.max(most, found.text);
        expect(found.components).toBeLessThanOrEqual(40);
      }
    }
    expect(most).toBeLessThanOrEqual(4000);
  },
);

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCatalogue } from '../../src/data/catalogue.ts';
import { type Digest, digestFor } from '../../src/digest/content.ts';
import { literal } from '../../src/views/text.ts';
import { openDigestDesk } from './digest-desk.ts';
import { messageOf, startTogether, type Together, textOf } from './together.ts';

const catalogue = await readCatalogue();

let together: Together;
beforeAll(async () => {
  together = await startTogether({ at: '2026-02-25T02:00:00Z', digest: { leapDay: '03-01' } });
});
afterAll(() => together.end());

/** What a channel is told at 09:00 in Shanghai of a date, to which the clock moves on. */
async function tell(date: string, values = {}) {
  const desk = openDigestDesk(together);
  await desk.subscribe(values);
  await together.moveTo(`${date}T01:00:00Z`);
  await desk.digest('unsubscribe');
  const [message] = desk.posted();
  return { desk, message, text: textOf(message) };
}

/** Where words stand in a text, which are all in it and once each. */
function placesOf(text: string, words: readonly string[]): number[] {
  return words.map((each) => {
    expect(text.split(each).length - 1, each).toBe(1);
    return text.indexOf(each);
  });
}

const inOrder = (places: readonly number[]) => expect(places).toEqual([...places].sort((a, b) => a - b));

const summariesOf = ({ entries }: Digest) => entries.map(({ record }) => literal(record.summary));

describe('a digest', () => {
  it('of a week goes by the days, each told once above what happened on it', async () => {
    const { text } = await tell('2026-02-26', { cadence: 'weekly', day: 4, kind: 'project' });
    expect(text).toContain('## On these dates: February 26 – March 4');
    expect(text).toContain('-# Projects · ');
    const days = [...text.matchAll(/^### (.*)$/gmu)].map(([, day]) => day);
    expect(days.length).toBeGreaterThan(1);
    expect(new Set(days).size).toBe(days.length);
    const told = digestFor(
      { cadence: 'weekly', quiet: 'skip', kind: 'project' },
      '2026-02-26',
      catalogue,
      '03-01',
    );
    inOrder(placesOf(text, summariesOf(told)));
  });

  it('tells a leap day’s events on the day that is set for them, and says so', async () => {
    const { text: before } = await tell('2026-02-28');
    expect(before).not.toContain('February 29');
    const { text } = await tell('2026-03-01');
    expect(text).toContain('2026 has no February 29: what happened on that day is told on March 1');
    expect(text).toContain('**February 29, 2024** · 2 years ago');
    expect(text).toContain('Last day for Hong Kong');
  });

  it('of a month tells first what is known to the month alone', async () => {
    const { text } = await tell('2026-03-02', { cadence: 'monthly', day: 2, province: 'Beijing' });
    expect(text).toContain('## In the almanac: March 2026');
    expect(text).toContain('-# Beijing · ');
    const headings = [...text.matchAll(/^### (.*)$/gmu)].map(([, heading]) => String(heading));
    const days = headings.map((heading) =>
      heading.startsWith('In this month') ? 0 : Number(heading.split(' ').at(-1)),
    );
    expect(days.length).toBeGreaterThan(0);
    inOrder(days);
  });

  it('of a quiet day looks a week ahead and says so', async () => {
    const { text } = await tell('2026-04-08', { kind: 'fund', quiet: 'week' });
    expect(text).toContain('-# A quiet day; this is what the coming week brings · Funds · ');
    expect(text).toContain('### Thursday, April 9\n**2018** · 8 years ago');
  });

  it('of a day goes from the oldest on, with years, places, what it belongs to, disputes and sources', async () => {
    const { text } = await tell('2026-04-09');
    expect(text).toContain('**2018** · 8 years ago\n**Hangzhou opens a blockchain park');
    expect(text).toContain('⚖️ Sources disagree (date): ');
    expect(text).toContain('Yuhang, Hangzhou, Zhejiang · Hangzhou Blockchain Industrial Park; Grand Shores');
    expect(text).toMatch(/\[ktszz\.com.*\]\(http:\/\/www\.ktszz\.com/);
    const years = [...text.matchAll(/^\*\*(\d{4})\*\*/gmu)].map(([, year]) => Number(year));
    expect(years.length).toBeGreaterThan(1);
    inOrder(years);
  });

  it('too long for a message is read on privately by anyone, until all of it was told', async () => {
    const { desk, message, text } = await tell('2026-05-01', { cadence: 'monthly', day: 1, kind: 'project' });
    if (!message) throw new Error('Nothing was posted.');
    const [, left] = /Read on: (\d+) more/.exec(text) ?? [];
    expect(Number(left)).toBeGreaterThan(0);
    const { sandbox } = together;
    const { user } = sandbox.world.addPerson(desk.guildId, { name: 'Reader' });
    const reader = sandbox.as(user).in(desk.channelId);
    let seen = await reader.click(message, `Read on: ${left} more`);
    let all = text + textOf(seen);
    while (textOf(seen).includes('Next') && !isLast(textOf(seen))) {
      expect(seen.private).toBe(true);
      seen = await reader.click(messageOf(seen), 'Next');
      all += textOf(seen);
    }
    const told = digestFor(
      { cadence: 'monthly', quiet: 'skip', kind: 'project' },
      '2026-05-01',
      catalogue,
      '03-01',
    );
    inOrder(placesOf(all, summariesOf(told)));
    expect(desk.posted()).toHaveLength(1);
  });
});

/** Whether a page is the last one: "3 / 3". */
function isLast(text: string): boolean {
  const [, page, pages] = /(\d+) \/ (\d+)/.exec(text) ?? [];
  return page === pages;
}

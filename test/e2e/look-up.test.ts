import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageMessage } from '../../src/sandbox/protocol.ts';
import { messageOf, startTogether, type Together, textOf } from './together.ts';

let together: Together;
const seat = (who: 'admin' | 'member' = 'member') =>
  together.sandbox.as(together.sandbox.people[who]).in(together.sandbox.channels.general);

beforeAll(async () => {
  together = await startTogether({ at: '2026-04-09T02:00:00Z' });
});
afterAll(() => together.end());

describe('/search', () => {
  it.each(['hangzhou blockchain park', 'hangzou blokchain parc', '杭州', 'hangzhou qukuailian'])(
    'finds the Hangzhou park for %s',
    async (query) => {
      const seen = await seat().command('search', { query });
      expect(textOf(seen)).toContain('Hangzhou Blockchain Industrial Park');
      expect(seen.private).toBe(false);
    },
  );

  it.each(['grand shores', "xiong'an", '雄岸'])('finds the one fund for %s', async (query) => {
    const seen = await seat().command('search', { query, kind: 'fund' });
    expect(textOf(seen)).toContain('Grand Shores Global Blockchain Innovation Fund');
  });

  it('offers records while one types, told apart by place and date, and opens the one chosen', async () => {
    const { choices = [] } = await seat().autocomplete('search', { query: 'grand sh' });
    expect(choices[0]?.name).toMatch(/Grand Shores .*雄岸.* — Fund · .*Zhejiang/);
    const seen = await seat().command('search', { query: String(choices[0]?.value) });
    expect(textOf(seen)).toContain('## Grand Shores');
  });

  it('marks what was found, also where only another name has it', async () => {
    const hit = JSON.stringify(await seat().command('search', { query: 'hangzou park' }));
    expect(hit).toContain('__Hangzhou__');
    const byAlias = await seat().command('search', { query: 'DC/EP' });
    expect(textOf(byAlias)).toContain('also known as DC/EP');
  });

  it('says privately that nothing was found', async () => {
    const seen = await seat().command('search', { query: 'qqqqzzzzxxxx' });
    expect(textOf(seen)).toContain('Nothing was found for “qqqqzzzzxxxx”');
    expect(seen.private).toBe(true);
  });

  it('answers privately when asked to', async () => {
    expect((await seat().command('search', { query: 'hangzhou', hide: true })).private).toBe(true);
  });
});

describe.each(['park', 'fund', 'policy', 'project', 'organization'])('/%s', (name) => {
  it('lists without a name, and opens with one', async () => {
    const list = await seat().command(name);
    expect(textOf(list)).toMatch(/\d+ records/);
    const { choices = [] } = await seat().autocomplete(name, { name: '' });
    expect(choices.length).toBeGreaterThan(0);
    const card = await seat().command(name, { name: String(choices[0]?.value) });
    expect(textOf(card)).toMatch(/^## /);
    expect(textOf(card)).toContain('Checked against its sources on');
  });

  it('says what to do when no record matches the filters', async () => {
    const seen = await seat().command(name, { province: 'Macao', year: 1950 });
    expect(textOf(seen)).toContain('No record matches these filters');
    expect(seen.private).toBe(true);
  });
});

it('takes a province in Chinese or by a suggestion, and refuses what is none', async () => {
  expect(textOf(await seat().command('park', { province: '浙江' }))).toContain('Zhejiang');
  const { choices = [] } = await seat().autocomplete('park', { province: 'zhej' });
  expect(choices[0]?.value).toBe('Zhejiang');
  expect(textOf(await seat().command('park', { province: 'Atlantis' }))).toContain(
    '“Atlantis” is not a province-level unit of China',
  );
});

describe('a list', () => {
  const pageOf = (message: PageMessage) => /(\d+) \/ \d+/.exec(textOf({ message }))?.[1];

  it('turns its pages in place for the one who asked, also after a restart', async () => {
    const list = messageOf(await seat().command('park'));
    expect(pageOf(list)).toBe('1');
    const second = await seat().click(list, 'Next');
    expect(pageOf(messageOf(second))).toBe('2');
    expect(messageOf(second).id).toBe(list.id);
    await together.restart();
    const third = await seat().click(messageOf(second), 'Next');
    expect(pageOf(messageOf(third))).toBe('3');
    expect(messageOf(third).id).toBe(list.id);
  });

  it('gives anyone else a private copy', async () => {
    const list = messageOf(await seat().command('park'));
    const copy = await seat('admin').click(list, 'Next');
    expect(copy.private).toBe(true);
    expect(messageOf(copy).id).not.toBe(list.id);
    expect(pageOf(messageOf(await seat('admin').click(messageOf(copy), 'Next')))).toBe('3');
  });

  it('keeps its filters over its pages', async () => {
    const list = messageOf(await seat().command('search', { query: 'blockchain', province: 'Zhejiang' }));
    const second = messageOf(await seat().click(list, 'Next'));
    expect(textOf({ message: second })).toContain('“blockchain” · Zhejiang');
  });

  it('jumps to a page, told by what that begins with', async () => {
    const list = messageOf(await seat().command('timeline'));
    const jump = /\{"label":"(\d+) \/ \d+","value":"(\d+)","description":"([^"]+): [^"]+"\}(?=\])/.exec(
      JSON.stringify(list.components),
    );
    const [, page = '', value = '', date = ''] = jump ?? [];
    const last = await seat().select(list, 'Go to page …', [value]);
    expect(messageOf(last).id).toBe(list.id);
    expect(pageOf(messageOf(last))).toBe(page);
    expect(textOf(last)).toContain(`**${date}**`);
    expect(pageOf(messageOf(await seat().click(messageOf(last), 'Previous')))).toBe(`${Number(page) - 1}`);
  });

  it('opens a record privately, and from its card the related ones', async () => {
    const list = messageOf(await seat().command('park'));
    const card = await seat().click(list, 'Open');
    expect(card.private).toBe(true);
    const menu = JSON.stringify(messageOf(card).components);
    const related = /"value":"([a-z0-9-]+)"/.exec(menu)?.[1] ?? '';
    const placeholder = /"placeholder":"([^"]+)"/.exec(menu)?.[1] ?? '';
    expect(textOf(await seat().select(messageOf(card), placeholder, [related]))).toMatch(/^## /);
  });
});

describe('a card that one has opened', () => {
  const general = () => together.sandbox.messages(together.sandbox.channels.general);

  it('is shown to the channel by its button, and stays as it is', async () => {
    const card = await seat().command('park', { name: 'hangzhou-blockchain-industrial-park', hide: true });
    expect(card.private).toBe(true);
    const before = general().length;
    const shared = await seat().click(messageOf(card), 'Show to the channel');
    expect(shared.private).toBe(false);
    expect(general().length).toBe(before + 1);
    const seen = textOf({ message: general().at(-1) });
    expect(seen).toMatch(/^## Hangzhou Blockchain Industrial Park/);
    expect(seen).not.toContain('Show to the channel');
  });

  it('has no such button where everybody sees it already', async () => {
    const card = await seat().command('park', { name: 'hangzhou-blockchain-industrial-park' });
    expect(textOf(card)).not.toContain('Show to the channel');
  });
});

describe('/onthisdate', () => {
  it('tells the opening of the Hangzhou park on 9 April', async () => {
    const seen = await seat().command('onthisdate', { date: '04-09' });
    expect(textOf(seen)).toContain('On this date: April 9');
    expect(textOf(seen)).toMatch(/2018\*\* · 8 years ago\n\*\*Hangzhou opens a blockchain park/);
  });

  it('tells of today without a date', async () => {
    expect(textOf(await seat().command('onthisdate'))).toContain('On this date: April 9');
  });

  it.each(['02-30', '13-01', 'soon', '2023-02-29', '04-09-2018'])(
    'refuses %s in a sentence',
    async (date) => {
      const seen = await seat().command('onthisdate', { date });
      expect(seen.private).toBe(true);
      expect(textOf(seen)).toContain(`“${date}” is not a day of the year`);
    },
  );

  it('takes 29 February for a day', async () => {
    expect(textOf(await seat().command('onthisdate', { date: '02-29' }))).toMatch(/February 29/);
  });

  it('answers for every day of the year', async () => {
    const days = Array.from({ length: 366 }, (_, n) =>
      new Date(Date.UTC(2000, 0, 1 + n)).toISOString().slice(5, 10),
    );
    for (const date of days) {
      const seen = await seat().command('onthisdate', { date, hide: true });
      expect(textOf(seen), date).toMatch(/On this date: |knows of nothing that happened on/);
    }
  });

  it('never shows what is known to the month alone', async () => {
    const seen = await seat().command('onthisdate', { date: '05-01' });
    expect(textOf(seen)).not.toContain('Xiaoshan');
  });
});

describe('/timeline', () => {
  it('tells what happened in order, a month where the day is not known', async () => {
    const month = await seat().command('timeline', { from: '2017-05', to: '2017-05', province: 'Zhejiang' });
    expect(textOf(month)).toContain('**May 2017**');
    const spring = { from: '2018-03', to: '2018-05', province: 'Zhejiang', kind: 'event' };
    const text = textOf(await seat().command('timeline', spring));
    const told = [...text.matchAll(/^\*\*(\w+ \d+, \d+)\*\*$/gm)].map(([, date = '']) => Date.parse(date));
    expect(told.length).toBeGreaterThan(1);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
  });

  it.each([
    [{ from: '2019', to: '2018' }, '2019 is later than 2018'],
    [{ from: '2018-13' }, '“2018-13” is not a date'],
    [{ to: '9 April 2018' }, '“9 April 2018” is not a date'],
    [{ from: '1950', to: '1951' }, 'No record matches these filters'],
  ])('refuses %j in a sentence', async (values, sentence) => {
    const seen = await seat().command('timeline', values);
    expect(seen.private).toBe(true);
    expect(textOf(seen)).toContain(sentence);
  });
});

it('/about says what the almanac holds', async () => {
  expect(textOf(await seat().command('about'))).toMatch(/\*\*[\d,]+ records\*\*/);
});

it('a button of another version is answered with a sentence', async () => {
  const list = messageOf(await seat().command('park'));
  const stored = together.sandbox
    .messages(together.sandbox.channels.general)
    .find(({ id }) => id === list.id);
  const forged = JSON.parse(JSON.stringify(stored?.components).replaceAll('v1:list', 'v0:list'));
  if (stored) stored.components = forged;
  const seen = await seat().click({ ...list, components: forged }, 'Next');
  expect(textOf(seen)).toContain('of an older version of the almanac');
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addRecord, openDesk } from './desk.ts';
import { messageOf, startTogether, type Together, textOf } from './together.ts';

const FIND = 'Find in the almanac';

let together: Together;
beforeAll(async () => {
  together = await startTogether();
});
afterAll(() => together.end());

const place = () => together.sandbox.channels.general;
const seat = () => together.sandbox.as(together.sandbox.people.member).in(place());
const say = (content: string) => together.sandbox.say(together.sandbox.people.admin, place(), content);
const find = async (content: string) => seat().menu(say(content), FIND);

describe('“Find in the almanac”', () => {
  it('answers with the records that a message names, in its order, and opens one', async () => {
    const seen = await find(
      'The PBoC was not amused.\nStill, 雄岸基金 moved into the hangzhou blockchain  industrial park!',
    );
    expect(seen.private).toBe(true);
    const text = textOf(seen);
    expect(text).toContain('Named in this message');
    expect(text).toContain('3 records');
    const at = ['People’s Bank of China', 'Grand Shores', 'Hangzhou Blockchain Industrial Park'].map((name) =>
      text.replaceAll("'", '’').indexOf(name),
    );
    expect(at.every((each) => each > 0)).toBe(true);
    expect(at).toEqual([...at].sort((a, b) => a - b));
    const card = await seat().click(messageOf(seen), 'Open');
    expect(textOf(card)).toMatch(/^## People/);
  });

  it('opens the record at once where only one is named', async () => {
    expect(textOf(await find('Who knows the Hangzhou Blockchain Industrial Park?'))).toMatch(
      /^## Hangzhou Blockchain Industrial Park/,
    );
  });

  it.each([
    ['nothing of the almanac', 'Lunch at noon?'],
    ['words that are names in other letters only', 'most of it was safe'],
    ['half of a name', 'a blockchain industrial park'],
    ['a name across two sentences', 'We went to Hangzhou. Blockchain Industrial Park it was not.'],
    ['no words', '🎉'],
  ])('says so where a message has %s', async (_, content) => {
    const seen = await find(content);
    expect(seen.private).toBe(true);
    expect(textOf(seen)).toContain('names no record');
  });

  it('shows five at most, and says how many more there are', async () => {
    const text = textOf(await find('Alibaba, Baidu, Huawei, Tencent, WeBank, VeChain, 火币'));
    expect(text.match(/^\*\*.+\*\*$/gm)).toHaveLength(5);
    expect(text).toContain('5 records, and 2 more');
  });

  it('reads what a bot wrote in components', async () => {
    const card = messageOf(await seat().command('park', { name: 'hangzhou-blockchain-industrial-park' }));
    expect(textOf(await seat().menu(card, FIND))).toContain('Hangzhou Blockchain Industrial Park');
  });

  it('reads embeds', async () => {
    const { sandbox } = together;
    const response = await fetch(`${sandbox.apiUrl}/v10/channels/${place().id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${sandbox.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ embeds: [{ title: 'News', fields: [{ name: 'of', value: 'WeBank' }] }] }),
    });
    const { id } = (await response.json()) as { id: string };
    expect(textOf(await seat().menu(id, FIND))).toMatch(/^## WeBank/);
  });

  it('knows the server’s own records, and nobody else’s', async () => {
    const [mine, theirs] = [openDesk(together), openDesk(together, 'Hill Desk')];
    await addRecord(mine.admin);
    const content = 'Off to the Lakeside Ledger Yard';
    const here = together.sandbox.say(mine.memberId, mine.channelId, content);
    expect(textOf(await mine.member.menu(here, FIND))).toContain('Lakeside Ledger Yard');
    const there = together.sandbox.say(theirs.memberId, theirs.channelId, content);
    expect(textOf(await theirs.member.menu(there, FIND))).toContain('names no record');
  });

  it('answers in the language of who asks, under its name there', async () => {
    const [command] = together.sandbox.commands.list(undefined).filter(({ type }) => type === 3);
    expect(command).toMatchObject({
      name: FIND,
      name_localizations: { 'en-US': FIND, 'zh-CN': '在年鉴中查找', 'zh-TW': '在年鑑中查找' },
      contexts: [0, 1, 2],
      integration_types: [0, 1],
    });
    const seen = await seat().menu(say('Lunch?'), FIND, { locale: 'zh-CN' });
    expect(textOf(seen)).toContain('没有提到');
  });
});

describe('a button to report a mistake', () => {
  let own: Together | undefined;
  afterEach(async () => {
    await own?.end();
    own = undefined;
  });
  const cardIn = async (one: Together) =>
    messageOf(
      await one.sandbox
        .as(one.sandbox.people.admin)
        .in(one.sandbox.channels.general)
        .command('park', { name: 'hangzhou-blockchain-industrial-park' }),
    );

  it('stands on a card of the catalogue with the record’s id, and on none of a server’s own', async () => {
    own = await startTogether({ reportUrl: 'https://example.org/new?title={id}&label={id}' });
    const card = JSON.stringify((await cardIn(own)).components);
    const id = 'hangzhou-blockchain-industrial-park';
    expect(card).toContain(`"url":"https://example.org/new?title=${id}&label=${id}"`);
    expect(card).toContain('"label":"Report a mistake"');
    const desk = openDesk(own);
    await addRecord(desk.admin);
    const yard = await desk.admin.command('park', { name: 'Lakeside Ledger Yard' });
    expect(textOf(yard)).toContain('Lakeside Ledger Yard');
    expect(JSON.stringify(messageOf(yard).components)).not.toContain('example.org/new');
  });

  it('is not there unless it is set', async () => {
    expect(JSON.stringify((await cardIn(together)).components)).not.toContain('Report a mistake');
  });
});

import { describe, expect, it } from 'vitest';
import {
  addRecord,
  customIdIn,
  fileIn,
  fileOf,
  GOOD,
  idOf,
  modalOf,
  openDesk,
  postButton,
  valueIn,
} from './desk.ts';
import { messageOf, textOf } from './together.ts';
import { useDesk } from './use-desk.ts';

const here = useDesk();

const park = async (name: string) => textOf(await here.desk.member.command('park', { name }));
const press = async (customId: string, who: 'admin' | 'member' = 'admin') =>
  textOf(
    await here.desk[who].click(await postButton(here.together, here.desk.channelId, customId), customId),
  );

describe('what people type', () => {
  const HOSTILE = '@everyone **bold** [x](https://evil.example) <@1> <@&2> `code`';

  it('leaves no live markdown, mention or link, wherever it is shown', async () => {
    const card = await addRecord(here.desk.admin, {
      names: `${HOSTILE}\n# heading`,
      summary: '> quote\u202e ||spoiler|| <t:0:F> https://ok.example',
    });
    const escaped =
      '\\@everyone \\*\\*bold\\*\\* \\[x\\](https://evil.example) \\<\\@1\\> \\<\\@&2\\> \\`code\\`';
    expect(textOf(card)).toContain(escaped);
    expect(textOf(card)).toContain('\\> quote \\|\\|spoiler\\|\\| \\<t:0:F\\>');
    expect(textOf(card)).not.toContain('\u202e');

    const id = await idOf(here.desk.admin, 'everyone');
    const form = modalOf(await here.desk.admin.command('record edit', { record: id, group: 'sources' }));
    await here.desk.admin.submit(form, { summary: HOSTILE });
    for (const seen of [
      await here.desk.admin.command('record history', {}),
      await here.desk.admin.command('record history', { record: id }),
      await here.desk.admin.command('record remove', { record: id }),
      await here.desk.admin.command('record edit', { record: id }),
      await addRecord(here.desk.admin, { names: HOSTILE }),
    ]) {
      const inContent =
        JSON.stringify(messageOf(seen).components).match(/"content":"(?:[^"\\]|\\.)*"/g) ?? [];
      for (const content of inContent) {
        expect(content).not.toMatch(/(?<!\\)<@&?[12]>|(?<!\\)\*\*bold|(?<!\\)\[x/);
        expect(content).not.toMatch(/(?<!\\)@everyone/);
      }
      const { mentions, mention_roles, mention_everyone } = messageOf(seen);
      expect({ mentions, mention_roles, mention_everyone }).toEqual({
        mentions: [],
        mention_roles: [],
        mention_everyone: false,
      });
    }
  });

  it('is said back escaped where it is refused', async () => {
    const refused = await addRecord(here.desk.admin, { details: '@everyone **free money**' });
    expect(textOf(refused)).toContain('“\\@everyone \\*\\*free money\\*\\*” is neither');
    const file = fileOf('kind,@everyone\npark,x', '@everyone **x**.csv');
    expect(textOf(await here.desk.admin.command('record import', { file }))).toContain(
      '\\@everyone \\*\\*x\\*\\*.csv',
    );
    for (const command of ['record edit', 'record remove', 'record restore'])
      expect(textOf(await here.desk.admin.command(command, { record: '@here **x**' }))).toContain(
        '“\\@here \\*\\*x\\*\\*”',
      );
  });

  it.each([
    ['zero-width and direction controls alone', '\u200b\u202e\u2066'],
    ['a lone surrogate', '\ud800'],
  ])('is no name where it is %s', async (_, names) => {
    expect(textOf(await addRecord(here.desk.admin, { names }))).toMatch(/needs a name|## \ufffd/);
  });

  it('is refused where it is huge, with what it may be, and kept', async () => {
    const refused = await addRecord(here.desk.admin, {
      names: 'x'.repeat(2000),
      details: `${'y'.repeat(1900)}: ${'z'.repeat(1900)}`,
    });
    expect(textOf(refused)).toContain('**Names**: This is too long: at most 120 are allowed');
    const again = modalOf(await here.desk.admin.click(messageOf(refused), 'Open the form again'));
    expect(valueIn(again, 'names')).toHaveLength(2000);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('may be %s', async (word) => {
    const card = await addRecord(here.desk.admin, {
      names: word,
      details: `${word}: ${word}`,
      sources: `${word} | ${word}`,
    });
    expect(textOf(card)).toContain(word.replaceAll('_', '\\_'));
    for (const command of ['record edit', 'record remove', 'record restore', 'record history'])
      expect(textOf(await here.desk.admin.command(command, { record: word }))).toBeTruthy();
    const exported = await fileIn(await here.desk.admin.command('record export', { format: 'json' }));
    expect(JSON.parse(exported.toString()).records).toHaveLength(1);
  });
});

describe('another server’s records', () => {
  it('cannot be reached by their ids', async () => {
    const theirs = openDesk(here.together, 'Elsewhere');
    await addRecord(theirs.admin);
    const id = await idOf(theirs.admin, 'lake');
    const revision = customIdIn(
      await theirs.admin.command('record remove', { record: id }),
      'v1:remove',
    ).split(':')[2];
    for (const [command, options] of [
      ['record edit', { record: id }],
      ['record remove', { record: id }],
      ['record restore', { record: id }],
      ['record restore', { record: id, version: '1' }],
      ['record history', { record: id }],
      ['park', { name: id }],
    ] as const)
      expect(textOf(await here.desk.admin.command(command, options))).not.toContain('Lakeside');
    for (const customId of [`v1:remove:${revision}:${id}`, `v1:open:${id}`, `v1:history:1:${id}`])
      expect(await press(customId)).not.toContain('Lakeside');
    expect(textOf(await theirs.admin.command('park', { name: id }))).toContain('## Lakeside');
  });

  it('are not overwritten by a file that has their ids', async () => {
    const theirs = openDesk(here.together, 'Elsewhere');
    await addRecord(theirs.admin);
    const theirFile = (await fileIn(await theirs.admin.command('record export', {}))).toString();
    const shown = await here.desk.admin.command('record import', {
      file: fileOf(theirFile.replace('forty', 'fifty')),
    });
    await here.desk.admin.click(messageOf(shown), 'Import one record');
    expect(await park('lakeside ledger')).toContain('fifty');
    expect(textOf(await theirs.admin.command('park', { name: 'lakeside ledger' }))).toContain('forty');
  });
});

describe('a stale or forged button', () => {
  it.each([
    'v0:remove:own-x',
    'v1:remove:own-x',
    'v1:remove::own-nothing',
    'v1:remove:AAAAAAAAAAAA:hyperchain',
    'v1:undo:',
    'v1:undo:-1',
    'v1:undo:1e99',
    'v1:undo:__proto__',
    'v1:history:NaN:',
    'v1:history:1:__proto__',
    'v1:mend:nothing',
    'v1:anyway:__proto__',
    'v1:import:nothing',
    'v1:add:park::Zhejiang',
    'v1:edit:names:AAAAAAAAAAAA:hyperchain',
    'v1:group:hyperchain',
    'v1:forget:',
    'v1:__proto__:x',
    'v1:constructor:x',
    ':::::',
  ])('%s changes nothing and is answered with a sentence', async (customId) => {
    const told = await press(customId);
    expect(told).not.toBe('');
    expect(told).not.toContain('Something went wrong');
    expect(textOf(await here.desk.admin.command('record history', {}))).toContain('Nothing has been changed');
  });
});

describe('somebody else’s draft', () => {
  const other = () => {
    const { world } = here.together.sandbox;
    const roles = world.guild(here.desk.guildId).members.get(here.desk.adminId)?.roles ?? [];
    world.setMemberRoles(here.desk.guildId, here.desk.memberId, roles);
    return here.desk.member;
  };

  it('cannot be opened, added or imported by another manager', async () => {
    await addRecord(here.desk.admin);
    const mend = customIdIn(await addRecord(here.desk.admin, { date: 'soon' }), 'v1:mend');
    const anyway = customIdIn(await addRecord(here.desk.admin), 'v1:anyway');
    const file = fileOf('kind,name,summary,sources\npark,Harbour Yard,One.,A list | Daily');
    const imports = customIdIn(await here.desk.admin.command('record import', { file }), 'v1:import');
    other();
    expect(await press(mend, 'member')).toContain('no longer kept');
    expect(await press(anyway, 'member')).toContain('no longer kept');
    expect(await press(imports, 'member')).toContain('no longer kept');
    // Theirs it still is.
    expect(await press(imports)).toContain('was imported');
  });

  it('cannot be used in another server by the same person', async () => {
    const mend = customIdIn(await addRecord(here.desk.admin, { date: 'soon' }), 'v1:mend');
    const { sandbox } = here.together;
    const elsewhere = openDesk(here.together, 'Elsewhere');
    const roles = sandbox.world.guild(elsewhere.guildId).members.get(elsewhere.adminId)?.roles ?? [];
    sandbox.world.addPerson(elsewhere.guildId, { id: here.desk.adminId, name: 'Ada', roles });
    const message = await postButton(here.together, elsewhere.channelId, mend);
    const seen = await sandbox.as(here.desk.adminId).in(elsewhere.channelId).click(message, mend);
    expect(textOf(seen)).toContain('no longer kept');
  });

  it('is a form that only they can hand in', async () => {
    const form = modalOf(await here.desk.admin.command('record add', { kind: 'park' }));
    const seat = other();
    await expect(seat.submit(form, GOOD)).rejects.toThrow('opened for somebody else');
  });
});

import { describe, expect, it } from 'vitest';
import { textOf } from './together.ts';
import { useDesk } from './use-desk.ts';

const here = useDesk();

/** The commands that a help tells of, by the mentions in its lists. */
const mentioned = (text: string) =>
  [...text.slice(text.indexOf('###')).matchAll(/<\/([a-z ]+):\d+>/g)].map(([, path]) => path);

const LOOK_UPS = [
  ...['search', 'park', 'fund', 'policy', 'project', 'organization', 'timeline', 'onthisdate', 'about'],
  ...['map', 'stats'],
];

describe('/help', () => {
  it('is private, says how to start, and offers a manager all there is', async () => {
    const seen = await here.desk.admin.command('help');
    expect(seen.private).toBe(true);
    const text = textOf(seen);
    expect(text).toMatch(/^## What you can do here\n1\. <\/search:\d+>.*\n2\. .*\n3\. .*Find in the almanac/);
    expect(mentioned(text)).toEqual([
      ...LOOK_UPS,
      ...'subscribe list edit pause resume preview log unsubscribe'
        .split(' ')
        .map((name) => expect.stringMatching(`^digest (${name}|\\w+)$`)),
      ...Array.from({ length: 8 }, () => expect.stringMatching(/^record /)),
      'settings',
    ]);
  });

  it('tells of every command that is registered, in its registered words, under its registered id', async () => {
    const text = textOf(await here.desk.admin.command('help'));
    for (const { id, name, description, options = [] } of here.together.sandbox.commands.list(undefined)) {
      if (description === '' || name === 'help') continue;
      const subs = options.filter(({ type }) => type === 1);
      if (subs.length === 0) expect(text).toContain(`</${name}:${id}> — ${description}`);
      for (const sub of subs) expect(text).toContain(`</${name} ${sub.name}:${id}> — ${sub.description}`);
    }
  });

  it('offers a member what everyone may do, and an editor the records, too', async () => {
    expect(mentioned(textOf(await here.desk.member.command('help')))).toEqual(LOOK_UPS);
    const role = here.together.sandbox.world.addRole(here.desk.guildId, { name: 'Editors' });
    await here.desk.admin.command('settings', { editors: { id: role.id } });
    here.together.sandbox.world.setMemberRoles(here.desk.guildId, here.desk.memberId, [role.id]);
    const offered = mentioned(textOf(await here.desk.member.command('help')));
    expect(offered.slice(0, LOOK_UPS.length)).toEqual(LOOK_UPS);
    expect(offered).toContain('record add');
    expect(offered).not.toContain('record forget');
    expect(offered).not.toContain('digest subscribe');
    expect(offered).not.toContain('settings');
  });

  it('keeps the ids where nothing had to be registered anew', async () => {
    const before = textOf(await here.desk.admin.command('help'));
    await here.together.restart();
    expect(textOf(await here.desk.admin.command('help'))).toBe(before);
  });

  it.each(['zh-CN', 'zh-TW'])('speaks %s, and fits a message', async (locale) => {
    const seen = await here.desk.admin.command('help', {}, { locale });
    expect(textOf(seen)).toMatch(/在年鉴中查找|在年鑑中查找/);
    expect(mentioned(textOf(seen))).toContain('record history');
  });
});

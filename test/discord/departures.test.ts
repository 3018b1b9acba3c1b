import { EventEmitter, once } from 'node:events';
import { type Client, Events } from 'discord.js';
import { pino } from 'pino';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type Departures, departuresFormat } from '../../src/data/store/departures.ts';
import { createClient } from '../../src/discord/client.ts';
import { watchDepartures } from '../../src/discord/departures.ts';
import { sandboxFor } from '../sandbox/harness.ts';

const log = pino({ level: 'silent' });
const DAY = 86_400_000;

/** A watch over the guilds of a sandbox, in all of which something is kept. */
async function watched() {
  const sandbox = await sandboxFor();
  const client: Client = createClient(sandbox.apiUrl);
  // For how long the client waits for guilds in an outage before it is ready.
  client.options.waitGuildTimeout = 100;
  onTestFinished(() => client.destroy());
  const guild = sandbox.world.addGuild({ name: 'Leaving' }).id;
  const looks = new EventEmitter();
  const document = {
    data: departuresFormat.empty(),
    async update(change: (departures: Departures) => Departures) {
      document.data = change(document.data);
      looks.emit('look');
      return document.data;
    },
  };
  const kept = new Set([guild]);
  const forget = vi.fn(async (guildId: string) => void kept.delete(guildId));
  let now = Date.UTC(2026, 3, 1);
  const watch = watchDepartures(client, {
    document,
    keptGuilds: async () => [...kept],
    forget,
    clock: () => new Date(now),
    log,
  });
  onTestFinished(() => watch.stop());
  return {
    sandbox,
    world: sandbox.world,
    client,
    guild,
    kept,
    forget,
    watch,
    departed: () => document.data.departed.map(({ guildId }) => guildId),
    /** Does something and waits until the watch has looked who is there. */
    async seeing(deed: () => unknown) {
      const looked = once(looks, 'look');
      await deed();
      await looked;
    },
    login: () => client.login(sandbox.token),
    async pass(days: number) {
      now += days * DAY;
      await watch.tick();
    },
  };
}

it('forgets a guild 30 days after the bot was removed from it', async () => {
  const { world, guild, forget, departed, seeing, login, pass } = await watched();
  await seeing(login);
  expect(departed()).toEqual([]);
  await seeing(() => world.removeBot(guild));
  expect(departed()).toEqual([guild]);
  await pass(29);
  expect(forget).not.toHaveBeenCalled();
  await pass(1);
  expect(forget.mock.calls).toEqual([[guild]]);
  expect(departed()).toEqual([]);
});

it('keeps what there is of one that is back', async () => {
  const { world, guild, forget, departed, seeing, login, pass } = await watched();
  await seeing(login);
  await seeing(() => world.removeBot(guild));
  await pass(29);
  await seeing(() => world.addBot(guild));
  expect(departed()).toEqual([]);
  await pass(30);
  expect(forget).not.toHaveBeenCalled();
});

it('notices at the start who is gone, also when nobody told the bot', async () => {
  const { world, guild, forget, departed, seeing, login, pass } = await watched();
  world.removeBot(guild, { told: false });
  await seeing(login);
  expect(departed()).toEqual([guild]);
  await pass(30);
  expect(forget.mock.calls).toEqual([[guild]]);
});

it('notices who is missing when a connection begins anew', async () => {
  const { sandbox, world, guild, client, departed, seeing, login } = await watched();
  await seeing(login);
  world.removeBot(guild, { told: false });
  await seeing(() => sandbox.invalidateSession(false));
  await vi.waitFor(() => expect(departed()).toEqual([guild]), { timeout: 10_000 });
  // The client itself does not notice.
  expect(client.guilds.cache.has(guild)).toBe(true);
}, 20_000);

it('takes an outage for no departure', async () => {
  const { sandbox, world, guild, client, forget, departed, seeing, login, pass } = await watched();
  await seeing(login);
  const unavailable = once(client, Events.GuildUnavailable);
  world.setAvailable(guild, false);
  await unavailable;
  await pass(40);
  await seeing(() => sandbox.invalidateSession(false));
  await pass(40);
  expect(departed()).toEqual([]);
  expect(forget).not.toHaveBeenCalled();
}, 20_000);

it('removes nothing while the bot is not connected', async () => {
  const { sandbox, world, guild, client, forget, departed, seeing, login, pass } = await watched();
  await pass(1);
  expect(departed()).toEqual([]);
  await seeing(login);
  await seeing(() => world.removeBot(guild));
  const reconnecting = once(client, Events.ShardReconnecting);
  sandbox.dropConnections();
  await reconnecting;
  await pass(31);
  expect(forget).not.toHaveBeenCalled();
});

it('tries again the next day what the disk did not take', async () => {
  const { world, guild, kept, forget, departed, seeing, login, pass } = await watched();
  await seeing(login);
  await seeing(() => world.removeBot(guild));
  forget.mockRejectedValueOnce(new Error('the disk is full'));
  await pass(31);
  expect(departed()).toEqual([guild]);
  await pass(0.5);
  expect(forget).toHaveBeenCalledTimes(1);
  await pass(0.5);
  expect([departed(), [...kept]]).toEqual([[], []]);
});

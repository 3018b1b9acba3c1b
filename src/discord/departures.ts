/** Notices when the bot is removed from a guild, and has what is kept of it removed when that is long ago. */
import { type Client, Events, GatewayDispatchEvents, Status } from 'discord.js';
import type { Logger } from 'pino';
import { type Departures, overdue, reconcile } from '../data/store/departures.ts';

const DAY = 86_400_000;

/** What noticing departures takes. */
export interface DeparturesOptions {
  /** The document of the departures. */
  readonly document: {
    readonly data: Departures;
    update(change: (departures: Departures) => Departures): Promise<Departures>;
  };
  /** The guilds that anything is kept of. */
  keptGuilds(): Promise<readonly string[]>;
  /** Removes all that is kept of a guild. */
  forget(guildId: string): Promise<void>;
  clock(): Date;
  readonly log: Logger;
}

/** The watch over departures. No call rejects: what goes wrong is logged, and tried again at the next check. */
export interface DepartureWatch {
  /** Looks who is gone and for how long, unless it did within the last day. For once a minute, by the clock. */
  tick(): Promise<void>;
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

/** What of a packet of Discord's matters here. https://docs.discord.com/developers/events/gateway-events */
interface Packet {
  readonly t: string | null;
  readonly d: {
    readonly id?: string;
    readonly unavailable?: boolean;
    readonly guilds?: readonly { readonly id: string }[];
  };
}

/**
 * Which guilds the bot is a member of, from what each connection (shard) was told. The client's own cache does not do:
 * a guild that is missing when a connection begins anew stays in it.
 */
class Membership {
  readonly #byShard = new Map<number, Set<string>>();

  /** How many connections have said which guilds are theirs. */
  get shards(): number {
    return this.#byShard.size;
  }

  has(guildId: string): boolean {
    return [...this.#byShard.values()].some((guilds) => guilds.has(guildId));
  }

  /** Takes note of a packet; tells whether it is news. */
  take({ t, d }: Packet, shard: number): boolean {
    if (t === GatewayDispatchEvents.Ready) {
      this.#byShard.set(shard, new Set(d.guilds?.map(({ id }) => id)));
      return true;
    }
    const guilds = this.#byShard.get(shard);
    if (!guilds || d?.id === undefined) return false;
    if (t === GatewayDispatchEvents.GuildCreate) return guilds.size < guilds.add(d.id).size;
    // In an outage the guild is unavailable; the bot is still its member.
    return t === GatewayDispatchEvents.GuildDelete && !d.unavailable && guilds.delete(d.id);
  }
}

/**
 * Watches over departures from now on; the client must not be connected yet. A guild counts as gone only when every
 * connection is there and has told its guilds, none of which it is.
 */
export function watchDepartures(client: Client, options: DeparturesOptions): DepartureWatch {
  const { document, keptGuilds, forget, clock, log } = options;
  const membership = new Membership();
  let stopped = false;
  let checkedAt: number | undefined;
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  const isConnected = () =>
    membership.shards === client.options.shardCount &&
    client.ws.shards.every((shard) => shard.status === Status.Ready);

  async function run(): Promise<void> {
    next = undefined;
    if (stopped || !isConnected()) return;
    const now = clock();
    try {
      const kept = await keptGuilds();
      const departures = await document.update((data) =>
        reconcile(data, kept, (guildId) => membership.has(guildId), now),
      );
      checkedAt = now.getTime();
      for (const guildId of overdue(departures, now)) await remove(guildId);
    } catch (error) {
      log.error({ err: error }, 'departures were not checked');
    }
  }

  async function remove(guildId: string): Promise<void> {
    // It may have come back while others were removed.
    if (stopped || !isConnected() || membership.has(guildId)) return;
    try {
      await forget(guildId);
      await document.update(({ departed }) => ({
        departed: departed.filter((each) => each.guildId !== guildId),
      }));
      log.info({ guildId }, 'what was kept of a server is removed: the bot left it long ago');
    } catch (error) {
      log.error({ guildId, err: error }, 'what was kept of a server was not removed');
    }
  }

  /** Calls that wait share one look. */
  function check(): Promise<void> {
    if (next !== undefined) return next;
    next = current.then(run);
    current = next;
    return next;
  }

  client.on(Events.Raw, (packet: Packet, shard: number) => {
    if (membership.take(packet, shard)) void check();
  });
  client.on(Events.ShardReady, () => void check());

  return {
    async tick() {
      const now = clock().getTime();
      if (checkedAt === undefined || now - checkedAt >= DAY || now < checkedAt) await check();
    },
    async stop() {
      stopped = true;
      await current;
    },
  };
}

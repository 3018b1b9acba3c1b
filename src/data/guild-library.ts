import { isDeepStrictEqual } from 'node:util';
import type { Catalogue } from './catalogue.ts';
import { type Library, revisionOf, type Standing } from './library.ts';
import type { AlmanacRecord } from './schema.ts';
import { buildSearch, fill, type Search } from './search/index.ts';
import type { Correction, GuildData } from './store/guild-format.ts';
import type { GuildRecords } from './store/guilds.ts';

/** What those see who see the catalogue alone. */
function catalogueLibrary(catalogue: Catalogue, search: Search): Library {
  return {
    ...catalogue,
    search,
    standing: (id) => (catalogue.get(id) ? { of: 'catalogue' } : undefined),
    revision: (id) => revisionIn(catalogue, id),
  };
}

function revisionIn({ get, source }: Pick<Library, 'get' | 'source'>, id: string): string | undefined {
  const record = get(id);
  return record && revisionOf(record, source);
}

function standingOf({ base }: Correction, now: AlmanacRecord | undefined): Standing {
  if (!now) return { of: 'correction', base, moved: 'gone' };
  return { of: 'correction', base, moved: isDeepStrictEqual(base, now) ? 'no' : 'changed' };
}

/**
 * What a guild's readers may see: the catalogue with the guild's own records and corrections laid over it, which stay
 * the guild's, and without what it hides.
 */
async function guildLibrary(
  base: Library,
  { records, corrections, hidden, sources }: GuildData,
): Promise<Library> {
  const own = new Map(records.map((record) => [record.id, record]));
  const corrected = new Map(corrections.map((correction) => [correction.record.id, correction]));
  const unseen: ReadonlySet<string> = new Set(hidden);
  const works = new Map(sources.map((source) => [source.id, source]));
  const laid = [...records, ...corrections.map(({ record }) => record)];
  const get: Library['get'] = (id) =>
    own.get(id) ?? corrected.get(id)?.record ?? (unseen.has(id) ? undefined : base.get(id));
  const source: Library['source'] = (id) => base.source(id) ?? works.get(id);
  const search = base.search.overlay([], unseen);
  await fill(search, laid);
  return {
    get,
    *all() {
      for (const record of base.all()) if (!corrected.has(record.id) && !unseen.has(record.id)) yield record;
      yield* laid;
    },
    source,
    search,
    standing(id) {
      const correction = corrected.get(id);
      if (correction) return standingOf(correction, base.get(id));
      if (own.has(id)) return { of: 'guild' };
      return unseen.has(id) ? { of: 'hidden' } : base.standing(id);
    },
    revision: (id) => revisionIn({ get, source }, id),
  };
}

/**
 * Finds what the readers of a guild may see; outside of guilds, and where a guild has nothing of its own, the catalogue.
 * The search over the catalogue is built when it is first asked for.
 */
export function createLibraries(
  catalogue: Catalogue,
  guilds: Pick<GuildRecords, 'read'>,
): (guildId: string | undefined) => Promise<Library> {
  let building: Promise<Library> | undefined;
  const build = async () => catalogueLibrary(catalogue, await buildSearch(catalogue.all()));
  // A guild's data is a new object after each change, so what was made for the old one goes with it.
  const made = new WeakMap<GuildData, Promise<Library>>();
  return async (guildId) => {
    building ??= build();
    const base = await building;
    if (guildId === undefined) return base;
    const data = await guilds.read(guildId);
    const { records, corrections, hidden } = data;
    if (records.length + corrections.length + hidden.length === 0) return base;
    const library = made.get(data) ?? guildLibrary(base, data);
    made.set(data, library);
    return library;
  };
}

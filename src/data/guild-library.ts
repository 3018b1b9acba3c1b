import type { Catalogue } from './catalogue.ts';
import type { Library } from './library.ts';
import { buildSearch } from './search/index.ts';
import type { GuildData, GuildRecords } from './store/guilds.ts';

const NOTHING_HIDDEN: ReadonlySet<string> = new Set();

/** What a guild's readers may see: the catalogue with the guild's own records laid over it, which stay the guild's. */
function guildLibrary(base: Library, { records, sources }: GuildData): Library {
  const own = new Map(records.map((record) => [record.id, record]));
  const ownSources = new Map(sources.map((source) => [source.id, source]));
  return {
    get: (id) => own.get(id) ?? base.get(id),
    *all() {
      yield* base.all();
      yield* own.values();
    },
    source: (id) => ownSources.get(id) ?? base.source(id),
    search: base.search.overlay(records, NOTHING_HIDDEN),
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
  const build = async (): Promise<Library> => ({ ...catalogue, search: await buildSearch(catalogue.all()) });
  // A guild's data is a new object after each change, so what was made for the old one goes with it.
  const made = new WeakMap<GuildData, Library>();
  return async (guildId) => {
    building ??= build();
    const base = await building;
    if (guildId === undefined) return base;
    const data = await guilds.read(guildId);
    if (data.records.length === 0) return base;
    const library = made.get(data) ?? guildLibrary(base, data);
    made.set(data, library);
    return library;
  };
}

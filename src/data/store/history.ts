/** What was, read from the history of a guild. Pure; nothing here changes anything. */
import type { Source } from '../schema.ts';
import type { Change, GuildData, HistoryEntry, Version } from './guild-format.ts';

/** A change to a record, from both sides. */
export interface ShownChange {
  readonly id: string;
  readonly before?: Version | undefined;
  readonly after?: Version | undefined;
}

/** A change to one record, with who made it, when and as part of what; see {@link HistoryEntry}. */
export type RecordVersion = Omit<HistoryEntry, 'changes' | 'sources'> & Omit<ShownChange, 'id'>;

/** What a guild has, by id. */
export function versionsIn({ records, corrections, hidden }: GuildData): Map<string, Version> {
  const versions = new Map<string, Version>();
  for (const record of records) versions.set(record.id, { record });
  for (const correction of corrections) versions.set(correction.record.id, correction);
  for (const id of hidden) versions.set(id, { hidden: true });
  return versions;
}

/** The entry of a number; undefined where there is none, or none any more. */
export function entryOf({ history }: GuildData, n: number): HistoryEntry | undefined {
  return history.find((entry) => entry.n === n);
}

/** What stood for an id, before an entry. */
export interface Past {
  version(id: string): Version | undefined;
  source(id: string): Source | undefined;
}

/** How things stood right before the entry of a number, and before all that came after it. */
export function pastBefore(data: GuildData, n: number): Past {
  const versions = versionsIn(data);
  const sources = new Map<string, Source | undefined>(data.sources.map((source) => [source.id, source]));
  const takeBack = <T>(state: Map<string, T | undefined>, changes: readonly Change<T>[]) => {
    for (const { id, before } of changes) state.set(id, before);
  };
  for (const entry of data.history.toReversed()) {
    if (entry.n < n) break;
    takeBack<Version>(versions as Map<string, Version | undefined>, entry.changes);
    takeBack(sources, entry.sources ?? []);
  }
  return { version: (id) => versions.get(id), source: (id) => sources.get(id) };
}

/** All that an entry changed; undefined where there is no such entry. */
export function changesOf(data: GuildData, n: number): ShownChange[] | undefined {
  const after = pastBefore(data, n + 1);
  return entryOf(data, n)?.changes.map((change) => ({ ...change, after: after.version(change.id) }));
}

/** The changes to one record that the history has, newest first. */
export function versionsOf(data: GuildData, id: string): RecordVersion[] {
  let after = versionsIn(data).get(id);
  return data.history.toReversed().flatMap(({ changes, sources: _, ...deed }) => {
    const change = changes.find((each) => each.id === id);
    if (!change) return [];
    const shown = { ...deed, before: change.before, after };
    after = change.before;
    return [shown];
  });
}

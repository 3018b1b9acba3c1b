/** The options that name a record, or a version of one. */
import type { AlmanacRecord } from '../../data/schema.ts';
import { squash } from '../../data/search/fold.ts';
import type { GuildData } from '../../data/store/guild-format.ts';
import { cleanLine } from '../../data/text.ts';
import { nameOf } from '../../views/names.ts';
import { labelOf } from '../../views/record.ts';
import { type Context, MAX_CHOICES, type Option, Refusal } from '../command.ts';
import { choice, line, required } from '../options.ts';

const LABEL = 100;

/** What is kept of the server where the command was used. */
export const dataOf = ({ services, guildId = '' }: Context): Promise<GuildData> =>
  services.records.read(guildId);

/** Any record that this server sees, those that are its own first. */
export function anyRecord(): Option<string> {
  return required({
    ...line(LABEL),
    suggest({ lang, library }, typed) {
      const limit = typed === '' ? Number.POSITIVE_INFINITY : 2 * MAX_CHOICES;
      const found = library.search.search(cleanLine(typed), { limit }).map(({ record }) => record);
      const isOwn = ({ id }: AlmanacRecord) => library.standing(id)?.of !== 'catalogue';
      return [...found.filter(isOwn), ...found.filter((record) => !isOwn(record))]
        .slice(0, MAX_CHOICES)
        .map((record) => choice(labelOf(lang, record, LABEL, { kind: true }), record.id));
    },
  });
}

/** The record of that id or exact name. Throws a {@link Refusal} where these readers see none. */
export function recordOf({ library }: Context, text: string): AlmanacRecord {
  const byId = library.get(text);
  if (byId) return byId;
  const [best] = library.search.search(text, { limit: 1 });
  if (best?.score !== 1) throw new Refusal('record.unknown', { text });
  return best.record;
}

/** A record that this server ever changed, also one that it removed or hid. */
export function changedRecord(): Option<string | undefined> {
  return {
    ...line(LABEL),
    async suggest(context, typed) {
      const data = await dataOf(context);
      const names = await namesOf(context, data);
      const wanted = squash(typed);
      return changedIds(data)
        .filter((id) => id === typed || squash(names(id)).includes(wanted))
        .slice(0, MAX_CHOICES)
        .map((id) =>
          choice(context.lang.pair(context.lang.t(`standing.${stateOf(context, id)}`), names(id)), id),
        );
    },
  };
}

/** How a record that was changed stands here now. */
const stateOf = ({ library }: Context, id: string) => library.standing(id)?.of ?? 'removed';

/** What the server has a history of, or has changed, latest first. */
export function changedIds({ history, corrections, hidden }: GuildData): string[] {
  return [
    ...new Set([
      ...history.toReversed().flatMap(({ changes }) => changes.map(({ id }) => id)),
      ...corrections.map(({ record }) => record.id),
      ...hidden,
    ]),
  ];
}

/** Finds the name of a record, also of one that is removed or hidden. */
export async function namesOf(
  { lang, library, services }: Context,
  data: GuildData,
): Promise<(id: string) => string> {
  const catalogue = await services.libraryOf(undefined);
  const last = new Map<string, AlmanacRecord>();
  for (const { changes } of data.history)
    for (const { id, before } of changes) if (before && 'record' in before) last.set(id, before.record);
  return (id) => {
    const record = library.get(id) ?? last.get(id) ?? catalogue.get(id);
    return record ? nameOf(lang, record) : id;
  };
}

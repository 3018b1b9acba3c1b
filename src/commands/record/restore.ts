import { isDeepStrictEqual } from 'node:util';
import { isOwn } from '../../data/schema.ts';
import type { GuildData } from '../../data/store/guild-format.ts';
import { versionsOf } from '../../data/store/history.ts';
import { notice } from '../../views/notice.ts';
import { COLOURS } from '../../views/parts.ts';
import { type EarlierVersion, versionLabel } from '../../views/record-history.ts';
import { cardOf } from '../card.ts';
import { type Context, defineAction, type Option, Refusal, zoneOf } from '../command.ts';
import { choice, line, required } from '../options.ts';
import { changedIds, changedRecord, dataOf, namesOf } from './choosing.ts';
import { attempt, authorOf, withUndo } from './saving.ts';

/** Stands for a record as the catalogue has it, in place of the number of an entry. */
const AS_IN_CATALOGUE = 'catalogue';

/** `/record restore`: puts a record back as it was before a change; without one, as it last was when it was another. */
export const restoreAction = defineAction({
  options: { record: required(changedRecord()), version: version() },
  async run(context, { record: id, version }) {
    const { lang, guildId = '', services } = context;
    const data = await dataOf(context);
    if (!changedIds(data).includes(id)) throw new Refusal('record.neverChanged', { text: id });
    const name = (await namesOf(context, data))(id);
    const n = version === AS_IN_CATALOGUE ? undefined : readVersion(context, data, id, version);
    if (n === undefined && isOwn(id)) throw new Refusal('record.noEarlier', { name });
    const restoring =
      n === undefined
        ? services.records.show(guildId, id, authorOf(context))
        : services.records.restore(guildId, id, n, authorOf(context));
    const { entry } = await attempt(context, restoring);
    if (!entry) throw new Refusal('record.noEarlier', { name });
    const library = await services.libraryOf(guildId);
    const record = library.get(id);
    const view = record
      ? cardOf(context, record, { library })
      : notice(lang, 'record.removed', { name }, COLOURS.calm);
    return { view: withUndo(context, view, entry), private: true };
  },
});

/** A version of the record that the option `record` names. */
function version(): Option<string | undefined> {
  return {
    ...line(100),
    async suggest(context, typed, others) {
      const { lang, library, services, userId } = context;
      const id = String(others.get('record') ?? '');
      const nameOf = (by: string) => services.nameOf(by) ?? lang.t('history.someone', { id: by.slice(-4) });
      const zone = zoneOf(context);
      const choices = earlierVersions(await dataOf(context), id).map((each) => {
        const who = each.by === userId ? lang.t('history.you') : nameOf(each.by);
        return choice(versionLabel(lang, each, { who, zone, library }), String(each.n));
      });
      const standing = library.standing(id)?.of;
      if (standing === 'hidden' || standing === 'correction')
        choices.unshift(choice(lang.t('history.asInCatalogue'), AS_IN_CATALOGUE));
      const wanted = typed.toLowerCase();
      return choices.filter(({ name, value }) => value === typed || name.toLowerCase().includes(wanted));
    },
  };
}

/** The versions that a record had before changes that the history knows, the latest first. */
function earlierVersions(data: GuildData, id: string): EarlierVersion[] {
  return versionsOf(data, id).flatMap((version) => {
    const { before } = version;
    return before && 'record' in before ? [{ ...version, record: before.record }] : [];
  });
}

/**
 * The number of the entry that ended the chosen version, or the latest that says something else than the record does
 * now; undefined where the history has none, and only the catalogue may have the record as it was.
 */
function readVersion(
  { library }: Context,
  data: GuildData,
  id: string,
  text: string | undefined,
): number | undefined {
  const versions = earlierVersions(data, id);
  const now = library.get(id);
  if (text === undefined) return versions.find(({ record }) => !isDeepStrictEqual(record, now))?.n;
  const chosen = versions.find(({ n }) => String(n) === text);
  if (!chosen) throw new Refusal('record.unknownVersion');
  return chosen.n;
}

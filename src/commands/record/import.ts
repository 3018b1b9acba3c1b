import { cleanLine } from '../../data/text.ts';
import { MAX_BYTES } from '../../data/transfer/limits.ts';
import { planImport } from '../../data/transfer/plan.ts';
import { readTransfer } from '../../data/transfer/read.ts';
import { share } from '../../data/transfer/slices.ts';
import {
  importedView,
  importId,
  importRow,
  planView,
  progressView,
  refusedView,
} from '../../views/record-import.ts';
import { cut } from '../../views/text.ts';
import {
  type Answer,
  type AttachedFile,
  type Context,
  defineAction,
  defineCallback,
  Refusal,
} from '../command.ts';
import { attachment, required } from '../options.ts';
import { DownloadError, type ImportDraft } from '../services.ts';
import { dataOf } from './choosing.ts';
import { attempt, authorOf, withUndo } from './saving.ts';

const MEGABYTE = 1024 * 1024;

/** `/record import`: reads a file, tells what it would change, and changes it only when that is wanted. */
export const importAction = defineAction({
  options: { file: required(attachment()) },
  async run(context, { file }): Promise<Answer> {
    const { lang, services, interactionId, now } = context;
    const name = cut(cleanLine(file.name), 100);
    const bytes = await download(context, file);
    const onProgress = (done: number) => context.show(progressView(lang, 'import.reading', name, done));
    const work = { onProgress };
    const read = await readTransfer(bytes, share(work, 0, 0.4));
    const newId = counted(BigInt(interactionId).toString(36));
    const plan = await planImport(read, context.library, { newId, ...share(work, 0.4, 1) });
    if (plan.refused.length > 0) return { view: refusedView(lang, name, plan.refused), private: true };
    if (plan.changes.length === 0) throw new Refusal('import.nothing', { file: name, count: plan.unchanged });
    await requireRoom(context, plan);
    const draft = services.imports.keep(context, { file: name, plan }, now, bytes.length);
    const minutes = services.config.records.draftMinutes;
    return { view: planView(lang, { file: name, plan, draft, minutes }, context.library), private: true };
  },
});

/** Makes the import that was shown. */
export const importCallback = defineCallback(importId, async (context, { draft }): Promise<Answer> => {
  const { lang, services, guildId = '', now } = context;
  const kept = services.imports.find(context, draft, now);
  if (!kept) throw new Refusal('import.lost');
  const { changes, sources } = kept.plan;
  context.show(progressView(lang, 'import.importing', kept.file, undefined));
  const importing = services.records.apply(
    guildId,
    { action: 'import', changes, sources },
    authorOf(context),
  );
  const { entry } = await attempt(context, importing, () => importRow(lang, draft, changes.length));
  services.imports.done(context, draft, now);
  return { view: withUndo(context, importedView(lang, kept.file, changes.length), entry), private: true };
});

async function download({ services }: Context, { size, url }: AttachedFile): Promise<Uint8Array> {
  const limit = { megabytes: MAX_BYTES / MEGABYTE };
  if (size > MAX_BYTES) throw new Refusal('import.tooLarge', limit);
  try {
    return await services.download(url, MAX_BYTES);
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    throw error.code === 'too-large'
      ? new Refusal('import.tooLarge', limit)
      : new Refusal(`import.${error.code}`);
  }
}

/** Says before the import that there is no room for it. */
async function requireRoom(context: Context, { changes }: ImportDraft['plan']): Promise<void> {
  const { records, corrections } = await dataOf(context);
  const has = new Set([...records, ...corrections.map(({ record }) => record)].map(({ id }) => id));
  const more = changes.filter((change) => 'record' in change && !has.has(change.record.id)).length;
  const limit = context.services.config.records.perServer;
  if (has.size + more > limit) throw new Refusal('import.noRoom', { limit, has: has.size, more });
}

/** Another text at each call: the seed, and numbered. */
function counted(seed: string): () => string {
  let given = 0;
  return () => {
    given += 1;
    return `${seed}-${given}`;
  };
}

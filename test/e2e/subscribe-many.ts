import { DIGESTS_SUFFIX, openDataDirectory } from '../../src/data/store/directory.ts';
import { openDocument } from '../../src/data/store/document.ts';
import { bookFormat, subscribe } from '../../src/digest/book.ts';
import { subscriptionId } from '../../src/digest/subscription.ts';
import type { Built } from '../../src/sandbox/index.ts';

/**
 * Leaves a data directory as a bot does after every channel was subscribed, to a digest each day at 09:00 in Shanghai
 * that is never quiet. Nobody may have the directory open.
 */
export async function subscribeMany(
  dataDir: string,
  applicationId: string,
  built: readonly Built[],
  now: Date,
): Promise<void> {
  const directory = await openDataDirectory(dataDir, applicationId);
  for (const { guildId, channelIds, adminId } of built) {
    const file = await openDocument(directory.guildFile(guildId, DIGESTS_SUFFIX), bookFormat);
    const drafts = channelIds.map((channelId) => ({
      id: subscriptionId(channelId),
      channelId,
      cadence: 'daily' as const,
      time: '09:00',
      zone: 'Asia/Shanghai',
      quiet: 'week' as const,
      createdBy: adminId,
    }));
    await file.update((book) =>
      drafts.reduce((all, draft) => subscribe(all, draft, now.getTime(), drafts.length), book),
    );
  }
  await directory.close();
}

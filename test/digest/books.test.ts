import { expect, it } from 'vitest';
import { type Book, bookFormat } from '../../src/digest/book.ts';
import { Books } from '../../src/digest/books.ts';
import { bookOf, MemoryFile, subscription } from './stage.ts';

const withOne = (book: Book): Book => ({ ...book, subscriptions: [subscription()] });

/** Books on a disk on which each guild has one subscription. */
function shelf() {
  const disk = new Map<string, MemoryFile>();
  const books = new Books(async (guildId) => {
    const file = disk.get(guildId) ?? new MemoryFile(bookFormat.empty());
    disk.set(guildId, file);
    return file;
  });
  for (const guildId of ['one', 'two']) disk.set(guildId, new MemoryFile(bookOf(subscription())));
  return { disk, books, remove: async (guildId: string) => void disk.delete(guildId) };
}

it('forgets a guild: its book is out of use, removed, and begins anew', async () => {
  const { disk, books, remove } = shelf();
  const [file, other] = [await books.of('one'), await books.of('two')];
  await books.forget('one', () => remove('one'));
  expect([...books.files.keys()]).toEqual(['two']);
  expect([...disk.keys()]).toEqual(['two']);
  await expect(file.update(withOne)).rejects.toThrow('removed');
  expect((await books.of('one')).data).toEqual(bookFormat.empty());
  expect((await other.update(withOne)).subscriptions).toHaveLength(1);
});

it('removes only when nothing is being written, and nobody opens the book before', async () => {
  const { disk, books, remove } = shelf();
  const file = await books.of('one');
  const order: string[] = [];
  const written = file.update(withOne).then(() => order.push('written'));
  const forgotten = books.forget('one', async () => {
    order.push('removed');
    await remove('one');
  });
  const reopened = books.of('one').then(({ data }) => order.push(`opened with ${data.subscriptions.length}`));
  await Promise.all([written, forgotten, reopened]);
  expect(order).toEqual(['written', 'removed', 'opened with 0']);
  expect(disk.get('one')?.data).toEqual(bookFormat.empty());
});

it('forgets a guild whose book is not open, or cannot be opened', async () => {
  const { disk, books, remove } = shelf();
  await books.forget('one', () => remove('one'));
  expect(disk.has('one')).toBe(false);
  const broken = new Books(async () => {
    throw new Error('bad file');
  });
  await expect(broken.of('two')).rejects.toThrow('bad file');
  await broken.forget('two', () => remove('two'));
  expect(disk.has('two')).toBe(false);
});

it('says so when the file stays, and the guild goes on with it', async () => {
  const { books } = shelf();
  await books.of('one');
  const failing = () => Promise.reject(new Error('the disk is full'));
  await expect(books.forget('one', failing)).rejects.toThrow('full');
  expect((await books.of('one')).data.subscriptions).toHaveLength(1);
});

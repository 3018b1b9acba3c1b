/**
 * One process at a time in a data directory, on one machine, containers that share it as a volume included.
 *
 * Who wants the directory listens on a socket file of its own in it, and only then looks for others. A socket ends
 * with its process, however that ends, so a name on which nobody answers is dead, and as no name is used twice it
 * can be removed without a race. Of two that start at once at least one sees the other: the one with the larger name
 * gives way at once, the one with the smaller name waits to hear whether the other holds the directory (one byte) or
 * gave way (end of the connection). So exactly one of them gets it. One that lives but does not answer counts as a
 * holder: a blocked process keeps its directory.
 *
 * On Windows the system itself gives a named pipe to one process only.
 */
import { createHash, randomBytes } from 'node:crypto';
import { constants, open, readdir, realpath, rename, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { reasonOf, StoreError, systemCode } from './error.ts';

const LOCK = /^lock-[0-9a-f]{16}\.sock$/;
const PENDING = /^lock-[0-9a-f]{16}\.new$/;

/** How long one that lives may take to say whether it holds the directory, in milliseconds. */
const ANSWER_WITHIN = 5_000;

/** `sun_path` is 104 to 108 bytes with its closing zero: https://man7.org/linux/man-pages/man7/unix.7.html. */
const LONGEST_ADDRESS = 103;

const inUse = (dir: string) =>
  new StoreError('in-use', dir, 'is in use by another process; stop that one, or set another data directory');

const cannotLock = (dir: string, error: unknown) =>
  new StoreError('write-failed', dir, `could not be locked: ${reasonOf(error)}`, error);

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** What a connection fails with when nobody listens, or who did has ended. All else may be someone who lives. */
const ENDED = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE']);

/** Whether who listens at an address holds the directory. With `patient` it waits to hear; else to live is to hold. */
function holds(address: string, patient: boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const settle = (held: boolean) => {
      socket.destroy();
      resolve(held);
    };
    socket.setTimeout(ANSWER_WITHIN, () => settle(true));
    socket.on('connect', () => {
      if (!patient) settle(true);
    });
    socket.on('data', () => settle(true));
    socket.on('end', () => settle(false));
    socket.on('error', (error) => settle(!ENDED.has(systemCode(error) ?? '')));
  });
}

/** This process's socket: while it starts it keeps callers waiting, then tells each of them that it holds. */
class Claim {
  readonly #callers = new Set<Socket>();
  #holds = false;
  readonly server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('close', () => this.#callers.delete(socket));
    this.#callers.add(socket);
    if (this.#holds) socket.end('!');
  });

  constructor() {
    // A caller that could not be taken (too many open files, say) is no fault of who holds the directory.
    this.server.on('error', () => undefined);
  }

  hold(): void {
    this.#holds = true;
    for (const socket of this.#callers) socket.end('!');
    // The lock ends with the process; it is no reason for the process to go on.
    this.server.unref();
  }

  end(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      for (const socket of this.#callers) socket.destroy();
    });
  }
}

async function lockPipe(dir: string): Promise<() => Promise<void>> {
  const name = createHash('sha256')
    .update((await realpath(dir)).toLowerCase())
    .digest('hex');
  const claim = new Claim();
  try {
    await listen(claim.server, `\\\\.\\pipe\\chain-almanac-${name}`);
  } catch (error) {
    throw systemCode(error) === 'EADDRINUSE' ? inUse(dir) : cannotLock(dir, error);
  }
  claim.hold();
  return () => claim.end();
}

/** Whether another holds the directory; waits for those that are starting, and removes the names of those that ended. */
async function othersHold(dir: string, own: string, address: (name: string) => string): Promise<boolean> {
  const others = (await readdir(dir)).filter((name) => LOCK.test(name) && name !== own);
  const held = await Promise.all(
    others.map(async (name) => {
      if (await holds(address(name), name > own)) return true;
      await rm(join(dir, name), { force: true });
      return false;
    }),
  );
  return held.includes(true);
}

async function lockSocket(dir: string): Promise<() => Promise<void>> {
  // Linux takes a path through an open directory, however long the directory's own path is.
  const handle = await open(dir, constants.O_RDONLY | constants.O_DIRECTORY).catch((error: unknown) => {
    throw cannotLock(dir, error);
  });
  const id = `lock-${randomBytes(8).toString('hex')}`;
  const pending = `${id}.new`;
  const own = `${id}.sock`;
  const long = Buffer.byteLength(join(dir, own)) > LONGEST_ADDRESS;
  const address = (name: string) => join(long ? `/proc/self/fd/${handle.fd}` : dir, name);
  const claim = new Claim();
  const release = async () => {
    await claim.end();
    // A name that stays is dead, and removed by the next to start.
    await rm(join(dir, own), { force: true }).catch(() => undefined);
    await handle.close();
  };
  try {
    if (long && process.platform !== 'linux')
      throw new Error(`its path is longer than a socket's may be (${LONGEST_ADDRESS} bytes with ${own})`);
    await listen(claim.server, address(pending));
    // Only a name on which someone already listens is seen by others, so none takes it for dead.
    await rename(join(dir, pending), join(dir, own)).catch((error: unknown) => {
      throw systemCode(error) === 'ENOENT' ? inUse(dir) : error;
    });
    if (await othersHold(dir, own, address)) throw inUse(dir);
    claim.hold();
    // Of those who were killed half-way, or come too late: they find their name gone and give way.
    const left = (await readdir(dir)).filter((name) => PENDING.test(name));
    await Promise.all(left.map((name) => rm(join(dir, name), { force: true })));
    return release;
  } catch (error) {
    await release();
    throw error instanceof StoreError ? error : cannotLock(dir, error);
  }
}

/**
 * Takes a directory, which must exist, for this process alone, and resolves with what gives it back; the end of the
 * process, a kill included, gives it back as well. Throws a {@link StoreError}: `in-use`, or `write-failed` where the
 * directory or its file system takes no socket.
 */
export function lockDirectory(dir: string): Promise<() => Promise<void>> {
  return process.platform === 'win32' ? lockPipe(dir) : lockSocket(dir);
}
